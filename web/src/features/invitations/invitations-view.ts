/** What the list of pending invitations shows, as the address of the page says it. */
import type { Sorted } from '../../ui/sorting.ts';

export const states = ['pending', 'expired', 'undelivered'] as const;
export const sorts = ['sent', 'expires', 'email'] as const;

export type InvitationsView = { q: string; state: (typeof states)[number] | null } & Sorted<(typeof sorts)[number]>;

export const usual: InvitationsView = { q: '', state: null, sort: 'sent', direction: 'descending' };

/** Reads the query of an address; a word that it does not know is as if it was not there. */
export const readInvitationsView = (query: Record<string, string | undefined>): InvitationsView => ({
  q: (query['q'] ?? '').slice(0, 254),
  state: states.find((state) => state === query['state']) ?? null,
  sort: sorts.find((sort) => sort === query['sort']) ?? usual.sort,
  direction: query['direction'] === 'ascending' ? 'ascending' : usual.direction,
});

/** The query of an address; what is as usual is left empty. */
export const writeInvitationsView = ({ q, state, sort, direction }: InvitationsView): Record<string, string> => ({
  q, state: state ?? '', sort: sort === usual.sort ? '' : sort, direction: direction === usual.direction ? '' : direction,
});

export const isFiltered = ({ q, state }: InvitationsView): boolean => q.trim() !== '' || state !== null;
