import { Alert, Anchor, Button, Group, Paper, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { refresh } from '../../api/changes.ts';
import { asProblem, fieldErrors } from '../../api/problem.ts';
import type { CloudAccount, ClusterVersion, Organization, UserManagement } from '../../api/types.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { sayDone } from '../../ui/toast.ts';
import { useFields } from '../../ui/use-fields.ts';
import { createCluster } from './queries.ts';
import { WizardReview } from './wizard-review.tsx';
import { stepOfField, wizardSteps } from './wizard-steps.ts';
import { AccountStep, ManagementStep, NameStep, VersionStep } from './wizard-fields.tsx';
import { WizardRail } from './wizard-rail.tsx';
import classes from './wizard.module.css';

type Props = {
  organization: Organization;
  accounts: CloudAccount[];
  versions: ClusterVersion[];
  cloudAccountsPath: string;
  onCreated: () => void;
  onCancel: () => void;
};

export function NewClusterWizard({ organization, accounts, versions, cloudAccountsPath, onCreated, onCancel }: Props) {
  const queries = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  const [step, setStep] = useState(0);
  const form = useFields({
    name: '',
    cloudAccountId: (accounts.find(({ isDefault }) => isDefault) ?? accounts[0])?.id ?? '',
    version: (versions.find(({ isDefault }) => isDefault) ?? versions[0])?.version ?? '',
    userManagement: 'managed',
  });
  const wish = { ...form.values, userManagement: form.values.userManagement as UserManagement };
  const go = (to: number) => {
    setStep(to);
    // A screen reader hears where it is now.
    setTimeout(() => heading.current?.focus(), 0);
  };
  const create = useMutation({
    mutationFn: () => createCluster(organization.id, wish),
    onSuccess: async () => {
      sayDone(`${form.values.name.trim()} is being created.`);
      await refresh(queries, organization.id, 'clusters');
      onCreated();
    },
    onError: (error) => {
      const errors = fieldErrors(asProblem(error));
      form.setErrors(errors);
      const first = Object.keys(errors).map(stepOfField).filter((at) => at >= 0).sort((a, b) => a - b)[0];
      if (first !== undefined) go(first);
    },
  });
  const onNext = () => {
    if (step === 0 && form.values.name.trim() === '') form.setErrors({ name: 'Give the cluster a name.' });
    else go(step + 1);
  };
  const last = wizardSteps.length - 1;
  const current = wizardSteps[step] ?? wizardSteps[0];

  if (accounts.length === 0) {
    return (
      <Alert color="amber" title="First, connect a cloud account">
        {organization.allows.manageCloudAccounts === true
          ? <>A cluster needs a place to run. <Anchor component={Link} to={cloudAccountsPath}>Connect a cloud account</Anchor></>
          : 'A cluster needs a place to run, and this organization has none. Ask its owner or an administrator to connect a cloud account.'}
      </Alert>
    );
  }
  return (
    <div className={classes['wizard']}>
      <WizardRail step={step} onStep={go} />
      <Paper withBorder radius="lg" p={{ base: 'md', sm: 'xl' }}>
        <form noValidate onSubmit={(event) => { event.preventDefault(); if (step < last) onNext(); else create.mutate(); }}>
          <Stack gap="lg">
            <h2 ref={heading} tabIndex={-1} className={classes['heading']}>{current.title}</h2>
            {step === 0 && <NameStep form={form} />}
            {step === 1 && <AccountStep form={form} accounts={accounts} />}
            {step === 2 && <VersionStep form={form} versions={versions} />}
            {step === 3 && <ManagementStep form={form} />}
            {step === last && <WizardReview values={wish} accounts={accounts} onEdit={go} />}
            <ProblemAlert error={create.error} />
            <Group justify="space-between">
              {step === 0 ? <Button variant="default" onClick={onCancel}>Cancel</Button> : <Button variant="default" onClick={() => go(step - 1)}>Back</Button>}
              {step < last
                ? <Button type="submit">Next</Button>
                : <ReasonedButton allowed={organization.allows.createCluster} type="submit" loading={create.isPending}>Create</ReasonedButton>}
            </Group>
          </Stack>
        </form>
      </Paper>
    </div>
  );
}
