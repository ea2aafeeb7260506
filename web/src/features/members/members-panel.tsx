import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import type { Allowance, Member, Organization } from '../../api/types.ts';
import { ListState } from '../../ui/list-state.tsx';
import { NoMatch } from '../../ui/no-match.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { useSelection } from '../../ui/use-selection.ts';
import { BulkBar, type BulkDeed } from './bulk-bar.tsx';
import { ExportLinks } from './export-links.tsx';
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
  const manages = organization.role !== 'member';
  const isAlone = organization.memberCount === 1 && !isFiltered(view);
  return (
    <div ref={panel} tabIndex={-1}>
      {!isAlone && <MembersToolbar view={view} found={first} onView={onView} />}
      <ListState list={list} what="the members" rows={Math.min(organization.memberCount, 8)} isEmpty={members.length === 0} empty={<NoMatch what="member" onClear={() => onView({ ...view, q: '', roles: [], statuses: [] })} />} />
      {members.length > 0 && (
        <MembersTable
          organizationId={organization.id} members={members} view={view} onView={onView} selection={manages && !isAlone ? selection : null} offer={offer.allowed}
          onDeed={(deed, member) => (deed === 'offer' ? offer.onOffer(member) : setDialog({ deed, member }))}
        />
      )}
      {isAlone && alone}
      <ShowMore more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} what="members" shown={first && `${members.length} of ${counted(first.matching)} shown`} />
      {manages && !isAlone && <ExportLinks organizationId={organization.id} view={view} />}
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
