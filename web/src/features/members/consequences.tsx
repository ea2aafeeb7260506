import { List, Skeleton, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ConsequencePreview } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { EndingKeys } from './ending-keys.tsx';
import { toggled } from './members-view.ts';

type Props = {
  preview: { data: ConsequencePreview | undefined; isPending: boolean; error: unknown; refetch: () => unknown };
  /** What follows in the organization itself. */
  children: ReactNode;
  whose: string;
  /** Which API keys are kept for a day; absent where nobody may choose. */
  kept?: KeptKeys;
};

export type KeptKeys = { ids: readonly string[]; onToggle: (id: string) => void };

export function useKeptKeys(): KeptKeys {
  const [ids, setIds] = useState<readonly string[]>([]);
  return { ids, onToggle: (id) => setIds(toggled(ids, id)) };
}

/** What follows, cluster by cluster, as the server reads it at this moment. */
export function Consequences({ preview, children, whose, kept }: Props) {
  if (preview.isPending) return <Skeleton height={88} aria-label="Reading what will happen" />;
  if (!preview.data) return <ProblemAlert error={preview.error} onRetry={() => void preview.refetch()} />;
  const { clusters, unmanagedClusters, invitations, apiKeys } = preview.data;
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
      <EndingKeys keys={apiKeys} {...(kept ? { kept } : {})} />
    </>
  );
}
