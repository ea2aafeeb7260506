import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canTakeSeat, canUseHeldSeat, limitOf, shownSeats, unlimited, withOneMore, type Seats } from './seats.ts';

const seats = fc.record({ limit: fc.option(fc.nat(50)), members: fc.nat(60), invited: fc.nat(60) });

describe('the limit', () => {
  test("is the organization's own, else the instance's, else none", () => {
    expect([limitOf(3, 10), limitOf(0, 10), limitOf(null, 10), limitOf(null, null)]).toEqual([3, 0, 10, null]);
  });
});

describe('a seat', () => {
  test('is taken only while members and open invitations leave one', () => {
    fc.assert(fc.property(seats, (given) => {
      expect(canTakeSeat(given).ok).toBe(given.limit === null || given.members + given.invited < given.limit);
    }));
  });
  test('that an invitation holds is used while the members alone leave one', () => {
    fc.assert(fc.property(seats, (given) => {
      expect(canUseHeldSeat(given).ok).toBe(given.limit === null || given.members < given.limit);
    }));
  });
  test('inviting while it may never brings more than there are', () => {
    fc.assert(fc.property(fc.nat(20), fc.nat(20), fc.nat(30), (limit, members, tries) => {
      let now: Seats = { limit, members: Math.min(members, limit), invited: 0 };
      for (let turn = 0; turn < tries; turn++) if (canTakeSeat(now).ok) now = withOneMore(now);
      expect(now.members + now.invited).toBeLessThanOrEqual(limit);
      expect(shownSeats(now)).toEqual({ limit, used: now.members + now.invited, free: limit - now.members - now.invited });
    }));
  });
  test('is refused in a sentence with the numbers', () => {
    expect(canTakeSeat({ limit: 3, members: 2, invited: 1 })).toEqual({
      ok: false, kind: 'conflict',
      because: 'This organization has 3 seats, and 2 members and 1 open invitation use them. Withdraw an invitation or remove a member first, or ask the operator for more seats.',
    });
  });
  test('lowering the limit leaves no negative number of free ones', () => {
    expect(shownSeats({ limit: 2, members: 3, invited: 1 })).toEqual({ limit: 2, used: 4, free: 0 });
    expect(shownSeats(unlimited)).toBeNull();
  });
});
