import { Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/changes.ts';
import type { ApiKey } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatAgo, fullName } from '../../ui/format.ts';
import { sayDone } from '../../ui/toast.ts';
import { useNow } from '../../ui/use-now.ts';
import { revokeApiKey } from './queries.ts';

export function RevokeKeyDialog({ organizationId, apiKey, onClose }: { organizationId: string; apiKey: ApiKey; onClose: () => void }) {
  const queries = useQueryClient();
  const now = useNow();
  const revoking = useMutation({
    mutationFn: () => revokeApiKey(organizationId, apiKey.id),
    onSuccess: async () => {
      await refresh(queries, organizationId, 'api-keys');
      sayDone(`${apiKey.name} is revoked.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog title={`Revoke “${apiKey.name}”?`} action={`Revoke ${apiKey.name}`} busy={revoking.isPending} error={revoking.error} onCancel={onClose} onConfirm={() => revoking.mutate()}>
      <Text size="sm">
        Whatever uses it is refused from its next request on, and the key never comes back.
        {apiKey.lastUsedAt ? ` It was last used ${formatAgo(apiKey.lastUsedAt, now)}.` : ' It was never used.'}
        {apiKey.kind === 'personal' && !apiKey.holder.you && ` It is a personal key of ${fullName(apiKey.holder)}.`}
      </Text>
    </ConfirmDialog>
  );
}
