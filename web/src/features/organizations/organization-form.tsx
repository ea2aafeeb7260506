import { Alert, Group, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FocusEvent } from 'react';
import { refresh } from '../../api/changes.ts';
import { keys } from '../../api/keys.ts';
import { asProblem, fieldErrors } from '../../api/problem.ts';
import type { Organization } from '../../api/types.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { Section } from '../../ui/section.tsx';
import { sayDone } from '../../ui/toast.ts';
import { updateOrganization } from './queries.ts';

const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** As people write them: "America/New York". */
const choices = (current: string) => (timeZones.includes(current) ? timeZones : [current, ...timeZones]).map((value) => ({ value, label: value.replaceAll('_', ' ') }));

/** What is typed replaces what is there. The click that gives the focus sets the caret afterwards, so later than that. */
const selectAll = ({ currentTarget }: FocusEvent<HTMLInputElement>) => void setTimeout(() => currentTarget.select(), 0);

export function OrganizationForm({ organization }: { organization: Organization }) {
  const queries = useQueryClient();
  const [name, setName] = useState(organization.name);
  const [timeZone, setTimeZone] = useState(organization.timeZone);
  const may = organization.allows.update;
  const save = useMutation({
    mutationFn: () => updateOrganization(organization.id, { name, timeZone }),
    onSuccess: async (changed) => {
      queries.setQueryData(keys.organization(organization.id), changed);
      sayDone('The organization is changed.');
      await refresh(queries, organization.id, 'organizations');
    },
  });
  const errors = save.error ? fieldErrors(asProblem(save.error)) : {};
  const unchanged = name.trim() === organization.name && timeZone === organization.timeZone;
  return (
    <Section title="Name and time zone">
      <form onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        <Stack gap="md" maw={460}>
          {may !== true && <Alert color="gray">{may}</Alert>}
          <TextInput label="Name" required withAsterisk={false} maxLength={80} disabled={may !== true} value={name} onChange={(event) => setName(event.currentTarget.value)} error={errors['name']} />
          <Select
            label="Time zone" description="Usage is counted by its days." searchable allowDeselect={false} maxDropdownHeight={280} onFocus={selectAll} nothingFoundMessage="No such time zone" disabled={may !== true}
            data={choices(timeZone)} value={timeZone} onChange={(zone) => setTimeZone(zone ?? timeZone)} error={errors['timeZone']}
          />
          <ProblemAlert error={save.error} />
          <Group>
            <ReasonedButton type="submit" allowed={may === true && unchanged ? 'Nothing is changed yet.' : may} loading={save.isPending}>
              Save
            </ReasonedButton>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
