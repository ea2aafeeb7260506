import { Badge, Group, Table, Text } from '@mantine/core';
import { IconPlayerPause, IconShieldCheck } from '@tabler/icons-react';
import type { Allowance, Member } from '../../api/types.ts';
import { formatAgo, formatDay, formatInstant, fullName, roleWord } from '../../ui/format.ts';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { SelectCell } from '../../ui/select-cell.tsx';
import type { Selection } from '../../ui/use-selection.ts';
import { AdminChoice } from './admin-choice.tsx';
import { MemberMenu, type MemberDeed } from './member-menu.tsx';
import classes from './members.module.css';
import { selectable } from './selectable.ts';

type Props = {
  organizationId: string;
  member: Member;
  now: Date;
  /** null for who may change nobody. */
  selection: Selection<Member> | null;
  onDeed: (deed: MemberDeed | 'demote') => void;
  offer: Allowance;
};

export function MemberRow({ organizationId, member, now, selection, offer, onDeed }: Props) {
  const name = fullName(member);
  const { suspended } = member;
  return (
    <Table.Tr aria-label={name} data-member={member.id} data-suspended={suspended !== null || undefined}>
      {selection && <SelectCell name={name} allowed={selectable(member)} checked={selection.has(member)} onToggle={() => selection.toggle(member)} />}
      <Table.Th scope="row" className="breakable">
        <Group gap={8}>
          <Text span fw={600} size="sm" className="breakable">
            {name}
          </Text>
          <Tags member={member} />
        </Group>
        <Text size="xs" c="dimmed" className="breakable">
          {member.email}
        </Text>
        {suspended && <Suspension suspended={suspended} now={now} />}
      </Table.Th>
      <Table.Td>{roleWord(member.role)}</Table.Td>
      <Table.Td data-column="Joined" className="figures" title={member.invitedBy ? `Invited by ${member.invitedBy}` : undefined}>{formatDay(member.joinedAt)}</Table.Td>
      {selection && <LastActive at={member.lastActiveAt} now={now} />}
      <Table.Td>
        {member.role === 'owner' ? <Text size="sm" c="dimmed">Always an administrator</Text> : <AdminChoice organizationId={organizationId} member={member} onDemote={() => onDeed('demote')} />}
      </Table.Td>
      <Table.Td ta="right" className={classes['deeds'] ?? ''}>
        {member.role !== 'owner' && (
          <Group gap={2} justify="flex-end" wrap="nowrap">
            <ReasonedButton allowed={member.allows.remove} size="compact-sm" variant="subtle" color="brick" className="dangerous" onClick={() => onDeed('remove')} aria-label={`Remove ${name}`}>
              Remove
            </ReasonedButton>
            {selection && <MemberMenu member={member} offer={offer} onDeed={onDeed} />}
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function LastActive({ at, now }: { at: string | null; now: Date }) {
  return <Table.Td data-column="Last active" data-line className="figures" title={at ? formatInstant(at) : undefined}>{at ? formatAgo(at, now) : 'Not signed in'}</Table.Td>;
}

/** You, whether somebody is suspended, and who has a second step: in words, not by a colour alone. */
function Tags({ member }: { member: Member }) {
  return (
    <>
      {member.you && <Badge size="sm" variant="light" tt="none">You</Badge>}
      {member.twoSteps && <Badge size="sm" variant="default" fw={400} tt="none" leftSection={<IconShieldCheck size={11} aria-hidden="true" />}>Two-step sign-in</Badge>}
      {member.suspended && <Badge size="sm" variant="light" color="amber" tt="none" leftSection={<IconPlayerPause size={11} aria-hidden="true" />}>Suspended</Badge>}
    </>
  );
}

function Suspension({ suspended, now }: { suspended: NonNullable<Member['suspended']>; now: Date }) {
  return (
    <Text size="xs" c="dimmed" className="breakable" mt={2}>
      Suspended {formatAgo(suspended.since, now)}{suspended.by ? ` by ${suspended.by}` : ''}. Nothing is open to them until they are reinstated; the seat stays.
      {suspended.note && <> Note: “{suspended.note}”</>}
    </Text>
  );
}
