import { Badge, Group, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '../../api/changes.ts';
import type { Member } from '../../api/types.ts';
import { formatDay, fullName, roleWord } from '../../ui/format.ts';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { ReasonedCheckbox } from '../../ui/reasoned-checkbox.tsx';
import { sayDone, sayFailed } from '../../ui/toast.ts';
import { changeRole } from './queries.ts';

type Props = { organizationId: string; member: Member; onRemove: () => void };

export function MemberRow({ organizationId, member, onRemove }: Props) {
  const name = fullName(member);
  return (
    <Table.Tr aria-label={name}>
      <Table.Th scope="row" className="breakable">
        <Group gap={8}>
          <Text span fw={600} size="sm" className="breakable">
            {name}
          </Text>
          {member.you && <Badge size="sm" variant="light" tt="none">You</Badge>}
        </Group>
        <Text size="xs" c="dimmed" className="breakable">
          {member.email}
        </Text>
      </Table.Th>
      <Table.Td>{roleWord(member.role)}</Table.Td>
      <Table.Td data-column="Joined" className="figures">{formatDay(member.joinedAt)}</Table.Td>
      <Table.Td>
        {member.role === 'owner' ? <Text size="sm" c="dimmed">Always an administrator</Text> : <AdminChoice organizationId={organizationId} member={member} />}
      </Table.Td>
      <Table.Td ta="right">
        {member.role !== 'owner' && (
          <ReasonedButton allowed={member.allows.remove} size="compact-sm" variant="subtle" color="brick" className="dangerous" onClick={onRemove} aria-label={`Remove ${name}`}>
            Remove
          </ReasonedButton>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** The Admin box and its Update (M17): nothing changes until Update is pressed. */
function AdminChoice({ organizationId, member }: { organizationId: string; member: Member }) {
  const queries = useQueryClient();
  const [ticked, setTicked] = useState(member.role === 'administrator');
  const name = fullName(member);
  const update = useMutation({
    mutationFn: () => changeRole(organizationId, member.id, ticked ? 'administrator' : 'member'),
    onSuccess: () => {
      sayDone(ticked ? `${name} is now an administrator, here and on the managed clusters from version 2.6.0.` : `${name} is now an ordinary member, here and on the clusters.`);
      return refresh(queries, organizationId, 'members');
    },
    onError: sayFailed,
  });
  const unchanged = ticked === (member.role === 'administrator');
  const allowed = member.allows.changeRole;
  return (
    <Group gap="sm" wrap="nowrap">
      <ReasonedCheckbox
        allowed={allowed === true ? true : ''} label="Admin" aria-label={`Admin: ${name}`} checked={ticked}
        onChange={(event) => setTicked(event.currentTarget.checked)} {...(allowed === true ? {} : { title: allowed })}
      />
      <ReasonedButton
        allowed={allowed === true && unchanged ? `Tick or untick Admin first; then Update changes the role of ${name}.` : allowed}
        size="compact-sm" variant="default" loading={update.isPending} onClick={() => update.mutate()} aria-label={`Update ${name}`}
      >
        Update
      </ReasonedButton>
    </Group>
  );
}
