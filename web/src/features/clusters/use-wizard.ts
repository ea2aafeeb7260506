import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { refresh } from '../../api/changes.ts';
import { asProblem, fieldErrors } from '../../api/problem.ts';
import type { CloudAccount, ClusterVersion, Organization, UserManagement } from '../../api/types.ts';
import { sayDone } from '../../ui/toast.ts';
import { useFields } from '../../ui/use-fields.ts';
import { createCluster } from './queries.ts';
import { firstStepOf } from './wizard-steps.ts';

export type WizardInput = { organization: Organization; accounts: CloudAccount[]; versions: ClusterVersion[]; onCreated: () => void };

const preferred = <Item extends { isDefault: boolean }>(items: Item[]): Item | undefined => items.find(({ isDefault }) => isDefault) ?? items[0];

/** Where the wizard stands and what was entered; going back and forth keeps all of it. */
export function useWizard({ organization, accounts, versions, onCreated }: WizardInput) {
  const queries = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  const [step, setStep] = useState(0);
  const form = useFields({
    name: '', cloudAccountId: preferred(accounts)?.id ?? '', version: preferred(versions)?.version ?? '', userManagement: 'managed',
  });
  const wish = { ...form.values, userManagement: form.values.userManagement as UserManagement };

  const go = (to: number) => {
    setStep(to);
    // A screen reader hears where it is now.
    setTimeout(() => heading.current?.focus(), 0);
  };
  const next = () => {
    if (step === 0 && form.values.name.trim() === '') form.setErrors({ name: 'Give the cluster a name.' });
    else go(step + 1);
  };
  const create = useMutation({
    mutationFn: () => createCluster(organization.id, wish),
    onSuccess: async ({ id, name }) => {
      sayDone(`${name} is being created.`, id);
      await refresh(queries, organization.id, 'clusters');
      onCreated();
    },
    onError: (error) => {
      const errors = fieldErrors(asProblem(error));
      form.setErrors(errors);
      const first = firstStepOf(Object.keys(errors));
      if (first !== null) go(first);
    },
  });
  return { heading, step, form, wish, go, next, create };
}
