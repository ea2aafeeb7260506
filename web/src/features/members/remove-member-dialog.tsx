import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/changes.ts';
import type { Member } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { fullName } from '../../ui/format.ts';
import { sayDone } from '../../ui/toast.ts';
import { Consequences, useKeptKeys } from './consequences.tsx';
import { removalQuery, removeMember } from './queries.ts';

type Props = { organizationId: string; member: Member; onCancel: () => void; onDone: () => void };

export function RemoveMemberDialog({ organizationId, member, onCancel, onDone }: Props) {
  const queries = useQueryClient();
  const preview = useQuery(removalQuery(organizationId, member.id));
  const kept = useKeptKeys();
  const name = fullName(member);
  const removal = useMutation({
    mutationFn: () => removeMember(organizationId, member.id, kept.ids),
    onSuccess: async () => {
      await refresh(queries, organizationId, 'members');
      sayDone(`${name} is no longer a member.`);
      onDone();
    },
  });
  return (
    <ConfirmDialog
      title={`Remove ${name}?`} action={`Remove ${name}`} busy={removal.isPending} error={removal.error} waiting={!preview.data}
      onCancel={onCancel} onConfirm={() => removal.mutate()}
    >
      <Consequences preview={preview} whose={member.givenName} kept={kept}>
        {member.givenName} loses access at once: this organization, its clusters and its pages. Nothing that {member.givenName} made on a cluster is deleted.
      </Consequences>
    </ConfirmDialog>
  );
}
