import { Badge, Group, Table, Text } from '@mantine/core';
import type { AuditRow } from '../../api/types.ts';
import { formatInstant } from '../../ui/format.ts';
import { RowTable } from '../../ui/row-table.tsx';
import { changesOf } from './audit-view.ts';
import classes from './audit.module.css';

export function AuditTable({ rows }: { rows: readonly AuditRow[] }) {
  return (
    <RowTable caption="Audit log" columns={['What', 'When', 'From']}>
      {rows.map((row) => <Row key={row.id} row={row} />)}
    </RowTable>
  );
}

function Row({ row }: { row: AuditRow }) {
  const { actor, sentence, at, from } = row;
  return (
    <Table.Tr>
      <Table.Th scope="row" className="breakable">
        <Text span size="sm" className="breakable">
          <Text span fw={600} inherit className="sentence" title={actor.email ?? undefined}>{actor.name}</Text> {sentence}
        </Text>
        {actor.key && <Badge size="sm" variant="light" tt="none" ml={8}>API key</Badge>}
        <Details row={row} />
      </Table.Th>
      <Table.Td data-column="When" className="figures"><time dateTime={at}>{formatInstant(at)}</time></Table.Td>
      <Table.Td data-column="From" className="breakable">
        {from ? <Text span size="sm" className="figures" title={from.userAgent}>{from.address}</Text> : <Text span size="sm" c="dimmed">{actor.kind === 'system' ? 'Hopyard itself' : 'Not known'}</Text>}
      </Table.Td>
    </Table.Tr>
  );
}

/** What a careful reader wants besides the sentence. */
function Details({ row }: { row: AuditRow }) {
  const { actor, number, operation, from, before, after } = row;
  const facts: [string, string | null][] = [
    ['Seal', number === null ? 'not sealed yet' : `no. ${number}`], ['Operation', operation], ['Address of who', actor.email], ['Done by', actor.job], ['Browser', from?.userAgent || null],
  ];
  return (
    <details className={classes['details']}>
      <summary>Details</summary>
      <dl>
        {facts.filter(([, value]) => value).map(([name, value]) => (
          <Group key={name} gap={8} wrap="nowrap" align="baseline"><dt>{name}</dt><dd className="breakable">{value}</dd></Group>
        ))}
        {changesOf(before, after).map(({ field, from: old, to }) => (
          <Group key={field} gap={8} wrap="nowrap" align="baseline">
            <dt>{field}</dt>
            <dd className="breakable">{old === null ? to : to === null ? `was ${old}` : old === to ? to : `was ${old}, became ${to}`}</dd>
          </Group>
        ))}
      </dl>
    </details>
  );
}
