import { Alert, Group, List, Text } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/changes.ts';
import type { Allowance, ClusterAccounts } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { sayDone } from '../../ui/toast.ts';
import { confirmBlocks } from './queries.ts';

type Props = { organizationId: string; clusterId: string; held: NonNullable<ClusterAccounts['held']>; allowed: Allowance };

/** Unusually many blocks at once wait for an administrator's word, by name (D09). */
export function HeldBlocks({ organizationId, clusterId, held, allowed }: Props) {
  const queries = useQueryClient();
  const people = plural(held.people.length, 'person', 'people');
  const confirm = useMutation({
    mutationFn: () => confirmBlocks(organizationId, clusterId, held.people),
    onSuccess: async () => {
      sayDone(`${people} will be blocked now.`);
      await refresh(queries, organizationId, 'cluster-accounts');
    },
  });
  return (
    <Alert color="amber" icon={<IconHandStop size={18} />} title={held.sentence}>
      <List size="sm" mb="sm">
        {held.people.slice(0, 20).map((person) => <List.Item key={person} className="breakable">{person}</List.Item>)}
      </List>
      {held.people.length > 20 && <Text size="sm" mb="sm">and {held.people.length - 20} more</Text>}
      <ProblemAlert error={confirm.error} />
      <Group>
        <ReasonedButton allowed={allowed} size="compact-sm" color="brick.6" loading={confirm.isPending} onClick={() => confirm.mutate()}>
          Block {people}
        </ReasonedButton>
      </Group>
    </Alert>
  );
}
