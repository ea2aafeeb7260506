import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import type { Allowance, Member, Organization } from '../../api/types.ts';
import { NoMatch } from '../../ui/no-match.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { useSelection } from '../../ui/use-selection.ts';
import { BulkBar, type BulkDeed } from './bulk-bar.tsx';
import { MemberDialogs, type OpenDialog } from './member-dialogs.tsx';
import { MembersTable } from './members-table.tsx';
import { MembersToolbar } from './members-toolbar.tsx';
import { counted, isFiltered, type MembersView } from './members-view.ts';
import { membersQuery } from './queries.ts';
import { selectable } from './selectable.ts';

type Props = {
  organization: Organization;
  view: MembersView;
  onView: (view: MembersView, how?: { replace: boolean }) => void;
  /** Whether the ownership can be offered to somebody now, and what then happens. */
  offer: { allowed: Allowance; onOffer: (member: Member) => void };
  /** What is said to somebody who is alone here. */
  alone: ReactNode;
};

export function MembersPanel({ organization, view, onView, offer, alone }: Props) {
  const { list, members, first } = useMembers(organization.id, view);
  const panel = useRef<HTMLDivElement>(null);
  const selection = useSelection(members, (member) => selectable(member) === true);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [bulk, setBulk] = useState<BulkDeed | null>(null);
  const isAlone = organization.memberCount === 1 && !isFiltered(view);
  return (
    <div ref={panel} tabIndex={-1}>
      {!isAlone && <MembersToolbar view={view} found={first} onView={onView} />}
      {list.isPending && <RowsSkeleton rows={Math.min(organization.memberCount, 8)} what="the members" />}
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      {members.length > 0 && (
        <MembersTable
          organizationId={organization.id} members={members} view={view} onView={onView} selection={organization.role === 'member' ? null : selection} offer={offer.allowed}
          onDeed={(deed, member) => (deed === 'offer' ? offer.onOffer(member) : setDialog({ deed, member }))}
        />
      )}
      {list.isSuccess && members.length === 0 && <NoMatch what="member" onClear={() => onView({ ...view, q: '', roles: [], statuses: [] })} />}
      {isAlone && alone}
      <ShowMore more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} what="members" shown={first && `${members.length} of ${counted(first.matching)} shown`} />
      {selection.chosen.length > 0 && <BulkBar count={selection.chosen.length} onDeed={setBulk} onClear={selection.clear} />}
      <MemberDialogs
        organizationId={organization.id} members={members} dialog={dialog} bulk={bulk && { deed: bulk, members: selection.chosen }} onClear={selection.clear}
        onClose={() => { setDialog(null); setBulk(null); }} panel={panel}
      />
    </div>
  );
}

function useMembers(organizationId: string, view: MembersView) {
  const list = useInfiniteQuery(membersQuery(organizationId, view));
  return { list, members: list.data?.pages.flatMap((page) => page.items) ?? [], first: list.data?.pages[0] };
}
