import { Alert, Anchor, Checkbox, Group, List, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { refresh } from '../../api/changes.ts';
import { keys } from '../../api/keys.ts';
import { asProblem } from '../../api/problem.ts';
import type { Organization, Permissions } from '../../api/types.ts';
import { paths } from '../../paths.ts';
import { ConflictAlert } from '../../ui/conflict-alert.tsx';
import { formatAgo, formatInstant, fullName } from '../../ui/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { Section } from '../../ui/section.tsx';
import { sayDone } from '../../ui/toast.ts';
import { useNow } from '../../ui/use-now.ts';
import { whoWasFaster } from '../../ui/who-was-faster.ts';
import { differences, permissionSentences, whomTheyConcern } from './permission-sentences.ts';
import { updatePermissions } from './queries.ts';

/** The three permissions of the organization (M13). Nothing is saved until Update is pressed. */
export function MemberPermissions({ organization }: { organization: Organization }) {
  const { permissions: saved, allows } = organization;
  const [edited, setEdited] = useState<Partial<Permissions>>({});
  const shown = { ...saved, ...edited };
  const may = allows.updatePermissions;
  const { update, isStale, settle } = usePermissionsChange(organization, shown, () => setEdited({}));
  const unchanged = permissionSentences.every(([key]) => shown[key] === saved[key]);
  const note = (
    <>
      The owner and administrators may do all of this anyway. {whomTheyConcern(organization.ordinaryMembers)} <Anchor component={Link} to={paths.helpRoles}>What each permission does</Anchor>
    </>
  );

  return (
    <Section title="Member permissions" note={note}>
      {may !== true && (
        <Alert color="gray" mb="md">
          {may}
        </Alert>
      )}
      <Stack gap="sm">
        {permissionSentences.map(([key, sentence]) => (
          <Checkbox
            key={key} label={sentence} checked={shown[key]} disabled={may !== true}
            onChange={(event) => setEdited({ ...edited, [key]: event.currentTarget.checked })}
          />
        ))}
        {isStale ? <Conflict organization={organization} mine={shown} busy={update.isPending} onApplyMine={() => update.mutate()} onTakeNewer={() => { setEdited({}); settle(); }} /> : <ProblemAlert error={update.error} />}
        <Group gap="md">
          <ReasonedButton allowed={may === true && unchanged ? 'Nothing is changed yet.' : may} variant="default" loading={update.isPending} onClick={() => update.mutate()}>
            Update
          </ReasonedButton>
          <LastChange change={organization.permissionsChanged} />
        </Group>
      </Stack>
    </Section>
  );
}

function usePermissionsChange(organization: Organization, wanted: Permissions, onSaved: () => void) {
  const queries = useQueryClient();
  const update = useMutation({
    mutationFn: () => updatePermissions(organization, wanted),
    onSuccess: async (changed) => {
      queries.setQueryData(keys.organization(organization.id), changed);
      onSaved();
      sayDone('The member permissions are changed.');
      await refresh(queries, organization.id, 'organizations');
    },
    // What is newer is read at once, and shown beside what was ticked.
    onError: () => refresh(queries, organization.id, 'organizations'),
  });
  const isStale = update.error !== null && asProblem(update.error).status === 412;
  return { update, isStale, settle: update.reset };
}

function LastChange({ change }: { change: Organization['permissionsChanged'] }) {
  const now = useNow();
  if (!change) return null;
  return <Text size="xs" c="dimmed" title={formatInstant(change.at)}>{fullName(change.by)} changed them last, {formatAgo(change.at, now)}.</Text>;
}

type ConflictProps = { organization: Organization; mine: Permissions; busy: boolean; onApplyMine: () => void; onTakeNewer: () => void };

function Conflict({ organization, mine, ...rest }: ConflictProps) {
  const now = useNow(1_000);
  const different = differences(mine, organization.permissions);
  const change = organization.permissionsChanged;
  return (
    <ConflictAlert sentence={whoWasFaster(change && { at: change.at, by: fullName(change.by) }, now)} {...rest}>
      {different.length === 0 ? <Text size="sm">It is now just as you ticked it.</Text> : (
        <List size="sm" spacing={4}>
          {different.map(({ sentence, newer }) => (
            <List.Item key={sentence}>
              {sentence}: now <strong>{newer ? 'ticked' : 'not ticked'}</strong>, you {newer ? 'unticked' : 'ticked'} it
            </List.Item>
          ))}
        </List>
      )}
    </ConflictAlert>
  );
}
