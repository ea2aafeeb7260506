import { Group, Text } from '@mantine/core';
import { plural } from '../../ui/format.ts';
import { FilterPills } from '../../ui/filter-pills.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { SortSelect } from '../../ui/sort-select.tsx';
import { counted, isFiltered, toggled, type MembersView } from './members-view.ts';

const roleChoices = [['owner', 'Owner'], ['administrator', 'Administrators'], ['member', 'Ordinary members']] as const;
const statusChoices = [['active', 'Active'], ['suspended', 'Suspended']] as const;
const orders = [
  { sort: 'name', direction: 'ascending', label: 'Name, A to Z' }, { sort: 'name', direction: 'descending', label: 'Name, Z to A' },
  { sort: 'joined', direction: 'descending', label: 'Newest first' }, { sort: 'joined', direction: 'ascending', label: 'Oldest first' },
  { sort: 'role', direction: 'ascending', label: 'Owner first' }, { sort: 'role', direction: 'descending', label: 'Ordinary members first' },
] as const;

type Props = { view: MembersView; found: { matching: Parameters<typeof counted>[0]; total: number } | undefined; onView: (view: MembersView, how?: { replace: boolean }) => void };

/** Search and filters; all of it stands in the address. */
export function MembersToolbar({ view, found, onView }: Props) {
  return (
    <Group gap="sm" mb="md" role="search" aria-label="Members">
      <SearchField label="Search members by name or address" placeholder="Name or address" value={view.q} onSearch={(q) => onView({ ...view, q }, { replace: true })} />
      <FilterPills label="Role" choices={roleChoices} chosen={view.roles} onToggle={(role) => onView({ ...view, roles: toggled(view.roles, role) })} />
      <FilterPills label="Status" choices={statusChoices} chosen={view.statuses} onToggle={(status) => onView({ ...view, statuses: toggled(view.statuses, status) })} />
      <SortSelect choices={orders} sorted={view} onSort={(sorted) => onView({ ...view, ...sorted })} />
      <Text size="sm" c="dimmed" role="status">{found && isFiltered(view) ? `${counted(found.matching)} of ${plural(found.total, 'member')}` : null}</Text>
    </Group>
  );
}
