import { List, Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ConsequencePreview } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';

type Props = {
  preview: { data: ConsequencePreview | undefined; isPending: boolean; error: unknown; refetch: () => unknown };
  /** What follows in the organization itself. */
  children: ReactNode;
  whose: string;
};

/** What follows, cluster by cluster, as the server reads it at this moment. */
export function Consequences({ preview, children, whose }: Props) {
  if (preview.isPending) return <Skeleton height={88} aria-label="Reading what will happen" />;
  if (!preview.data) return <ProblemAlert error={preview.error} onRetry={() => void preview.refetch()} />;
  const { clusters, unmanagedClusters, invitations } = preview.data;
  return (
    <>
      <Text size="sm">{children}</Text>
      {clusters.length + unmanagedClusters.length > 0 && (
        <List size="sm" spacing={4} className="breakable">
          {[...clusters, ...unmanagedClusters].map((cluster) => (
            <List.Item key={cluster.id}>
              <strong>{cluster.name}</strong>: {cluster.consequence}
            </List.Item>
          ))}
        </List>
      )}
      {invitations > 0 && <Text size="sm">{plural(invitations, 'open invitation')} that {whose} sent will end.</Text>}
    </>
  );
}
