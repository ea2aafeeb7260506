/**
 * How the list of members is asked for: what is sought, which standings are shown, and where a page goes on.
 * A member has one of five standings; each is read in its own order by an index, and the pages are put together from them.
 */
import type { Role } from '../../kernel/actor.ts';

export type Sort = 'name' | 'joined' | 'role';
export type Direction = 'ascending' | 'descending';
export type Status = 'active' | 'suspended';

/** Where a page ended. `rank` counts when the list is sorted by role, and is 0 otherwise. */
export type Place = { rank: number; key: string; id: string };
export type Order = { sort: Sort; direction: Direction };
export type Listing = Order & { sought: string | null; roles: readonly Role[]; statuses: readonly Status[]; after: Place | null };

/** The numbers are those of the column member.standing. The owner is never suspended (D11). */
const standings: readonly { standing: number; role: Role; status: Status; rank: number }[] = [
  { standing: 0, role: 'owner', status: 'active', rank: 0 },
  { standing: 1, role: 'administrator', status: 'active', rank: 1 },
  { standing: 2, role: 'member', status: 'active', rank: 2 },
  { standing: 3, role: 'administrator', status: 'suspended', rank: 1 },
  { standing: 4, role: 'member', status: 'suspended', rank: 2 },
];

const everyId = { first: '00000000-0000-0000-0000-000000000000', last: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
const microsecondsAtEnd = '9000000000000000'; // in the year 2255
const beginnings: Record<'name' | 'joined', Record<Direction, Omit<Place, 'rank'>>> = {
  name: { ascending: { key: '', id: everyId.first }, descending: { key: '\u{10FFFF}', id: everyId.last } },
  joined: { ascending: { key: '0', id: everyId.first }, descending: { key: microsecondsAtEnd, id: everyId.last } },
};

/** What rows of one standing are ordered by: a role is the same for all of them. */
export const keyOf = (sort: Sort): 'name' | 'joined' => (sort === 'joined' ? 'joined' : 'name');

export type Start = { standing: number; rank: number; key: string; id: string };

/** From where each standing that is shown is read. Without roles or statuses: all of them. */
export function startsOf({ sort, direction, roles, statuses, after }: Omit<Listing, 'sought'>): Start[] {
  const beginning = beginnings[keyOf(sort)][direction];
  const shown = standings.filter(({ role, status }) => (roles.length === 0 || roles.includes(role)) && (statuses.length === 0 || statuses.includes(status)));
  return shown.flatMap(({ standing, rank: roleRank }) => {
    const rank = sort === 'role' ? roleRank : 0;
    if (!after || (direction === 'ascending' ? rank > after.rank : rank < after.rank)) return [{ standing, rank, ...beginning }];
    return rank === after.rank ? [{ standing, rank, key: after.key, id: after.id }] : [];
  });
}

/** Whether everybody is shown, so that nothing needs to be counted beside the members themselves. */
export const showsAll = ({ sought, roles, statuses }: Pick<Listing, 'sought' | 'roles' | 'statuses'>): boolean => sought === null && roles.length === 0 && statuses.length === 0;

/** Beyond, nobody needs the number. */
export const mostCounted = 1000;

/** Opaque to clients: the order that it belongs to, and the last row seen. A key stands as it is, so that a long name in any script fits. */
export const writeCursor = ({ sort, direction }: Order, { rank, key, id }: Place): string => [sort, direction, rank, id, key].join(' ');

const form = /^(?<sort>[a-z]+) (?<direction>[a-z]+) (?<rank>[012]) (?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (?<key>[^\0]{0,200})$/;

/** Null for a cursor of another list, another order, or none that was given out. */
export function readCursor(cursor: string, { sort, direction }: Order): Place | null {
  const found = form.exec(cursor)?.groups;
  if (!found || found['sort'] !== sort || found['direction'] !== direction) return null;
  const { key = '', id = '' } = found;
  return keyOf(sort) === 'name' || /^\d{1,16}$/.test(key) ? { rank: Number(found['rank']), key, id } : null;
}

/** What somebody typed, without what no name has. Null when nothing is left. */
export function soughtIn(typed: string): string | null {
  const words = typed.replace(/[\p{Cc}\p{Cs}]/gu, ' ').replace(/\s+/g, ' ').trim();
  return words === '' ? null : words;
}
