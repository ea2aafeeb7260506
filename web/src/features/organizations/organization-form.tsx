import { Alert, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FocusEvent } from 'react';
import { refresh } from '../../api/changes.ts';
import { keys } from '../../api/keys.ts';
import { asProblem, fieldErrors } from '../../api/problem.ts';
import type { Organization } from '../../api/types.ts';
import { ConflictAlert } from '../../ui/conflict-alert.tsx';
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

type Edited = { name?: string; timeZone?: string };

/** What is not being edited follows the organization, whoever changes it. */
export function OrganizationForm({ organization }: { organization: Organization }) {
  const queries = useQueryClient();
  const [edited, setEdited] = useState<Edited>({});
  const { name, timeZone } = { name: organization.name, timeZone: organization.timeZone, ...edited };
  const may = organization.allows.update;
  const save = useMutation({
    mutationFn: () => updateOrganization(organization, { name, timeZone }),
    onSuccess: async (changed) => {
      queries.setQueryData(keys.organization(organization.id), changed);
      setEdited({});
      sayDone('The organization is changed.');
      await refresh(queries, organization.id, 'organizations');
    },
    onError: () => refresh(queries, organization.id, 'organizations'),
  });
  const isStale = save.error !== null && asProblem(save.error).status === 412;
  const errors = save.error ? fieldErrors(asProblem(save.error)) : {};
  const unchanged = name.trim() === organization.name && timeZone === organization.timeZone;
  const takeNewer = () => {
    setEdited({});
    save.reset();
  };
  return (
    <Section title="Name and time zone">
      <form onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        <Stack gap="md" maw={460}>
          {may !== true && <Alert color="gray">{may}</Alert>}
          <TextInput label="Name" required withAsterisk={false} maxLength={80} disabled={may !== true} value={name} onChange={(event) => setEdited({ ...edited, name: event.currentTarget.value })} error={errors['name']} />
          <Select
            label="Time zone" description="Usage is counted by its days." searchable allowDeselect={false} maxDropdownHeight={280} onFocus={selectAll} nothingFoundMessage="No such time zone" disabled={may !== true}
            data={choices(timeZone)} value={timeZone} onChange={(zone) => setEdited({ ...edited, timeZone: zone ?? timeZone })} error={errors['timeZone']}
          />
          {isStale ? (
            <ConflictAlert sentence="Somebody changed this meanwhile." busy={save.isPending} onApplyMine={() => save.mutate()} onTakeNewer={takeNewer}>
              <Text size="sm" className="breakable">Now: {organization.name}, {organization.timeZone.replaceAll('_', ' ')}. Yours: {name}, {timeZone.replaceAll('_', ' ')}.</Text>
            </ConflictAlert>
          ) : <ProblemAlert error={save.error} />}
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
