/**
 * How many people an organization has room for. Members take a seat each, suspended ones too (D11), and so does an open
 * invitation. A limit that is lowered removes nobody; it only lets nobody else in.
 */
import { allowed, conflict, type Verdict } from '../../kernel/verdict.ts';

/** `limit` null: as many as come. */
export type Seats = { limit: number | null; members: number; invited: number };

export const unlimited: Seats = { limit: null, members: 0, invited: 0 };

/** The organization's own limit, else the instance's. */
export const limitOf = (ownSeats: number | null, seatsPerOrganization: number | null): number | null => ownSeats ?? seatsPerOrganization;

const used = ({ members, invited }: Seats): number => members + invited;

export const shownSeats = (seats: Seats): { limit: number; used: number; free: number } | null =>
  seats.limit === null ? null : { limit: seats.limit, used: used(seats), free: Math.max(0, seats.limit - used(seats)) };

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** For an invitation that holds no seat yet: a new one, or an expired one that is sent again. */
export function canTakeSeat(seats: Seats): Verdict {
  if (seats.limit === null || used(seats) < seats.limit) return allowed;
  return conflict(
    `This organization has ${count(seats.limit, 'seat', 'seats')}, and ${count(seats.members, 'member', 'members')} and ${count(seats.invited, 'open invitation', 'open invitations')} use ${used(seats) === 1 ? 'it' : 'them'}. Withdraw an invitation or remove a member first, or ask the operator for more seats.`,
  );
}

/** An acceptance uses the seat that its invitation held; only the members count, in case the limit was lowered meanwhile. */
export const canUseHeldSeat = ({ limit, members }: Seats): Verdict =>
  limit === null || members < limit ? allowed : conflict('Every seat of this organization is taken. Ask who invited you to make room.');

/** After one more invitation. */
export const withOneMore = (seats: Seats): Seats => ({ ...seats, invited: seats.invited + 1 });
