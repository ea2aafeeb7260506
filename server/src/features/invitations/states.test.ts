import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProduct, type Outside, type Product } from '../../app.ts';
import { serve } from '../../testing/served.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';
import type { InvitationState } from './invitation.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

type Company = Awaited<ReturnType<World['company']>>;
type Invited = { c: Company; dave: TestPerson; id: string };
const invite = (c: Company, email: string, by = c.alice) => world.request('invitations.create', by, { organizationId: c.organizationId, email });
const change = ({ c, id }: Invited, operation: 'invitations.resend' | 'invitations.withdraw' | 'invitations.createLink') => world.request(operation, c.alice, { organizationId: c.organizationId, invitationId: id });
const answer = ({ dave, id }: Invited, operation: 'invitations.accept' | 'invitations.reject') => world.request(operation, dave, { invitationId: id });
const removeDave = async ({ c, dave }: Invited) => world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: await world.memberIdOf(c.organizationId, dave) });
const stateOf = async ({ id }: Invited) => (await world.owner<{ state: InvitationState; expired: boolean }[]>`select state, expires_at <= now() as expired from invitation where id = ${id}`)[0]!;

async function invited(): Promise<Invited> {
  const c = await world.company();
  const dave = await world.person({ givenName: 'Dave' });
  return { c, dave, id: (await invite(c, dave.email)).body.id };
}

/** How an invitation comes to each of its ends, through the operations that end it. */
const ends: Record<Exclude<InvitationState, 'pending'> | 'expired', (it: Invited) => Promise<unknown>> = {
  accepted: async (it) => {
    await answer(it, 'invitations.accept');
    await removeDave(it);
  },
  rejected: (it) => answer(it, 'invitations.reject'),
  withdrawn: (it) => change(it, 'invitations.withdraw'),
  replaced: async (it) => {
    await invite(it.c, it.dave.email, it.c.carol);
  },
  ended: async (it) => {
    await world.owner`update invitation set invited_by = ${it.c.carol.userId} where id = ${it.id}`;
    await world.request('members.remove', it.c.alice, { organizationId: it.c.organizationId, memberId: it.c.carolMemberId });
  },
  expired: (it) => world.owner`update invitation set expires_at = now() where id = ${it.id}`,
};

describe('from every end of an invitation', () => {
  test.each(Object.keys(ends) as (keyof typeof ends)[])('%s: it can no longer be answered, and a fresh one is accepted (D03)', async (end) => {
    const it = await invited();
    await ends[end](it);
    expect(await stateOf(it)).toMatchObject(end === 'expired' ? { state: 'pending', expired: true } : { state: end });
    expect((await answer(it, 'invitations.accept')).status).toBe(409);
    expect((await answer(it, 'invitations.reject')).status).toBe(409);
    const fresh = await invite(it.c, it.dave.email);
    expect(fresh.status).toBe(201);
    expect((await world.owner`select count(*)::int as open from invitation where organization_id = ${it.c.organizationId} and state = 'pending'`)[0]).toEqual({ open: 1 });
    expect((await answer({ ...it, id: fresh.body.id }, 'invitations.accept')).status).toBe(200);
  });

  test.each(['accepted', 'rejected', 'withdrawn', 'replaced', 'ended'] as const)('%s: it is not sent again, withdrawn or copied, and stays as it ended', async (end) => {
    const it = await invited();
    await ends[end](it);
    for (const operation of ['invitations.resend', 'invitations.withdraw', 'invitations.createLink'] as const) expect((await change(it, operation)).status).toBe(409);
    expect((await stateOf(it)).state).toBe(end);
  });

  test('expired: it is sent again and then accepted, or withdrawn', async () => {
    const [again, away] = [await invited(), await invited()];
    for (const it of [again, away]) await ends.expired(it);
    expect((await change(again, 'invitations.resend')).status).toBe(200);
    expect((await answer(again, 'invitations.accept')).status).toBe(200);
    expect((await change(away, 'invitations.withdraw')).status).toBe(204);
  });
});

describe('the inviter’s authority (D05)', () => {
  const setting = (it: Invited, by: TestPerson) => world.owner`update invitation set invited_by = ${by.userId} where id = ${it.id}`;

  test('an invitation of somebody who is suspended is not accepted; after reinstatement a fresh one is (D11)', async () => {
    const it = await invited();
    const fromCarol = (await invite(it.c, it.dave.email, it.c.carol)).body.id as string;
    expect((await world.request('members.suspend', it.c.alice, { organizationId: it.c.organizationId, memberId: it.c.carolMemberId })).status).toBe(200);
    expect((await answer({ ...it, id: fromCarol }, 'invitations.accept')).status).toBe(409);
    expect((await world.request('members.reinstate', it.c.alice, { organizationId: it.c.organizationId, memberId: it.c.carolMemberId })).status).toBe(200);
    const fresh = (await invite(it.c, it.dave.email, it.c.carol)).body.id as string;
    expect((await answer({ ...it, id: fresh }, 'invitations.accept')).status).toBe(200);
  });

  test('even if nothing had ended it, a suspended inviter’s invitation is refused at the moment of acceptance', async () => {
    const it = await invited();
    await setting(it, it.c.carol);
    await world.owner`update member set suspended_reasons = '{administrator}', suspended_at = now() where organization_id = ${it.c.organizationId} and user_id = ${it.c.carol.userId}`;
    expect(await answer(it, 'invitations.accept')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('may no longer invite') } });
    await setting(it, it.c.alice);
    expect((await answer(it, 'invitations.accept')).status).toBe(200);
  });

  test('a deleted organization lets nobody in, and is offered to nobody (D02)', async () => {
    const [it, other] = [await invited(), await invited()];
    await world.owner`update organization set deleted_at = now() where id = ${it.c.organizationId}`;
    expect((await answer(it, 'invitations.accept')).status).toBe(409);
    expect((await world.request('invitations.listReceived', it.dave)).body.items).toEqual([]);
    expect((await answer(other, 'invitations.accept')).status).toBe(200);
  });
});

describe('a suspended member (D11)', () => {
  test('is not let in again by an invitation that was open to him', async () => {
    const it = await invited();
    const memberId = await world.join(it.c.organizationId, it.dave, 'member');
    await world.owner`update member set suspended_reasons = '{administrator}', suspended_at = now() where id = ${memberId}`;
    expect(await answer(it, 'invitations.accept')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('suspended') } });
    expect(await invite(it.c, it.dave.email)).toMatchObject({ status: 409 });
  });
});

describe('the clock', () => {
  /** The same product as another process whose clock is wrong. */
  const withClock = (offsetMs: number): { outside: Outside; product: Product } => {
    const outside = { ...world.outside, clock: () => new Date(Date.now() + offsetMs) };
    return { outside, product: createProduct(outside) };
  };
  const days = 24 * 60 * 60 * 1000;

  test.each([['a month ahead', 30 * days], ['a month behind', -30 * days]])('of the database decides, also where that of the process is %s (D03)', async (_how, offsetMs) => {
    const served = await serve(world, withClock(offsetMs));
    try {
      const [open, old] = [await invited(), await invited()];
      await ends.expired(old);
      const listed = async ({ c }: Invited) => (await served.get(`/api/v1/organizations/${c.organizationId}/invitations`, { who: c.alice })).body.items[0];
      expect([(await listed(open)).state, (await listed(old)).state]).toEqual(['pending', 'expired']);
      const accept = ({ dave, id }: Invited) => served.send('POST', `/api/v1/invitations/${id}/accept`, { who: dave, body: {} });
      expect(await accept(old)).toMatchObject({ status: 409, body: { detail: 'This invitation has expired. Ask for a new one.' } });
      expect((await accept(open)).status).toBe(200);
      const made = await served.send('POST', `/api/v1/organizations/${old.c.organizationId}/invitations`, { who: old.c.alice, body: { email: old.dave.email } });
      expect(Math.abs(Date.parse(made.body.sentAt) - Date.now())).toBeLessThan(60_000);
      expect(Date.parse(made.body.expiresAt) - Date.parse(made.body.sentAt)).toBe(7 * days);
    } finally {
      await served.close();
    }
  });
});
