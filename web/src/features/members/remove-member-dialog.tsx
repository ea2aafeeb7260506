import { List, Skeleton, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/changes.ts';
import type { Member, RemovalPreview } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { fullName, plural } from '../../ui/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { sayDone } from '../../ui/toast.ts';
import { removalQuery, removeMember } from './queries.ts';

type Props = { organizationId: string; member: Member; onCancel: () => void; onRemoved: () => void };

export function RemoveMemberDialog({ organizationId, member, onCancel, onRemoved }: Props) {
  const queries = useQueryClient();
  const preview = useQuery(removalQuery(organizationId, member.id));
  const name = fullName(member);
  const removal = useMutation({
    mutationFn: () => removeMember(organizationId, member.id),
    onSuccess: async () => {
      await refresh(queries, organizationId, 'members');
      sayDone(`${name} is no longer a member.`);
      onRemoved();
    },
  });
  return (
    <ConfirmDialog
      title={`Remove ${name}?`} action={`Remove ${name}`} busy={removal.isPending} error={removal.error} waiting={!preview.data}
      onCancel={onCancel} onConfirm={() => removal.mutate()}
    >
      {preview.isPending && <Skeleton height={88} aria-label="Reading what will happen" />}
      <ProblemAlert error={preview.error} onRetry={() => void preview.refetch()} />
      {preview.data && <Consequences name={member.givenName} preview={preview.data} />}
    </ConfirmDialog>
  );
}

function Consequences({ name, preview }: { name: string; preview: RemovalPreview }) {
  const { clusters, unmanagedClusters, invitations } = preview;
  return (
    <>
      <Text size="sm">
        {name} loses access at once: this organization, its clusters and its pages. Nothing that {name} made on a cluster is deleted.
      </Text>
      {clusters.length + unmanagedClusters.length > 0 && (
        <List size="sm" spacing={4} className="breakable">
          {[...clusters, ...unmanagedClusters].map((cluster) => (
            <List.Item key={cluster.id}>
              <strong>{cluster.name}</strong>: {cluster.consequence}
            </List.Item>
          ))}
        </List>
      )}
      {invitations > 0 && <Text size="sm">{plural(invitations, 'open invitation')} that {name} sent will end.</Text>}
    </>
  );
}
