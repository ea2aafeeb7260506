import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrganizationId } from '../../kernel/id.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

type Company = Awaited<ReturnType<World['company']>>;
const offer = (c: Company, memberId: string = c.bobMemberId, who: TestPerson | null = c.alice) =>
  world.request('ownership-offers.create', who, { organizationId: c.organizationId, memberId });
const answer = (operation: 'accept' | 'decline' | 'withdraw', c: Company, who: TestPerson | null, offerId: string) =>
  world.request(`ownership-offers.${operation}`, who, { organizationId: c.organizationId, offerId });
const seenBy = async (c: Company, who: TestPerson) => (await world.request('ownership-offers.read', who, { organizationId: c.organizationId })).body;
const roles = async (c: Company) => {
  const rows = await world.owner<{ userId: string; role: string }[]>`select user_id as "userId", role from member where organization_id = ${c.organizationId}`;
  return Object.fromEntries(rows.map(({ userId, role }) => [[c.alice, c.bob, c.carol].find((each) => each.userId === userId)?.givenName ?? userId, role]));
};
const unchanged = { Alice: 'owner', Carol: 'administrator', Bob: 'member' };
const expire = (organizationId: OrganizationId) => world.owner`update ownership_offer set expires_at = now() - interval '1 second' where organization_id = ${organizationId}`;
const audited = async (c: Company) => (await world.audited(c.organizationId)).map(({ operation }) => operation);

describe('ownership-offers.create', () => {
  test('201 offers it to a member, mails him without a secret, and changes nothing else (D02)', async () => {
    const c = await world.company();
    const { status, body } = await offer(c);
    expect({ status, body }).toMatchObject({ status: 201, body: { offeredBy: { email: c.alice.email }, offeredTo: { email: c.bob.email }, yours: false, allows: { withdraw: true, accept: expect.stringContaining('Only Bob Brown') } } });
    expect(new Date(body.expiresAt).getTime() - new Date(body.createdAt).getTime()).toBe(7 * 24 * 60 * 60 * 1000);
    expect(await roles(c)).toEqual(unchanged);
    await world.work();
    const letters = world.transport.to(c.bob.email);
    expect(letters).toMatchObject([{ subject: "Alice Adams offers you the ownership of Alice's organization" }]);
    expect(letters[0]?.text).toContain('Nothing changes until you accept');
    expect(await world.audited(c.organizationId)).toMatchObject([{ operation: 'ownership-offers.create', subject: body.id }]);
  });
  test('409 for a second one, which names the first; 201 again once that is withdrawn', async () => {
    const c = await world.company();
    const first = await offer(c);
    expect(await offer(c, c.carolMemberId)).toMatchObject({ status: 409, body: { detail: 'The ownership is offered to Bob Brown already. Withdraw that offer first.' } });
    expect((await answer('withdraw', c, c.alice, first.body.id)).status).toBe(204);
    expect((await offer(c, c.carolMemberId)).status).toBe(201);
  });
  test('409 to the owner himself and to a suspended member; 201 once he is reinstated (D11)', async () => {
    const c = await world.company();
    const own = await world.memberIdOf(c.organizationId, c.alice);
    expect(await offer(c, String(own))).toMatchObject({ status: 409, body: { detail: 'This is the owner already.' } });
    await world.owner`update member set suspended_reasons = '{administrator}', suspended_at = now() where id = ${c.bobMemberId}`;
    expect(await offer(c)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Bob Brown is suspended') } });
    await world.owner`update member set suspended_reasons = '{}', suspended_at = null where id = ${c.bobMemberId}`;
    expect((await offer(c)).status).toBe(201);
  });
  test('403 for everybody but the owner, 401 and 404 as everywhere, 404 for a member of another organization', async () => {
    const c = await world.company();
    for (const who of [c.carol, c.bob]) expect(await offer(c, c.carolMemberId, who)).toMatchObject({ status: 403, body: { detail: 'Only the owner of this organization may offer its ownership to somebody.' } });
    expect((await offer(c, c.bobMemberId, null)).status).toBe(401);
    expect((await offer(c, c.bobMemberId, c.mallory)).status).toBe(404);
    const stranger = await world.memberIdOf(c.foreignOrganizationId, c.mallory);
    expect((await offer(c, String(stranger))).status).toBe(404);
    expect((await offer(c)).status).toBe(201);
  });
  test('201 where an earlier one has expired', async () => {
    const c = await world.company();
    await offer(c);
    await expire(c.organizationId);
    expect((await offer(c, c.carolMemberId)).status).toBe(201);
  });
});

describe('ownership-offers.read', () => {
  test('200 shows it to its two people and to administrators; others see none', async () => {
    const c = await world.company();
    const dave = await world.person({ givenName: 'Dave' });
    await world.join(c.organizationId, dave, 'member');
    expect(await seenBy(c, c.alice)).toEqual({ offer: null, allows: { create: true } });
    const { body } = await offer(c);
    expect(await seenBy(c, c.bob)).toMatchObject({ offer: { id: body.id, yours: true, allows: { accept: true, decline: true } }, allows: { create: expect.stringContaining('Only the owner') } });
    expect(await seenBy(c, c.alice)).toMatchObject({ offer: { yours: false, allows: { withdraw: true } }, allows: { create: expect.stringContaining('offered to Bob Brown already') } });
    expect(await seenBy(c, c.carol)).toMatchObject({ offer: { id: body.id, allows: { withdraw: expect.any(String), accept: expect.any(String) } } });
    expect(await seenBy(c, dave)).toMatchObject({ offer: null });
    expect((await world.request('ownership-offers.read', c.mallory, { organizationId: c.organizationId })).status).toBe(404);
  });
  test('200 without one that has expired', async () => {
    const c = await world.company();
    await offer(c);
    await expire(c.organizationId);
    expect(await seenBy(c, c.bob)).toMatchObject({ offer: null });
  });
});

describe('ownership-offers.accept', () => {
  test('204 makes the member the owner and the owner an administrator, at once (D02)', async () => {
    const c = await world.company();
    const { body } = await offer(c);
    expect((await answer('accept', c, c.bob, body.id)).status).toBe(204);
    expect(await roles(c)).toEqual({ Alice: 'administrator', Carol: 'administrator', Bob: 'owner' });
    expect((await world.request('organizations.read', c.bob, { organizationId: c.organizationId })).body.role).toBe('owner');
    expect(await seenBy(c, c.alice)).toMatchObject({ offer: null, allows: { create: expect.stringContaining('Only the owner') } });
    expect(await seenBy(c, c.bob)).toMatchObject({ offer: null, allows: { create: true } });
    await world.work();
    expect(world.transport.to(c.alice.email)).toMatchObject([{ subject: "Bob Brown accepted the ownership of Alice's organization" }]);
    expect(await audited(c)).toEqual(['ownership-offers.create', 'ownership-offers.accept']);
  });
  test('403 for everybody whom it was not offered to, the owner included', async () => {
    const c = await world.company();
    const { body } = await offer(c);
    for (const who of [c.alice, c.carol]) expect(await answer('accept', c, who, body.id)).toMatchObject({ status: 403, body: { detail: expect.stringContaining('Only Bob Brown') } });
    expect((await answer('accept', c, null, body.id)).status).toBe(401);
    expect((await answer('accept', c, c.mallory, body.id)).status).toBe(404);
    expect(await roles(c)).toEqual(unchanged);
  });
  test('409 once it is withdrawn, declined, accepted or expired, and nothing changes', async () => {
    const c = await world.company();
    const withdrawn = (await offer(c)).body.id;
    await answer('withdraw', c, c.alice, withdrawn);
    expect(await answer('accept', c, c.bob, withdrawn)).toMatchObject({ status: 409, body: { detail: 'This offer of ownership has been withdrawn.' } });
    const declined = (await offer(c)).body.id;
    await answer('decline', c, c.bob, declined);
    expect(await answer('accept', c, c.bob, declined)).toMatchObject({ status: 409, body: { detail: 'This offer of ownership has already been declined.' } });
    const expired = (await offer(c)).body.id;
    await expire(c.organizationId);
    expect(await answer('accept', c, c.bob, expired)).toMatchObject({ status: 409, body: { detail: 'This offer of ownership has expired.' } });
    expect(await roles(c)).toEqual(unchanged);
    const accepted = (await offer(c)).body.id;
    expect((await answer('accept', c, c.bob, accepted)).status).toBe(204);
    expect(await answer('accept', c, c.bob, accepted)).toMatchObject({ status: 409, body: { detail: 'This offer of ownership has already been accepted.' } });
  });
  test('404 for an offer of another organization', async () => {
    const [c, other] = [await world.company(), await world.company()];
    const { body } = await offer(other);
    expect((await answer('accept', c, c.bob, body.id)).status).toBe(404);
    expect((await answer('accept', other, other.bob, body.id)).status).toBe(204);
  });
});

describe('ownership-offers.decline', () => {
  test('204 for who it was offered to: the owner stays, and is told', async () => {
    const c = await world.company();
    const { body } = await offer(c);
    expect((await answer('decline', c, c.carol, body.id)).status).toBe(403);
    expect((await answer('decline', c, c.bob, body.id)).status).toBe(204);
    expect(await roles(c)).toEqual(unchanged);
    await world.work();
    expect(world.transport.to(c.alice.email)).toMatchObject([{ subject: "Bob Brown declined the ownership of Alice's organization" }]);
    expect((await answer('decline', c, c.bob, body.id)).status).toBe(409);
  });
});

describe('ownership-offers.withdraw', () => {
  test('204 for the owner, 403 for everybody else, 409 when it is over', async () => {
    const c = await world.company();
    const { body } = await offer(c);
    for (const who of [c.carol, c.bob]) expect(await answer('withdraw', c, who, body.id)).toMatchObject({ status: 403 });
    expect((await answer('withdraw', c, c.alice, body.id)).status).toBe(204);
    expect((await answer('withdraw', c, c.alice, body.id)).status).toBe(409);
    expect(await audited(c)).toEqual(['ownership-offers.create', 'ownership-offers.withdraw']);
  });
});
