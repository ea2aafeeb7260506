import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../api/keys.ts';
import type { SignedInBrowser } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatAgo, formatInstant, plural } from '../../ui/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RowTable } from '../../ui/row-table.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { Section } from '../../ui/section.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { sayDone } from '../../ui/toast.ts';
import { useNow } from '../../ui/use-now.ts';
import { endOtherSessions, endSession, sessionsQuery } from './queries.ts';

/** Where one is signed in, and signing out there. */
export function SessionsPanel() {
  const list = useInfiniteQuery(sessionsQuery);
  const [ending, setEnding] = useState<SignedInBrowser | 'others' | null>(null);
  const sessions = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const alone = list.data !== undefined && sessions.length <= 1;
  return (
    <Section title="Where you are signed in" note="Each browser stays signed in for seven days after you last used it, and for thirty days at most.">
      {list.isPending && <RowsSkeleton what="where you are signed in" />}
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      {sessions.length > 0 && (
        <RowTable caption="Where you are signed in" columns={['Browser', 'Address', 'Signed in', 'Last used', 'Actions']} hiddenHeads={['Actions']}>
          {sessions.map((session) => <SessionRow key={session.id} session={session} onEnd={() => setEnding(session)} />)}
        </RowTable>
      )}
      <ShowMore more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} what="browsers" />
      {alone && <Text size="sm" c="dimmed" mt="sm">You are signed in nowhere else.</Text>}
      {sessions.length > 1 && <Button variant="default" mt="md" onClick={() => setEnding('others')}>Sign out everywhere else</Button>}
      {ending && <EndDialog ending={ending} onClose={() => setEnding(null)} />}
    </Section>
  );
}

function SessionRow({ session, onEnd }: { session: SignedInBrowser; onEnd: () => void }) {
  const now = useNow();
  const { browser, address, createdAt, lastUsedAt, current } = session;
  return (
    <Table.Tr aria-label={current ? `${browser}, this browser` : browser}>
      <Table.Th scope="row">
        <Group gap={8}>
          <Text span size="sm" fw={600}>{browser}</Text>
          {current && <Badge size="sm" variant="light" tt="none">This browser</Badge>}
        </Group>
      </Table.Th>
      <Table.Td data-column="Address" className="figures breakable">{address ?? 'Not known'}</Table.Td>
      <Table.Td data-column="Signed in" className="figures">{formatInstant(createdAt)}</Table.Td>
      <Table.Td data-column="Last used" className="figures" title={formatInstant(lastUsedAt)}>{current ? 'Now' : formatAgo(lastUsedAt, now)}</Table.Td>
      <Table.Td ta="right">
        {!current && <Button size="compact-sm" variant="subtle" color="brick" className="dangerous" onClick={onEnd} aria-label={`Sign out ${browser}`}>Sign out</Button>}
      </Table.Td>
    </Table.Tr>
  );
}

function EndDialog({ ending, onClose }: { ending: SignedInBrowser | 'others'; onClose: () => void }) {
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: async (): Promise<string> => {
      if (ending === 'others') return `${plural((await endOtherSessions()).ended, 'browser is', 'browsers are')} signed out.`;
      await endSession(ending.id);
      return `${ending.browser} is signed out.`;
    },
    onSuccess: async (said) => {
      await queries.invalidateQueries({ queryKey: keys.sessions });
      sayDone(said);
      onClose();
    },
  });
  const what = ending === 'others' ? 'Sign out everywhere else' : `Sign out ${ending.browser}`;
  return (
    <ConfirmDialog title={`${what}?`} action={what} busy={end.isPending} error={end.error} onCancel={onClose} onConfirm={() => end.mutate()}>
      <Text size="sm">
        {ending === 'others' ? 'Every browser but this one asks for your password again.' : 'That browser asks for your password again, at its next click.'}{' '}
        Its open pages close at once. A log-in on a cluster that was made there ends when that cluster’s own log-in does.
      </Text>
    </ConfirmDialog>
  );
}
