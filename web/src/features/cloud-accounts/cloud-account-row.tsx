import { Badge, Group, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/changes.ts';
import type { CloudAccount } from '../../api/types.ts';
import { formatDay } from '../../ui/format.ts';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { sayDone, sayFailed } from '../../ui/toast.ts';
import { makeDefault } from './queries.ts';

type Props = { organizationId: string; account: CloudAccount; onDelete: () => void };

export function CloudAccountRow({ organizationId, account, onDelete }: Props) {
  const queries = useQueryClient();
  const choose = useMutation({
    mutationFn: () => makeDefault(organizationId, account.id),
    onSuccess: () => {
      sayDone(`New clusters go to ${account.name}, unless somebody chooses otherwise.`);
      return refresh(queries, organizationId, 'cloud-accounts');
    },
    onError: sayFailed,
  });
  return (
    <Table.Tr aria-label={account.name}>
      <Table.Th scope="row" className="breakable">
        <Group gap={8}>
          <Text span fw={600} size="sm" className="breakable">
            {account.name}
          </Text>
          {account.isDefault && <Badge size="sm" variant="light" tt="none">Default</Badge>}
        </Group>
      </Table.Th>
      <Table.Td>This machine</Table.Td>
      <Table.Td data-column="Connected" className="figures">{formatDay(account.createdAt)}</Table.Td>
      <Table.Td data-column="Clusters" className="figures">{account.clusterCount}</Table.Td>
      <Table.Td>
        <Group gap={4} justify="flex-end" wrap="nowrap">
          {!account.isDefault && (
            <ReasonedButton allowed={account.allows.makeDefault} size="compact-sm" variant="default" loading={choose.isPending} onClick={() => choose.mutate()} aria-label={`Make default: ${account.name}`}>
              Make default
            </ReasonedButton>
          )}
          <ReasonedButton allowed={account.allows.delete} size="compact-sm" variant="subtle" color="brick" className="dangerous" onClick={onDelete} aria-label={`Delete ${account.name}`}>
            Delete
          </ReasonedButton>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
