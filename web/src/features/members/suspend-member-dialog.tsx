import { Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '../../api/changes.ts';
import type { Member } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { fullName } from '../../ui/format.ts';
import { sayDone, sayFailed } from '../../ui/toast.ts';
import { sayUndoable } from '../../ui/undo-toast.tsx';
import { Consequences, useKeptKeys } from './consequences.tsx';
import { reinstateMember, suspendMember, suspensionQuery } from './queries.ts';

type Props = { organizationId: string; member: Member; onCancel: () => void; onDone: () => void };

const longestNote = 300;

/** Takes away all authority and keeps the row and the seat (D11). */
export function SuspendMemberDialog({ organizationId, member, onCancel, onDone }: Props) {
  const queries = useQueryClient();
  const preview = useQuery(suspensionQuery(organizationId, member.id));
  const [note, setNote] = useState('');
  const kept = useKeptKeys();
  const name = fullName(member);
  const reread = () => refresh(queries, organizationId, 'members');
  const undo = () => void reinstateMember(organizationId, member.id).then(() => sayDone(`${name} is reinstated.`)).catch(sayFailed).finally(reread);
  const suspension = useMutation({
    mutationFn: () => suspendMember(organizationId, member.id, { note: note.trim(), keepKeys: kept.ids }),
    onSuccess: async () => {
      await reread();
      sayUndoable(`${name} is suspended.`, undo);
      onDone();
    },
  });
  return (
    <ConfirmDialog
      title={`Suspend ${name}?`} action={`Suspend ${name}`} busy={suspension.isPending} error={suspension.error} waiting={!preview.data}
      onCancel={onCancel} onConfirm={() => suspension.mutate()}
    >
      <Consequences preview={preview} whose={member.givenName} kept={kept}>
        {member.givenName} loses access at once and reads a page that says so. The row and the seat stay, and reinstating gives the access back.
      </Consequences>
      <Textarea
        label={`Note to ${member.givenName} (optional)`} description={`${member.givenName} reads it on that page. ${note.length} of ${longestNote} characters.`} rows={2} maxLength={longestNote}
        value={note} onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

/** Gives the access back, here and on the clusters. */
export function ReinstateMemberDialog({ organizationId, member, onCancel, onDone }: Props) {
  const queries = useQueryClient();
  const name = fullName(member);
  const reinstatement = useMutation({
    mutationFn: () => reinstateMember(organizationId, member.id),
    onSuccess: async ({ suspended }) => {
      await refresh(queries, organizationId, 'members');
      sayDone(suspended ? `${name} is still suspended for another reason: ${suspended.reasons.join(', ')}.` : `${name} has access again.`);
      onDone();
    },
  });
  return (
    <ConfirmDialog title={`Reinstate ${name}?`} action={`Reinstate ${name}`} destructive={false} busy={reinstatement.isPending} error={reinstatement.error} onCancel={onCancel} onConfirm={() => reinstatement.mutate()}>
      <Text size="sm">
        {member.givenName} gets back the role of before and is unblocked on every managed cluster as soon as each has been reached. Invitations that ended do not come back.
      </Text>
    </ConfirmDialog>
  );
}
