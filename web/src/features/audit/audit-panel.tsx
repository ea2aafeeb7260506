import { Button, Group, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { Section } from '../../ui/section.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';
import { exportPath, isFiltered, noFilter, type AuditView } from './audit-view.ts';
import { auditQuery } from './queries.ts';
import { SealPanel } from './seal-panel.tsx';

type Props = { organizationId: string; view: AuditView; onView: (view: AuditView, how?: { replace: boolean }) => void };

export function AuditPanel({ organizationId, view, onView }: Props) {
  const log = useInfiniteQuery(auditQuery(organizationId, view));
  const now = useNow();
  const first = log.data?.pages[0];
  if (!first) return log.error ? <ProblemAlert error={log.error} onRetry={() => void log.refetch()} /> : <RowsSkeleton rows={6} height={44} what="the audit log" />;
  const rows = log.data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0 && !isFiltered(view)) {
    return (
      <EmptyState icon={<IconHistory size={44} stroke={1.3} aria-hidden="true" />} title="Nothing has happened yet">
        Whatever somebody changes in this organization stands here from then on, and stays.
      </EmptyState>
    );
  }
  return (
    <Stack gap="lg">
      <Section title="What happened" note={`Newest first. Times are in your time zone, ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`}>
        <AuditFilters view={view} operations={first.operations} onView={onView} />
        <Exports organizationId={organizationId} view={view} />
        {log.error && <ProblemAlert error={log.error} onRetry={() => void log.refetch()} />}
        {rows.length > 0 ? <AuditTable rows={rows} /> : <NoMatch onClear={() => onView(noFilter)} />}
        <ShowMore more={log.hasNextPage} busy={log.isFetchingNextPage} onMore={() => void log.fetchNextPage()} what="of the log" />
      </Section>
      <SealPanel organizationId={organizationId} sealed={first.sealed} now={now} />
    </Stack>
  );
}

function Exports({ organizationId, view }: { organizationId: string; view: AuditView }) {
  const what = isFiltered(view) ? 'what matches' : 'everything';
  return (
    <Group gap="sm" mb="sm">
      <Button component="a" href={exportPath(organizationId, 'csv', view)} download variant="default" size="compact-sm" aria-label={`Export CSV: ${what}`}>Export CSV</Button>
      <Button component="a" href={exportPath(organizationId, 'json', view)} download variant="default" size="compact-sm" aria-label={`Export JSON: ${what}`}>Export JSON</Button>
      <Text size="xs" c="dimmed">The files hold {what}, not only the rows shown so far.</Text>
    </Group>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <Stack align="center" gap="xs" py="lg" role="status">
      <Text fw={600}>Nothing in the log matches</Text>
      <Button variant="default" size="compact-sm" onClick={onClear}>Clear all filters</Button>
    </Stack>
  );
}
