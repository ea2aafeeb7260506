import { List, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { batches } from '../../api/batches.ts';
import { refresh } from '../../api/changes.ts';
import type { BulkOutcome, Member } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { fullName, plural } from '../../ui/format.ts';
import { OutcomeDialog, type Outcome } from '../../ui/outcome-dialog.tsx';
import type { BulkDeed } from './bulk-bar.tsx';
import classes from './members.module.css';
import { changeRoles, removeMembers, suspendMembers } from './queries.ts';

const words: Record<BulkDeed, { deed: (people: string) => string; done: string; consequence: string }> = {
  promote: { deed: (people) => `Make ${people} administrators`, done: 'is an administrator now.', consequence: 'They manage members, permissions and clusters here, and become administrators on the managed clusters from version 2.6.0.' },
  demote: { deed: (people) => `Make ${people} ordinary members`, done: 'is an ordinary member now.', consequence: 'They lose administrator rights here at once, and on each managed cluster as soon as that was seen there. Open invitations that they may no longer give end.' },
  suspend: { deed: (people) => `Suspend ${people}`, done: 'is suspended.', consequence: 'They lose access at once and are blocked on every managed cluster. Their rows and seats stay; reinstating gives the access back.' },
  remove: { deed: (people) => `Remove ${people}`, done: 'is no longer a member.', consequence: 'They lose access at once: this organization, its clusters and its pages. They are blocked on every managed cluster; nothing that they made there is deleted. Invitations that they sent end, and so do their API keys.' },
};

type Props = { organizationId: string; deed: BulkDeed; members: Member[]; onClose: () => void; onDone: () => void };

/** Asks once for many, and says afterwards what became of each of them. */
export function BulkDialog({ organizationId, deed, members: given, onClose, onDone }: Props) {
  const queries = useQueryClient();
  const [members] = useState(given); // rows leave the list while this works
  const action = words[deed].deed(plural(members.length, 'member'));
  const work = useMutation({
    mutationFn: () => perform(organizationId, deed, members),
    onSuccess: async () => {
      await refresh(queries, organizationId, 'members');
      onDone();
    },
  });
  if (work.data) return <OutcomeDialog what={action} outcomes={members.map((member) => outcomeOf(member, work.data, words[deed].done))} onClose={onClose} />;
  return (
    <ConfirmDialog title={`${action}?`} action={action} busy={work.isPending} error={work.error} destructive={deed !== 'promote'} onCancel={onClose} onConfirm={() => work.mutate()}>
      <Text size="sm">{words[deed].consequence}</Text>
      <List size="sm" spacing={2} className={`${classes['list']} breakable`} tabIndex={0} aria-label="Selected members">
        {members.map((member) => <List.Item key={member.id}><strong>{fullName(member)}</strong> ({member.email})</List.Item>)}
      </List>
      <Text size="xs" c="dimmed">The owner and you are never part of a selection.</Text>
    </ConfirmDialog>
  );
}

async function perform(organizationId: string, deed: BulkDeed, members: Member[]): Promise<BulkOutcome[]> {
  const outcomes: BulkOutcome[] = [];
  for (const ids of batches(members.map(({ id }) => id))) {
    if (deed === 'remove') outcomes.push(...(await removeMembers(organizationId, ids)));
    else if (deed === 'suspend') outcomes.push(...(await suspendMembers(organizationId, ids)));
    else outcomes.push(...(await changeRoles(organizationId, ids, deed === 'promote' ? 'administrator' : 'member')));
  }
  return outcomes;
}

function outcomeOf(member: Member, outcomes: BulkOutcome[], done: string): Outcome {
  const found = outcomes.find(({ memberId }) => memberId === member.id);
  const isDone = found?.outcome === 'done' || found?.outcome === 'unchanged';
  const other = found?.outcome === 'unchanged' ? 'was so already.' : found ? 'is not a member any more.' : 'no answer came.';
  return { id: member.id, name: fullName(member), isDone, sentence: found?.outcome === 'done' ? done : (found?.because ?? other) };
}
