/** What the members page shows, as its address says it: links can be shared, and the back button works. */
import type { Sorted } from '../../ui/sorting.ts';

export const roles = ['owner', 'administrator', 'member'] as const;
export const statuses = ['active', 'suspended'] as const;
export const sorts = ['name', 'joined', 'role'] as const;

export type MembersView = {
  q: string;
  roles: (typeof roles)[number][];
  statuses: (typeof statuses)[number][];
} & Sorted<(typeof sorts)[number]>;

const listed = <Word extends string>(known: readonly Word[], text: string | undefined): Word[] => {
  const asked = (text ?? '').split(',');
  return known.filter((word) => asked.includes(word));
};

/** Reads the query of an address; a word that it does not know is as if it was not there. */
export function readMembersView(query: Record<string, string | undefined>): MembersView {
  return {
    q: (query['q'] ?? '').slice(0, 100),
    roles: listed(roles, query['role']),
    statuses: listed(statuses, query['status']),
    sort: sorts.find((sort) => sort === query['sort']) ?? 'name',
    direction: query['direction'] === 'descending' ? 'descending' : 'ascending',
  };
}

/** The query of an address; what is as usual is left empty. */
export const writeMembersView = ({ q, roles: asked, statuses: states, sort, direction }: MembersView): Record<string, string> => ({
  q, role: asked.join(','), status: states.join(','), sort: sort === 'name' ? '' : sort, direction: direction === 'ascending' ? '' : direction,
});

/** Where the file is that holds what the list shows, whole. */
export function exportPath(organizationId: string, format: 'csv' | 'json', { q, roles: asked, statuses: states, sort, direction }: MembersView): string {
  const query = new URLSearchParams([['format', format], ...(q.trim() ? [['q', q.trim()]] : []), ...asked.map((role) => ['role', role]), ...states.map((status) => ['status', status]), ['sort', sort], ['direction', direction]]);
  return `/api/v1/organizations/${organizationId}/members/export?${query.toString()}`;
}

export const isFiltered = ({ q, roles: asked, statuses: states }: MembersView): boolean => q.trim() !== '' || asked.length > 0 || states.length > 0;

/** "1000+": the server counts no further. */
export const counted = ({ count, orMore }: { count: number; orMore: boolean }): string => `${count}${orMore ? '+' : ''}`;

export const toggled = <Word>(words: readonly Word[], word: Word): Word[] => (words.includes(word) ? words.filter((other) => other !== word) : [...words, word]);
