import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/changes.ts';
import type { CloudAccount } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { sayDone } from '../../ui/toast.ts';
import { deleteCloudAccount } from './queries.ts';

export function DeleteAccountDialog({ organizationId, account, onClose }: { organizationId: string; account: CloudAccount; onClose: () => void }) {
  const queries = useQueryClient();
  const removal = useMutation({
    mutationFn: () => deleteCloudAccount(organizationId, account.id),
    onSuccess: async () => {
      await refresh(queries, organizationId, 'cloud-accounts');
      sayDone(`${account.name} is no longer connected.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={`Delete cloud account “${account.name}”?`} action={`Delete ${account.name}`} busy={removal.isPending} error={removal.error}
      onCancel={onClose} onConfirm={() => removal.mutate()}
    >
      <Text size="sm">
        No new cluster can be created in it.{account.isDefault ? ' It is the default: until another one is the default, each new cluster asks where it should run.' : ''} It can
        be connected again at any time.
      </Text>
    </ConfirmDialog>
  );
}
