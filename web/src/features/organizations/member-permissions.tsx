import { Alert, Anchor, Checkbox, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { refresh } from '../../api/changes.ts';
import { keys } from '../../api/keys.ts';
import type { Organization, Permissions } from '../../api/types.ts';
import { paths } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { Section } from '../../ui/section.tsx';
import { sayDone } from '../../ui/toast.ts';
import { updatePermissions } from './queries.ts';

const sentences: [keyof Permissions, string][] = [
  ['membersCanInvite', 'Non admin members can invite new members'],
  ['membersCanCreateAndTerminate', 'Non admin members can create and terminate clusters'],
  ['membersCanOpenPorts', 'Non admin members can open clusters ports'],
];

/** The three permissions of the organization (M13). */
export function MemberPermissions({ organization }: { organization: Organization }) {
  const queries = useQueryClient();
  const { permissions: saved, allows } = organization;
  const [edited, setEdited] = useState<Partial<Permissions>>({});
  const shown = { ...saved, ...edited };
  const may = allows.updatePermissions;
  const update = useMutation({
    mutationFn: () => updatePermissions(organization.id, shown),
    onSuccess: async (changed) => {
      queries.setQueryData(keys.organization(organization.id), changed);
      setEdited({});
      sayDone('The member permissions are changed.');
      await refresh(queries, organization.id, 'organizations');
    },
  });
  const unchanged = sentences.every(([key]) => shown[key] === saved[key]);

  return (
    <Section title="Member permissions" note={<>The owner and administrators may do all of this anyway. <Anchor component={Link} to={paths.helpRoles}>What each permission does</Anchor></>}>
      {may !== true && (
        <Alert color="gray" mb="md">
          {may}
        </Alert>
      )}
      <Stack gap="sm">
        {sentences.map(([key, sentence]) => (
          <Checkbox
            key={key} label={sentence} checked={shown[key]} disabled={may !== true}
            onChange={(event) => setEdited({ ...edited, [key]: event.currentTarget.checked })}
          />
        ))}
        <ProblemAlert error={update.error} />
        <Group>
          <ReasonedButton allowed={may === true && unchanged ? 'Nothing is changed yet.' : may} variant="default" loading={update.isPending} onClick={() => update.mutate()}>
            Update
          </ReasonedButton>
        </Group>
      </Stack>
    </Section>
  );
}
