import { describe, expect, test } from 'vitest';
import type { Actor, Role } from '../../kernel/actor.ts';
import type { MemberId, OrganizationId, OwnershipOfferId, UserId } from '../../kernel/id.ts';
import { memberOf, outsidersOf, roles } from '../../testing/actors.ts';
import { canChange, canComplete, type OfferState, type OwnershipOffer, type Party } from './ownership-offer.ts';
import { mayAccept, mayDecline, mayOffer, mayOfferNow, maySee, mayWithdraw } from './policy.ts';

const here = 'here' as OrganizationId;
const party = (userId: string, role: Role | null, suspended = false): Party =>
  ({ userId: userId as UserId, email: `${userId}@example.org`, givenName: userId, familyName: 'B', memberId: 'm' as MemberId, role, suspended });
const offer = (change: Partial<OwnershipOffer> = {}): OwnershipOffer => ({
  id: 'o' as OwnershipOfferId, organizationId: here, offeredBy: party('Alice', 'owner'), offeredTo: party('Bob', 'member'),
  createdAt: new Date(0), expiresAt: new Date(1), state: 'open', ...change,
});
const as = (role: Role, userId = 'somebody'): Actor => ({ ...memberOf(here, role), userId: userId as UserId }) as Actor;
const candidate = (role: Role, suspended = false) => ({ organizationId: here, userId: 'Bob' as UserId, givenName: 'Bob', familyName: 'B', role, suspended });
const outcome = (verdict: { ok: boolean; kind?: string }) => (verdict.ok ? 'allowed' : verdict.kind);

describe('offering the ownership (D02)', () => {
  const expected: Record<Role, Record<Role, string>> = {
    owner: { owner: 'conflict', administrator: 'allowed', member: 'allowed' },
    administrator: { owner: 'forbidden', administrator: 'forbidden', member: 'forbidden' },
    member: { owner: 'forbidden', administrator: 'forbidden', member: 'forbidden' },
  };
  test.each(roles.flatMap((actor) => roles.map((target) => [actor, target] as const)))('by the %s to the %s', (actor, target) => {
    expect(outcome(mayOffer(as(actor), candidate(target), null))).toBe(expected[actor][target]);
  });
  test('never to who is suspended (D11), nor while another offer is open', () => {
    expect(outcome(mayOffer(as('owner'), candidate('member', true), null))).toBe('conflict');
    expect(outcome(mayOffer(as('owner'), candidate('member'), offer()))).toBe('conflict');
    expect(outcome(mayOfferNow(as('owner'), here, offer()))).toBe('conflict');
    expect(outcome(mayOfferNow(as('owner'), here, null))).toBe('allowed');
  });
  test.each(Object.entries(outsidersOf(here)))('%s may do nothing with it (M01)', (_name, actor) => {
    for (const verdict of [mayOffer(actor, candidate('member'), null), mayWithdraw(actor, offer()), mayAccept(actor, offer()), mayDecline(actor, offer())]) {
      expect(outcome(verdict)).toBe('forbidden');
    }
  });
});

describe('answering it', () => {
  test.each(roles)('the %s answers when it was offered to him, and nobody else does', (role) => {
    for (const may of [mayAccept, mayDecline]) {
      expect(outcome(may(as(role, 'Bob'), offer()))).toBe('allowed');
      expect(outcome(may(as(role), offer()))).toBe('forbidden');
    }
  });
  test.each(roles)('the %s withdraws it only as the owner', (role) => expect(outcome(mayWithdraw(as(role), offer()))).toBe(role === 'owner' ? 'allowed' : 'forbidden'));
  test.each(['accepted', 'declined', 'withdrawn', 'ended', 'expired'] as OfferState[])('an offer that is %s is answered and withdrawn no more, with a sentence', (state) => {
    expect(canChange({ state })).toMatchObject({ ok: false, kind: 'conflict', because: expect.stringMatching(/^This offer of ownership .*\.$/) });
    for (const verdict of [mayAccept(as('member', 'Bob'), offer({ state })), mayDecline(as('member', 'Bob'), offer({ state })), mayWithdraw(as('owner'), offer({ state }))]) {
      expect(outcome(verdict)).toBe('conflict');
    }
  });
  test('an acceptance stands on an owner who still is one, and on an active member', () => {
    expect(canComplete(offer()).ok).toBe(true);
    for (const change of [{ offeredBy: party('Alice', 'administrator') }, { offeredBy: party('Alice', null) }, { offeredTo: party('Bob', null) }, { offeredTo: party('Bob', 'member', true) }]) {
      expect(outcome(canComplete(offer(change)))).toBe('conflict');
      expect(outcome(mayAccept(as('member', 'Bob'), offer(change)))).toBe('conflict');
    }
  });
});

test('it is shown to its two people and to administrators', () => {
  expect([maySee(as('owner', 'Alice'), offer()), maySee(as('administrator'), offer()), maySee(as('member', 'Bob'), offer()), maySee(as('member'), offer())]).toEqual([true, true, true, false]);
});
