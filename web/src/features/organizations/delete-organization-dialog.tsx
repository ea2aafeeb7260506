import { Alert, List, Skeleton, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Organization } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { sayDone } from '../../ui/toast.ts';
import { deleteOrganization, deletionQuery } from './queries.ts';

type Props = { organization: Organization; onCancel: () => void; onDeleted: () => Promise<void> };

/** For good and for everybody, so its name is typed (D02). Clusters that live stand in the way, and are named. */
export function DeleteOrganizationDialog({ organization, onCancel, onDeleted }: Props) {
  const preview = useQuery(deletionQuery(organization.id));
  const deletion = useMutation({
    mutationFn: () => deleteOrganization(organization.id, organization.name),
    onSuccess: async () => {
      sayDone(`${organization.name} is deleted.`);
      await onDeleted();
    },
  });
  const facts = preview.data;
  const inTheWay = facts && facts.allows.delete !== true ? facts.allows.delete : null;
  return (
    <ConfirmDialog
      title={`Delete ${organization.name}?`} action={`Delete ${organization.name}`} busy={deletion.isPending} error={deletion.error} waiting={!facts || inTheWay !== null}
      {...(facts && !inTheWay ? { typed: { label: `Type ${organization.name} to delete it`, exactly: organization.name } } : {})} onCancel={onCancel} onConfirm={() => deletion.mutate()}
    >
      {preview.isPending && <Skeleton height={88} aria-label="Reading what will happen" />}
      <ProblemAlert error={preview.error} onRetry={() => void preview.refetch()} />
      {facts && (
        <>
          <Text size="sm">It is gone at once for everybody, and cannot be brought back:</Text>
          <List size="sm" spacing={4} className="breakable">
            <List.Item>{facts.members === 1 ? 'You are its only member.' : `${facts.members} members lose it, and each of them gets a mail that says so.`}</List.Item>
            {facts.invitations > 0 && <List.Item>{plural(facts.invitations, 'open invitation')} and all API keys end.</List.Item>}
            <List.Item>The keys of its cloud accounts are erased. Its audit log is kept by whoever runs this installation.</List.Item>
          </List>
        </>
      )}
      {inTheWay && (
        <Alert color="amber" role="status" title={inTheWay} />
      )}
    </ConfirmDialog>
  );
}
