import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Cluster, Organization } from '../../api/types.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { ClusterCard } from './cluster-card.tsx';
import { clustersQuery } from './queries.ts';

type Props = { organization: Organization; empty: ReactNode; usersOf: (cluster: Cluster) => ReactNode };

/** All clusters of the organization; `usersOf` fills the Users tab of a card. */
export function ClustersList({ organization, empty, usersOf }: Props) {
  const list = useInfiniteQuery(clustersQuery(organization.id));
  if (list.isPending) {
    return (
      <Stack gap="md" aria-busy="true">
        <VisuallyHidden role="status">Loading the clusters</VisuallyHidden>
        <Skeleton height={190} radius="lg" />
        <Skeleton height={190} radius="lg" />
      </Stack>
    );
  }
  const clusters = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="md">
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      {list.data && clusters.length === 0 && empty}
      {clusters.map((cluster) => (
        <ClusterCard key={cluster.id} organization={organization} cluster={cluster} users={usersOf(cluster)} />
      ))}
      <ShowMore more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} what="clusters" />
    </Stack>
  );
}
