import { Group } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { refresh } from '../../api/changes.ts';
import type { Cluster, Organization } from '../../api/types.ts';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { sayFailed } from '../../ui/toast.ts';
import { retryCluster, startCluster, stopCluster } from './queries.ts';

const TerminateDialog = lazy(() => import('./terminate-dialog.tsx').then((loaded) => ({ default: loaded.TerminateDialog })));

/** The buttons of a cluster. Start and Stop take turns; Retry is there when something failed. */
export function ClusterActions({ organization, cluster }: { organization: Organization; cluster: Cluster }) {
  const queries = useQueryClient();
  const [terminating, setTerminating] = useState(false);
  const path = { organizationId: organization.id, clusterId: cluster.id };
  const settled = { onSettled: () => refresh(queries, organization.id, 'clusters'), onError: sayFailed };
  const start = useMutation({ mutationFn: () => startCluster(path), ...settled });
  const stop = useMutation({ mutationFn: () => stopCluster(path), ...settled });
  const retry = useMutation({ mutationFn: () => retryCluster(path), ...settled });
  const { allows, fault, state } = cluster;
  const isDown = allows.start === true || state === 'stopped';

  return (
    <Group gap="xs">
      {fault && (
        <ReasonedButton allowed={allows.retry} leftSection={<IconRefresh size={16} aria-hidden="true" />} loading={retry.isPending} onClick={() => retry.mutate()}>
          Retry
        </ReasonedButton>
      )}
      {isDown ? (
        <ReasonedButton allowed={allows.start} leftSection={<IconPlayerPlay size={16} aria-hidden="true" />} loading={start.isPending} onClick={() => start.mutate()}>
          Start
        </ReasonedButton>
      ) : (
        <ReasonedButton allowed={allows.stop} variant="default" leftSection={<IconPlayerStop size={16} aria-hidden="true" />} loading={stop.isPending} onClick={() => stop.mutate()}>
          Stop
        </ReasonedButton>
      )}
      <ReasonedButton allowed={allows.terminate} variant="default" {...(allows.terminate === true ? { c: 'var(--mantine-color-error)' } : {})} onClick={() => setTerminating(true)}>
        Terminate
      </ReasonedButton>
      {terminating && (
        <Suspense>
          <TerminateDialog organization={organization} cluster={cluster} onClose={() => setTerminating(false)} />
        </Suspense>
      )}
    </Group>
  );
}
