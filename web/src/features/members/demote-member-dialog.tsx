import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '../../api/changes.ts';
import { asProblem } from '../../api/problem.ts';
import type { Member } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { fullName } from '../../ui/format.ts';
import { sayDone, sayFailed } from '../../ui/toast.ts';
import { sayUndoable } from '../../ui/undo-toast.tsx';
import { Consequences, useKeptKeys } from './consequences.tsx';
import { changeRole, demotionQuery } from './queries.ts';
import { RoleConflict } from './role-conflict.tsx';

type Props = { organizationId: string; member: Member; onCancel: () => void; onDone: () => void };

/** What losing the role means, before it is lost (D06). Whoever is slower than somebody else is told, and chooses. */
export function DemoteMemberDialog({ organizationId, member, onCancel, onDone }: Props) {
  const queries = useQueryClient();
  const preview = useQuery(demotionQuery(organizationId, member.id));
  const kept = useKeptKeys();
  const [conflict, setConflict] = useState<{ seenChangedAt: string | null } | null>(null);
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
    onMutate: () => ({ seenChangedAt: member.roleChanged?.at ?? null }),
    onError: async (error, _nothing, seen) => {
      await reread();
      if (asProblem(error).status === 412) setConflict(seen ?? null);
    },
  });
  const onConfirm = () => {
    setConflict(null);
    demotion.mutate();
  };
  return (
    <ConfirmDialog
      title={`Make ${name} an ordinary member?`} action={`Make ${name} an ordinary member`} busy={demotion.isPending} error={conflict ? null : demotion.error} waiting={!preview.data || conflict !== null}
      onCancel={onCancel} onConfirm={onConfirm}
    >
      <Consequences preview={preview} whose={member.givenName} kept={kept}>
        {member.givenName} can no longer manage members, permissions and cloud accounts here. What ordinary members may do, {member.givenName} still may.
      </Consequences>
      {conflict && <RoleConflict member={member} seenChangedAt={conflict.seenChangedAt} mine="member" busy={demotion.isPending} onApplyMine={onConfirm} onTakeNewer={onCancel} />}
    </ConfirmDialog>
  );
}
