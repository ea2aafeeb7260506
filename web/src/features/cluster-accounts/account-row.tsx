import { Group, Table, Text } from '@mantine/core';
import { IconCheck, IconClock } from '@tabler/icons-react';
import type { ClusterAccount } from '../../api/types.ts';
import { formatMoment } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { accountSentence, isDone, seenWord, wantedWord } from './account-sentence.ts';

export function AccountRow({ account }: { account: ClusterAccount }) {
  const now = useNow(30_000, account.sessionEndsBy);
  const done = isDone(account);
  return (
    <Table.Tr aria-label={account.name || account.email}>
      <Table.Th scope="row" className="breakable">
        <Text span fw={600} size="sm" className="breakable">
          {account.name || account.email}
        </Text>
        {account.name && (
          <Text size="xs" c="dimmed" className="breakable">
            {account.email}
          </Text>
        )}
      </Table.Th>
      <Table.Td data-column="Wanted">{wantedWord(account)}</Table.Td>
      <Table.Td data-column="Seen">
        <Group gap={6} wrap="nowrap" display="inline-flex" style={{ verticalAlign: 'bottom' }}>
          {done ? <IconCheck size={15} aria-label="as wanted" /> : <IconClock size={15} aria-label="not yet as wanted" />}
          {seenWord(account)}
        </Group>
      </Table.Td>
      <Table.Td data-column="Checked" className="figures">{account.seenAt ? formatMoment(account.seenAt, now) : '–'}</Table.Td>
      <Table.Td className="breakable">
        <Text size="sm" role="status" className="sentence">
          {accountSentence(account, now)}
        </Text>
        {account.problem && (
          <Text size="xs" c="dimmed" className="breakable">
            {account.problem}
            {account.nextTryAt ? ` Next try at ${formatMoment(account.nextTryAt, now)}.` : ''}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** An account that Hopyard did not make: shown, and left alone (D09). */
export function ForeignAccountRow({ account }: { account: ClusterAccount }) {
  const now = useNow();
  return (
    <Table.Tr aria-label={account.name || account.email}>
      <Table.Th scope="row" className="breakable">
        {account.name && <Text size="sm">{account.name}</Text>}
        <Text size="sm" c={account.name ? 'dimmed' : 'inherit'} className="breakable">{account.email}</Text>
      </Table.Th>
      <Table.Td>{account.seen === 'unknown' ? 'Another kind of account' : seenWord(account)}</Table.Td>
      <Table.Td data-column="Checked" className="figures">{account.seenAt ? formatMoment(account.seenAt, now) : '–'}</Table.Td>
    </Table.Tr>
  );
}
