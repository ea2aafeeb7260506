import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/changes.ts';
import type { Cluster, Organization } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { sayDone } from '../../ui/toast.ts';
import { terminateCluster } from './queries.ts';

type Props = { organization: Organization; cluster: Cluster; onClose: () => void };

export function TerminateDialog({ organization, cluster, onClose }: Props) {
  const queries = useQueryClient();
  const terminate = useMutation({
    mutationFn: () => terminateCluster({ organizationId: organization.id, clusterId: cluster.id }),
    onSuccess: async () => {
      sayDone(`${cluster.name} is shutting down and will be gone for good.`);
      onClose();
      await refresh(queries, organization.id, 'clusters');
    },
  });
  return (
    <ConfirmDialog
      title={`Terminate cluster “${cluster.name}”?`} action={`Terminate ${cluster.name}`}
      busy={terminate.isPending} error={terminate.error} onCancel={onClose} onConfirm={() => terminate.mutate()}
    >
      <Text size="sm">
        The cluster stops and everything on it is deleted: its data, its accounts and its settings. This cannot be undone. Everybody in{' '}
        {organization.name} loses it, and who works on it now is cut off.
      </Text>
      <Text size="sm">To pause it and keep everything, use Stop instead. Its hours stay in the usage report.</Text>
    </ConfirmDialog>
  );
}
