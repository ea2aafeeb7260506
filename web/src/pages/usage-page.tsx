import { Select, Skeleton, Stack, Text } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Usage } from '../api/types.ts';
import { usageQuery } from '../features/usage/queries.ts';
import { daysOf, ranges, type Range } from '../features/usage/range.ts';
import { HoursByCluster, HoursByDay } from '../features/usage/usage-tables.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { formatDate, formatHours } from '../ui/format.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Section } from '../ui/section.tsx';
import { useNow } from '../ui/use-now.ts';
import { useShell } from './shell-context.ts';
import classes from './usage-page.module.css';

const UsageChart = lazy(() => import('../features/usage/usage-chart.tsx').then((loaded) => ({ default: loaded.UsageChart })));

export function UsagePage() {
  const { organization } = useShell();
  const [range, setRange] = useState<Range>('this-month');
  const now = useNow(60_000);
  const usage = useQuery(usageQuery(organization.id, daysOf(range, now, organization.timeZone)));
  return (
    <>
      <PageHeader
        title="Usage"
        action={
          <Select
            aria-label="Range" w={170} allowDeselect={false} value={range} onChange={(value) => setRange((value ?? 'this-month') as Range)}
            data={Object.entries(ranges).map(([value, label]) => ({ value, label }))}
          />
        }
      >
        Hours in which the clusters of {organization.name} ran. Days begin at midnight in {organization.timeZone}.
      </PageHeader>
      {usage.isPending && <RowsSkeleton rows={1} height={320} what="the usage" />}
      {!usage.data && <ProblemAlert error={usage.error} onRetry={() => void usage.refetch()} />}
      {usage.data && (usage.data.totalHours > 0 ? <Report usage={usage.data} /> : <Nothing />)}
    </>
  );
}

function Report({ usage }: { usage: Usage }) {
  return (
    <Stack gap="lg">
      <Section title="Cluster hours by day">
        <Text component="p" className={classes['total'] ?? ''} role="status">
          <strong>{formatHours(usage.totalHours)}</strong> from {formatDate(usage.from)} to {formatDate(usage.to)}
        </Text>
        <Suspense fallback={<Skeleton height={280} />}>
          <UsageChart usage={usage} />
        </Suspense>
      </Section>
      <Section title="By cluster"><HoursByCluster usage={usage} /></Section>
      <Section title="By day"><HoursByDay usage={usage} /></Section>
    </Stack>
  );
}

const Nothing = () => (
  <EmptyState icon={<IconChartBar size={44} stroke={1.3} aria-hidden="true" />} title="Nothing ran in this time">
    Hours are counted while a cluster runs. Choose another range, or start a cluster; what is stopped costs nothing.
  </EmptyState>
);
