import { Alert, Box, Group, Paper, Progress, Skeleton, Tabs, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconClockPause } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useId, type ReactNode } from 'react';
import type { Cluster, Organization } from '../../api/types.ts';
import { formatMoment } from '../../ui/format.ts';
import { unsay } from '../../ui/toast.ts';
import { useNow } from '../../ui/use-now.ts';
import { ClusterActions } from './cluster-actions.tsx';
import classes from './cluster-card.module.css';
import { accountsNews, isComingUp } from './cluster-state.ts';
import { GeneralTab } from './general-tab.tsx';
import { StateBadge } from './state-badge.tsx';
import { useTabOfAddress } from './use-tab-of-address.ts';

// Not part of the first look, so not of the first load.
const ServicesTab = lazy(() => import('./services-tab.tsx').then((loaded) => ({ default: loaded.ServicesTab })));
const DetailsTab = lazy(() => import('./details-tab.tsx').then((loaded) => ({ default: loaded.DetailsTab })));

type Props = { organization: Organization; cluster: Cluster; users: ReactNode };

export function ClusterCard({ organization, cluster, users }: Props) {
  const titleId = useId();
  const { card, first } = useTabOfAddress(cluster.id);
  const isRunning = cluster.state === 'running';
  useEffect(() => {
    if (isRunning) unsay(cluster.id);
  }, [isRunning, cluster.id]);
  return (
    <Paper component="article" ref={card} withBorder radius="lg" aria-labelledby={titleId} className={classes['card'] ?? ''}>
      <Box className={classes['head'] ?? ''}>
        <div className="breakable">
          <Group gap="sm">
            <Title order={2} id={titleId} className="breakable">
              {cluster.name}
            </Title>
            <StateBadge state={cluster.state} />
          </Group>
          <Text size="sm" c="dimmed" mt={2} className="breakable">
            Version {cluster.version} on {cluster.cloudAccount.name}, {cluster.userManagement} users
          </Text>
        </div>
        <ClusterActions organization={organization} cluster={cluster} />
      </Box>
      <ClusterNews cluster={cluster} />
      <Tabs defaultValue={first} keepMounted={false} className={classes['tabs'] ?? ''}>
        <Tabs.List aria-label={`About ${cluster.name}`}>
          <Tabs.Tab value="general">General</Tabs.Tab>
          <Tabs.Tab value="services">Services</Tabs.Tab>
          <Tabs.Tab value="users">Users</Tabs.Tab>
          <Tabs.Tab value="details">Details</Tabs.Tab>
        </Tabs.List>
        <Suspense fallback={<Box p="md"><Skeleton height={96} /></Box>}>
          <Tabs.Panel value="general"><GeneralTab organization={organization} cluster={cluster} /></Tabs.Panel>
          <Tabs.Panel value="services"><ServicesTab organization={organization} cluster={cluster} /></Tabs.Panel>
          <Tabs.Panel value="users">{users}</Tabs.Panel>
          <Tabs.Panel value="details"><DetailsTab cluster={cluster} /></Tabs.Panel>
        </Suspense>
      </Tabs>
    </Paper>
  );
}

/** What happens now, and what went wrong. */
function ClusterNews({ cluster }: { cluster: Cluster }) {
  const now = useNow();
  const { state, stage, fault, problem } = cluster;
  return (
    <>
      {isComingUp(state) && (
        <div className={classes['news']}>
          <Group justify="space-between" mb={6}>
            <Text size="sm" fw={550} role="status">
              {stage.words}
            </Text>
            <Text size="xs" c="dimmed" className="figures">
              Step {stage.step} of {stage.of}
            </Text>
          </Group>
          <Progress value={(100 * stage.step) / stage.of} animated size="md" aria-label={`Progress of ${cluster.name}: ${stage.words}`} />
        </div>
      )}
      {fault && (
        <Alert color="brick" icon={<IconAlertTriangle size={18} />} title={fault.message} className={classes['news'] ?? ''} role="status">
          {fault.next}
        </Alert>
      )}
      {accountsNews(cluster) && (
        <Text size="sm" className={classes['news'] ?? ''} role="status">
          {accountsNews(cluster)}
        </Text>
      )}
      {!fault && problem && (
        <Alert color="amber" icon={<IconClockPause size={18} />} title="Not done yet" className={classes['news'] ?? ''} role="status">
          {problem.message}
          {problem.nextTryAt ? ` The next try is at ${formatMoment(problem.nextTryAt, now)}.` : ''}
        </Alert>
      )}
    </>
  );
}
