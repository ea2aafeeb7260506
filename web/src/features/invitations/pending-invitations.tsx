import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Organization } from '../../api/types.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RowTable } from '../../ui/row-table.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { Section } from '../../ui/section.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { useNow } from '../../ui/use-now.ts';
import { InvitationRow } from './invitation-row.tsx';
import { invitationsQuery } from './queries.ts';

export function PendingInvitations({ organization }: { organization: Organization }) {
  const list = useInfiniteQuery(invitationsQuery(organization.id));
  const now = useNow();
  const invitations = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title="Pending invitations" count={invitations.length > 0 ? `${invitations.length}${list.hasNextPage ? '+' : ''}` : undefined}>
      {list.isPending && <RowsSkeleton rows={1} what="the pending invitations" />}
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      {list.isSuccess && invitations.length === 0 && (
        <Text size="sm" c="dimmed">
          Nobody is invited at the moment.
        </Text>
      )}
      {invitations.length > 0 && (
        <RowTable caption="Pending invitations" columns={['E-mail', 'Invited as', 'Invited by', 'Expires', 'Actions']} hiddenHeads={['Actions']}>
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} organizationId={organization.id} invitation={invitation} now={now} />
          ))}
        </RowTable>
      )}
      <ShowMore more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} what="invitations" />
    </Section>
  );
}
