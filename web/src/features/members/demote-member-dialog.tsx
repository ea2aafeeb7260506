import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/changes.ts';
import type { Member } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { fullName } from '../../ui/format.ts';
import { sayDone, sayFailed } from '../../ui/toast.ts';
import { sayUndoable } from '../../ui/undo-toast.tsx';
import { Consequences, useKeptKeys } from './consequences.tsx';
import { changeRole, demotionQuery } from './queries.ts';

type Props = { organizationId: string; member: Member; onCancel: () => void; onDone: () => void };

/** What losing the role means, before it is lost (D06). Pressed again after somebody else's change, it is for the newer state. */
export function DemoteMemberDialog({ organizationId, member, onCancel, onDone }: Props) {
  const queries = useQueryClient();
  const preview = useQuery(demotionQuery(organizationId, member.id));
  const kept = useKeptKeys();
  const name = fullName(member);
  const reread = () => refresh(queries, organizationId, 'members');
  const undo = (changed: Member) => void changeRole(organizationId, changed, 'administrator').then(() => sayDone(`${name} is an administrator again.`)).catch(sayFailed).finally(reread);
  const demotion = useMutation({
    mutationFn: () => changeRole(organizationId, member, 'member', kept.ids),
    onSuccess: async (changed) => {
      await reread();
      sayUndoable(`${name} is now an ordinary member, here and on the clusters.`, () => undo(changed));
      onDone();
    },
    onError: reread,
  });
  return (
    <ConfirmDialog
      title={`Make ${name} an ordinary member?`} action={`Make ${name} an ordinary member`} busy={demotion.isPending} error={demotion.error} waiting={!preview.data}
      onCancel={onCancel} onConfirm={() => demotion.mutate()}
    >
      <Consequences preview={preview} whose={member.givenName} kept={kept}>
        {member.givenName} can no longer manage members, permissions and cloud accounts here. What ordinary members may do, {member.givenName} still may.
      </Consequences>
    </ConfirmDialog>
  );
}
