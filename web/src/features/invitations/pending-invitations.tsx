import { Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Organization } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';
import { FilterPills } from '../../ui/filter-pills.tsx';
import { ListState } from '../../ui/list-state.tsx';
import { NoMatch } from '../../ui/no-match.tsx';
import { RowTable } from '../../ui/row-table.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { SelectAll } from '../../ui/select-cell.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { SortSelect } from '../../ui/sort-select.tsx';
import { headOf } from '../../ui/sorting.ts';
import { useNow } from '../../ui/use-now.ts';
import { useSelection } from '../../ui/use-selection.ts';
import { InvitationDialogs, type OpenDialog } from './invitation-dialogs.tsx';
import { InvitationRow } from './invitation-row.tsx';
import { InvitationsBar } from './invitations-bar.tsx';
import { isFiltered, type InvitationsView } from './invitations-view.ts';
import { invitationsQuery } from './queries.ts';

type Props = { organization: Organization; view: InvitationsView; onView: (view: InvitationsView, how?: { replace: boolean }) => void };

export function PendingInvitations({ organization, view, onView }: Props) {
  const list = useInfiniteQuery(invitationsQuery(organization.id, view));
  const now = useNow();
  const invitations = list.data?.pages.flatMap((page) => page.items) ?? [];
  const counts = list.data?.pages[0]?.counts;
  const selection = useSelection(invitations, ({ allows }) => allows.withdraw === true);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const filtered = isFiltered(view);
  const head = headOf(view, onView);
  return (
    <>
      {counts && hasToolbar(counts, filtered) && <Toolbar view={view} counts={counts} onView={onView} />}
      <ListState list={list} what="the pending invitations" rows={2} isEmpty={invitations.length === 0} empty={<Nobody filtered={filtered} onClear={() => onView({ ...view, q: '', state: null })} />} />
      {invitations.length > 0 && (
        <RowTable
          caption="Pending invitations" columns={[head('E-mail', 'email'), 'Invited as', 'Invited by', head('Sent', 'sent'), head('Expires', 'expires'), 'Actions']} hiddenHeads={['Actions']}
          leading={<SelectAll all={selection.all} some={selection.some} onToggle={selection.toggleAll} />}
        >
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} organizationId={organization.id} invitation={invitation} now={now} selection={selection} onDeed={(deed) => setDialog({ deed, invitation })} />
          ))}
        </RowTable>
      )}
      <ShowMore more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} what="invitations" />
      {selection.chosen.length > 0 && <InvitationsBar organizationId={organization.id} chosen={selection.chosen} onClear={selection.clear} />}
      <InvitationDialogs organizationId={organization.id} dialog={dialog} onClose={() => setDialog(null)} />
    </>
  );
}

const hasToolbar = ({ pending, expired }: { pending: number; expired: number }, filtered: boolean): boolean => pending + expired > 0 || filtered;

function Nobody({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) return <NoMatch what="invitation" onClear={onClear} />;
  return (
    <Text size="sm" c="dimmed">
      Nobody is invited at the moment. Whoever you add above stands here until they have accepted.
    </Text>
  );
}

const choices = [['pending', 'Waiting'], ['expired', 'Expired'], ['undelivered', 'Mail not delivered']] as const;
const orders = [
  { sort: 'sent', direction: 'descending', label: 'Newest first' }, { sort: 'sent', direction: 'ascending', label: 'Oldest first' },
  { sort: 'expires', direction: 'ascending', label: 'Ends soonest' }, { sort: 'email', direction: 'ascending', label: 'Address, A to Z' },
] as const;

function Toolbar({ view, counts, onView }: { view: InvitationsView; counts: { pending: number; expired: number }; onView: Props['onView'] }) {
  return (
    <Group gap="sm" mb="md" role="search" aria-label="Invitations">
      <SearchField label="Search invitations by address" placeholder="Address" value={view.q} onSearch={(q) => onView({ ...view, q }, { replace: true })} />
      <FilterPills label="State" choices={choices} chosen={view.state ? [view.state] : []} onToggle={(state) => onView({ ...view, state: state === view.state ? null : state })} />
      <SortSelect choices={orders} sorted={view} onSort={(sorted) => onView({ ...view, ...sorted })} />
      <Text size="sm" c="dimmed" role="status">
        {counts.expired > 0 ? `${plural(counts.pending, 'invitation')} waiting, ${counts.expired} expired` : null}
      </Text>
    </Group>
  );
}
