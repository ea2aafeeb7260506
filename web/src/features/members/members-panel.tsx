import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Member, Organization } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { Section } from '../../ui/section.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { RowTable } from '../../ui/row-table.tsx';
import { MemberRow } from './member-row.tsx';
import { membersQuery } from './queries.ts';
import { RemoveMemberDialog } from './remove-member-dialog.tsx';

export function MembersPanel({ organization }: { organization: Organization }) {
  const list = useInfiniteQuery(membersQuery(organization.id));
  const [removing, setRemoving] = useState<Member | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const members = list.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <Section title="Members" count={list.data ? plural(organization.memberCount, 'person', 'people') : undefined}>
      <div ref={panel} tabIndex={-1}>
        {list.isPending && <RowsSkeleton what="the members" />}
        <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
        {members.length > 0 && (
          <RowTable caption="Members" columns={['Name', 'Role', 'Joined', 'Administrator', 'Remove']} hiddenHeads={['Administrator', 'Remove']}>
            {members.map((member) => (
              <MemberRow key={`${member.id}-${member.role}`} organizationId={organization.id} member={member} onRemove={() => setRemoving(member)} />
            ))}
          </RowTable>
        )}
        {members.length === 1 && !list.hasNextPage && (
          <Text size="sm" c="dimmed" mt="sm">
            You are alone here. Add your colleagues above: they get a mail, and share everything once they accept.
          </Text>
        )}
        <ShowMore more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} what="members" />
      </div>
      {removing && (
        <RemoveMemberDialog
          organizationId={organization.id} member={removing} onCancel={() => setRemoving(null)}
          onRemoved={() => {
            setRemoving(null);
            // The row with the button is gone: the focus goes to the list instead of the top of the page.
            setTimeout(() => panel.current?.focus(), 0);
          }}
        />
      )}
    </Section>
  );
}
