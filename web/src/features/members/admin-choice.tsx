import { Box, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '../../api/changes.ts';
import { asProblem } from '../../api/problem.ts';
import type { Member } from '../../api/types.ts';
import { fullName, roleWord } from '../../ui/format.ts';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { ReasonedCheckbox } from '../../ui/reasoned-checkbox.tsx';
import { sayDone, sayFailed } from '../../ui/toast.ts';
import { sayUndoable } from '../../ui/undo-toast.tsx';
import { changeRole } from './queries.ts';
import { RoleConflict } from './role-conflict.tsx';

type Props = { organizationId: string; member: Member; onDemote: () => void };

/** The Admin box and its Update (M17): nothing changes until Update is pressed. */
export function AdminChoice({ organizationId, member, onDemote }: Props) {
  const isAdministrator = member.role === 'administrator';
  const [edited, setEdited] = useState<boolean | null>(null);
  const ticked = edited ?? isAdministrator;
  const name = fullName(member);
  const { update, conflict, settle } = useRoleChange(organizationId, member, () => setEdited(null));
  const unchanged = ticked === isAdministrator;
  const allowed = member.allows.changeRole;
  // The dialog asks about the member as it is now, so the box behind it stands as it is.
  const onUpdate = () => {
    if (ticked) return update.mutate('administrator');
    setEdited(null);
    onDemote();
  };
  return (
    <>
      <Group gap="sm" wrap="nowrap">
        <ReasonedCheckbox
          allowed={allowed === true ? true : ''} label="Admin" aria-label={`Admin: ${name}`} checked={ticked}
          onChange={(event) => setEdited(event.currentTarget.checked)} {...(allowed === true ? {} : { title: allowed })}
        />
        <ReasonedButton
          allowed={allowed === true && unchanged ? `Tick or untick Admin first; then Update changes the role of ${name}.` : allowed}
          size="compact-sm" variant="default" loading={update.isPending} onClick={onUpdate} aria-label={`Update ${name}`}
        >
          Update
        </ReasonedButton>
      </Group>
      {conflict && (
        <Box mt={6}>
          <RoleConflict
            member={member} seenChangedAt={conflict.seenChangedAt} mine="administrator" busy={update.isPending}
            onApplyMine={() => { settle(); onUpdate(); }} onTakeNewer={() => { settle(); setEdited(null); }}
          />
        </Box>
      )}
    </>
  );
}

/** Changes the role of the version that was seen; a newer one is shown beside what was ticked. */
function useRoleChange(organizationId: string, member: Member, onDone: () => void) {
  const queries = useQueryClient();
  const [conflict, setConflict] = useState<{ seenChangedAt: string | null } | null>(null);
  const name = fullName(member);
  const reread = () => refresh(queries, organizationId, 'members');
  const undo = ({ id, version }: Pick<Member, 'id' | 'version'>) =>
    void changeRole(organizationId, { id, version }, member.role === 'administrator' ? 'administrator' : 'member').then(() => sayDone(`${name} is again ${roleWord(member.role).toLowerCase()}.`)).catch(sayFailed).finally(reread);
  const update = useMutation({
    mutationFn: (role: 'administrator' | 'member') => changeRole(organizationId, member, role),
    onSuccess: (changed) => {
      onDone();
      sayUndoable(changed.role === 'administrator' ? `${name} is now an administrator, here and on the managed clusters from version 2.6.0.` : `${name} is now an ordinary member, here and on the clusters.`, () => undo(changed));
      return reread();
    },
    // What the page showed when it was pressed: the live stream may bring the newer row before the refusal.
    onMutate: () => ({ seenChangedAt: member.roleChanged?.at ?? null }),
    onError: async (error, _role, seen) => {
      if (asProblem(error).status !== 412) return sayFailed(error);
      await reread();
      setConflict(seen ?? null);
    },
  });
  return { update, conflict, settle: () => setConflict(null) };
}
