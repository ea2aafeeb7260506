import { Alert, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Allowance, Cluster, ClusterAccounts, Organization } from '../../api/types.ts';
import { formatAgo, plural } from '../../ui/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RowTable } from '../../ui/row-table.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AccountRow, ForeignAccountRow } from './account-row.tsx';
import { HeldBlocks } from './held-blocks.tsx';
import { accountsQuery } from './queries.ts';
import { RetryAccounts } from './retry-accounts.tsx';

/** Who has which account on the cluster: what is wanted, and what the cluster itself showed. */
export function AccountsTab({ organization, cluster }: { organization: Organization; cluster: Cluster }) {
  const accounts = useInfiniteQuery(accountsQuery(organization.id, cluster.id));
  if (accounts.isPending) return <RowsSkeleton what="the accounts" />;
  const [first] = accounts.data?.pages ?? [];
  if (!accounts.data || !first) return <ProblemAlert error={accounts.error} onRetry={() => void accounts.refetch()} />;
  const { checkedAt, others, held, allows } = first;
  const ours = accounts.data.pages.flatMap(({ items }) => items);
  return (
    <Stack gap="lg">
      {cluster.userManagement === 'unmanaged' && <Text size="sm">Accounts on this cluster are made by its own administrator. Hopyard neither reads nor changes them.</Text>}
      <StillPending organizationId={organization.id} cluster={cluster} allowed={allows.retry} />
      {held && <HeldBlocks organizationId={organization.id} clusterId={cluster.id} held={held} allowed={allows.confirmBlocks} />}
      {ours.length > 0 ? (
        <RowTable caption={`Accounts on ${cluster.name}`} columns={['Person', 'Wanted', 'Seen', 'Checked', 'State']}>
          {ours.map((account) => <AccountRow key={account.id} account={account} />)}
        </RowTable>
      ) : (
        cluster.userManagement === 'managed' && <Text size="sm" c="dimmed">The members get their accounts while the cluster starts.</Text>
      )}
      <ShowMore more={accounts.hasNextPage} busy={accounts.isFetchingNextPage} onMore={() => void accounts.fetchNextPage()} what="accounts" />
      <ForeignAccounts others={others} clusterName={cluster.name} />
      <LastCheck at={checkedAt} isRead={cluster.userManagement === 'managed'} />
    </Stack>
  );
}

/** What is not yet as wanted, and why. */
function StillPending({ organizationId, cluster, allowed }: { organizationId: string; cluster: Cluster; allowed: Allowance }) {
  const { pending = 0, problem = null } = cluster.accounts ?? {};
  if (pending === 0 && !problem) return null;
  const retry = <RetryAccounts organizationId={organizationId} cluster={cluster} allowed={allowed} />;
  if (problem) return <Alert color="amber" title="Not everything could be done yet">{problem}<Group mt="xs">{retry}</Group></Alert>;
  return (
    <Group gap="sm">
      <Text size="sm">{plural(pending, 'account is', 'accounts are')} not yet as wanted.</Text>
      {retry}
    </Group>
  );
}

function ForeignAccounts({ others, clusterName }: { others: ClusterAccounts['others']; clusterName: string }) {
  if (others.items.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        Not managed here: {plural(others.count, 'account')}
      </Text>
      <RowTable caption={`Accounts on ${clusterName} that are not managed here`} columns={['Account', 'On the cluster', 'Checked']}>
        {others.items.map((account) => <ForeignAccountRow key={account.id} account={account} />)}
      </RowTable>
    </div>
  );
}

function LastCheck({ at, isRead }: { at: string | null; isRead: boolean }) {
  const now = useNow();
  if (!isRead) return null;
  return (
    <Text size="xs" c="dimmed">
      {at ? `The cluster’s own list was read ${formatAgo(at, now)}.` : 'The cluster’s own list has not been read yet.'}
    </Text>
  );
}
