import { Badge, Group, Table, Text } from '@mantine/core';
import type { Usage } from '../../api/types.ts';
import { formatDate, formatHours } from '../../ui/format.ts';
import { RowTable } from '../../ui/row-table.tsx';
import { sharesOf } from './shares.ts';

export function HoursByCluster({ usage }: { usage: Usage }) {
  const clusters = [...usage.clusters].sort((a, b) => b.hours - a.hours);
  const shares = sharesOf(clusters.map(({ hours }) => hours));
  return (
    <RowTable caption="Hours by cluster" columns={['Cluster', 'Hours', 'Share']}>
      {clusters.map(({ clusterId, name, hours, terminated }, index) => (
        <Table.Tr key={clusterId} aria-label={name}>
          <Table.Th scope="row" className="breakable">
            <Group gap={8}>
              <Text span fw={600} size="sm" className="breakable">{name}</Text>
              {terminated && <Badge size="sm" color="gray" variant="light" tt="none">Terminated</Badge>}
            </Group>
          </Table.Th>
          <Table.Td className="figures">{formatHours(hours)}</Table.Td>
          <Table.Td className="figures">{hours > 0 && shares[index] === 0 ? 'under 1 %' : `${shares[index] ?? 0} %`}</Table.Td>
        </Table.Tr>
      ))}
    </RowTable>
  );
}

/** Only days on which something ran, the newest first. */
export function HoursByDay({ usage }: { usage: Usage }) {
  const names = new Map(usage.clusters.map(({ clusterId, name }) => [clusterId, name]));
  const days = usage.days.filter(({ clusters }) => clusters.some(({ hours }) => hours > 0)).toReversed();
  return (
    <RowTable caption="Hours by day" columns={['Day', 'Hours', 'Clusters']}>
      {days.map(({ date, clusters }) => (
        <Table.Tr key={date} aria-label={formatDate(date)}>
          <Table.Th scope="row" className="figures">{formatDate(date)}</Table.Th>
          <Table.Td className="figures">{formatHours(clusters.reduce((sum, { hours }) => sum + hours, 0))}</Table.Td>
          <Table.Td className="breakable">{clusters.filter(({ hours }) => hours > 0).map(({ clusterId, hours }) => `${names.get(clusterId) ?? clusterId}: ${formatHours(hours)}`).join(', ')}</Table.Td>
        </Table.Tr>
      ))}
    </RowTable>
  );
}
