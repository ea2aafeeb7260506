/**
 * How much mail one person, one organization and all together to one mailbox may cause. Counted where a letter is decided
 * on, so that many addresses at once count like many requests, and nothing is counted that sends nothing.
 */
import type { OrganizationId, UserId } from '../../kernel/id.ts';
import type { Scope, Tx } from '../../kernel/scope.ts';
import type { Settings } from '../../kernel/settings.ts';

/** `amount` tries of what `key` names, of which `max` fit into a window. */
export type Tries = { key: string; amount: number; max: number; windowSeconds: number };

/** How many of the tries still fit, and when the next window begins. */
export type Room = { left: number; retryAfterSeconds: number };

export type InvitationPorts = {
  /** Counts in the transaction of the request; the answers come in the order of the tries. A negative amount takes back. */
  countTries(tx: Tx, tries: readonly Tries[], now: Date): Promise<Room[]>;
};

const hourSeconds = 60 * 60;
const daySeconds = 24 * hourSeconds;

/** What letters to these addresses count against: first what they share, then one each. */
function triesOf(
  { organizationId, userId }: { organizationId: OrganizationId; userId: UserId }, addresses: readonly string[], { perPerson, perOrganization, perAddress }: Settings['invitationsADay'],
): Tries[] {
  const amount = addresses.length;
  return [
    { key: `invitation-letters-hour:${userId}`, amount, max: Math.ceil(perPerson / 2), windowSeconds: hourSeconds },
    { key: `invitation-letters:${userId}`, amount, max: perPerson, windowSeconds: daySeconds },
    { key: `invitation-letters-of:${organizationId}`, amount, max: perOrganization, windowSeconds: daySeconds },
    ...addresses.map((address) => ({ key: `invitation-letters-to:${address}`, amount: 1, max: perAddress, windowSeconds: daySeconds })),
  ];
}

const shared = 3;

/** By address, in the order of `triesOf`: null where a letter may go, else the seconds to wait. */
export function waitsOf(rooms: readonly Room[]): (number | null)[] {
  const common = rooms.slice(0, shared);
  let left = Math.min(...common.map((room) => room.left));
  const wait = Math.max(...common.filter((room) => room.left === left).map((room) => room.retryAfterSeconds));
  return rooms.slice(shared).map((own) => {
    if (own.left < 1) return own.retryAfterSeconds;
    left -= 1;
    return left < 0 ? wait : null;
  });
}

/** By address: null where a letter may go, else the seconds to wait. What has to wait counts for nobody. */
export async function countLetters({ countTries }: InvitationPorts, { tx, actor, now, settings }: Scope, organizationId: OrganizationId, addresses: readonly string[]): Promise<(number | null)[]> {
  if (actor.kind !== 'user' || addresses.length === 0) return [];
  const triesWith = (some: readonly string[]) => triesOf({ organizationId, userId: actor.userId }, some, settings.invitationsADay);
  const waits = waitsOf(await countTries(tx, triesWith(addresses), now));
  const unsent = addresses.filter((_, index) => waits[index] !== null);
  if (unsent.length > 0) await countTries(tx, triesWith(unsent).map((tries) => ({ ...tries, amount: -tries.amount })), now);
  return waits;
}

/** In words, rounded up. */
export function inWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes > 90) return `in ${Math.ceil(minutes / 60)} hours`;
  return minutes > 1 ? `in ${minutes} minutes` : 'in a minute';
}

export const limitedSentence = (seconds: number): string => `So many invitations were mailed that this one has to wait. Try again ${inWords(seconds)}.`;
