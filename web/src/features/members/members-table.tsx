import type { Allowance, Member } from '../../api/types.ts';
import { RowTable } from '../../ui/row-table.tsx';
import { SelectAll } from '../../ui/select-cell.tsx';
import { headOf } from '../../ui/sorting.ts';
import { useNow } from '../../ui/use-now.ts';
import type { Selection } from '../../ui/use-selection.ts';
import type { MemberDeed } from './member-menu.tsx';
import { MemberRow } from './member-row.tsx';
import type { MembersView } from './members-view.ts';

type Props = {
  organizationId: string;
  members: Member[];
  view: MembersView;
  onView: (view: MembersView) => void;
  /** null for who may change nobody. */
  selection: Selection<Member> | null;
  offer: Allowance;
  onDeed: (deed: MemberDeed | 'demote', member: Member) => void;
};

export function MembersTable({ organizationId, members, view, onView, selection, offer, onDeed }: Props) {
  const now = useNow();
  const head = headOf(view, onView);
  const columns = [head('Name', 'name'), head('Role', 'role'), head('Joined', 'joined'), ...(selection ? ['Last active'] : []), 'Administrator', 'Actions'];
  return (
    <RowTable
      caption="Members" hiddenHeads={['Administrator', 'Actions']} columns={columns}
      {...(selection ? { leading: <SelectAll all={selection.all} some={selection.some} onToggle={selection.toggleAll} /> } : {})}
    >
      {members.map((member) => (
        <MemberRow key={member.id} organizationId={organizationId} member={member} now={now} selection={selection} offer={offer} onDeed={(deed) => onDeed(deed, member)} />
      ))}
    </RowTable>
  );
}
