import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCluster } from '../../testing/cluster-rows.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

type Company = Awaited<ReturnType<World['company']>>;
const invite = async (c: Company, by: TestPerson, email: string, administrator = false) => {
  const { body } = await world.request('invitations.create', by, { organizationId: c.organizationId, email, administrator });
  return body.id as string;
};
/** The clock of the database decides, so the invitation ages and not the process. */
const age = (invitationId: string) => world.owner`update invitation set sent_at = sent_at - interval '8 days', expires_at = expires_at - interval '8 days' where id = ${invitationId}`;
const accept = (who: TestPerson | null, invitationId: string) => world.request('invitations.accept', who, { invitationId });
const newest = async (address: string) => {
  await world.work();
  return /\/invitation#([\w-]{43})/.exec(world.transport.to(address).at(-1)!.text)![1]!;
};
async function invited(administrator = false) {
  const c = await world.company();
  const dave = await world.person({ givenName: 'Dave' });
  return { c, dave, invitationId: await invite(c, c.alice, dave.email, administrator) };
}

describe('invitations.accept', () => {
  test('200 makes a member who sees what the others see (M08, M10), leads to the organization (D01), audited once', async () => {
    const { c, dave, invitationId } = await invited();
    const { status, body } = await accept(dave, invitationId);
    const read = await world.request('organizations.read', dave, { organizationId: c.organizationId });
    expect({ status, body }).toEqual({ status: 200, body: { organizationId: c.organizationId, slug: read.body.slug } });
    expect(read.body).toMatchObject({ role: 'member', memberCount: 4 });
    expect((await world.request('organizations.list', dave)).body.items).toMatchObject([{ id: c.organizationId, role: 'member' }]);
    expect((await world.request('invitations.listReceived', dave)).body.items).toEqual([]);
    expect((await world.audited(c.organizationId)).filter(({ operation }) => operation === 'invitations.accept')).toMatchObject([
      { actorId: dave.userId, subject: invitationId, after: { userId: dave.userId, role: 'member', memberId: await world.memberIdOf(c.organizationId, dave) } },
    ]);
  });

  test('200 and from then on both use the same clusters, cloud accounts and usage, of which nothing was seen before (M01, M03, M10)', async () => {
    const { c, dave, invitationId } = await invited();
    await addCluster(world.owner, c.organizationId, c.alice.userId, { open: true });
    await addCluster(world.owner, c.organizationId, c.alice.userId, { wanted: 'stopped' });
    const shared = ['clusters.list', 'cloud-accounts.list', 'usage.read', 'members.list'] as const;
    const readBy = (who: TestPerson) => Promise.all(shared.map((operation) => world.request(operation, who, { organizationId: c.organizationId })));
    expect((await readBy(dave)).map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    await accept(dave, invitationId);
    const [clusters, accounts, usage, members] = await readBy(dave);
    expect([clusters, accounts, usage, members].map((answer) => [answer?.status, answer?.body.items?.length])).toEqual([[200, 2], [200, 2], [200, undefined], [200, 4]]);
    expect([clusters, accounts, usage]).toEqual((await readBy(c.bob)).slice(0, 3));
    expect(clusters!.body.items.map(({ allows: { start, stop } }: { allows: Record<string, true | string> }) => [start, stop].includes(true))).toEqual([true, true]);
  });

  test.each([[false, 'member'], [true, 'administrator']] as const)('200 with the Admin box %s gives the role %s from the start, and each managed cluster makes the account (M11, M17)', async (administrator, role) => {
    const { c, dave, invitationId } = await invited(administrator);
    const clusters = [await addCluster(world.owner, c.organizationId, c.alice.userId), await addCluster(world.owner, c.organizationId, c.alice.userId, { wanted: 'stopped' })];
    const elsewhere = await addCluster(world.owner, c.foreignOrganizationId, c.mallory.userId);
    expect((await accept(dave, invitationId)).status).toBe(200);
    expect((await world.request('organizations.read', dave, { organizationId: c.organizationId })).body.role).toBe(role);
    const jobs = world.queue.sent.filter(({ key }) => [...clusters, elsewhere].includes(key as never));
    expect(jobs).toEqual(clusters.map((key) => ({ name: 'cluster-accounts.reconcile', key, startAt: null })));
  });

  test('404 for the wrong account, which consumes nothing: the right one still accepts (D03)', async () => {
    const { dave, c, invitationId } = await invited();
    for (const who of [c.mallory, c.alice]) expect((await accept(who, invitationId)).status).toBe(404);
    expect((await accept(dave, invitationId)).status).toBe(200);
  });

  test('401 when nobody is signed in, and for an address that is not verified (D03)', async () => {
    const { dave, invitationId } = await invited();
    expect((await accept(null, invitationId)).status).toBe(401);
    await world.owner`update "user" set "emailVerified" = false where id = ${dave.userId}`;
    expect((await accept(dave, invitationId)).status).toBe(401);
    await world.owner`update "user" set "emailVerified" = true where id = ${dave.userId}`;
    expect((await accept(dave, invitationId)).status).toBe(200);
  });

  test('200 the second time leads to the organization again: one member row, one audit row; 409 once the membership has ended', async () => {
    const { c, dave, invitationId } = await invited();
    const first = await accept(dave, invitationId);
    expect(await accept(dave, invitationId)).toEqual({ status: 200, body: first.body });
    expect((await world.request('organizations.read', c.alice, { organizationId: c.organizationId })).body.memberCount).toBe(4);
    expect((await world.audited(c.organizationId)).filter(({ operation }) => operation === 'invitations.accept')).toHaveLength(1);
    const memberId = await world.memberIdOf(c.organizationId, dave);
    expect((await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId })).status).toBe(204);
    expect(await accept(dave, invitationId)).toMatchObject({ status: 409, body: { detail: 'This invitation has already been accepted.' } });
    expect(await world.memberIdOf(c.organizationId, dave)).toBeNull();
  });

  test('409 after withdrawal, rejection and expiry, each saying which', async () => {
    const c = await world.company();
    const dave = await world.person({ givenName: 'Dave' });
    const withdrawn = await invite(c, c.alice, dave.email);
    await world.request('invitations.withdraw', c.alice, { organizationId: c.organizationId, invitationId: withdrawn });
    expect(await accept(dave, withdrawn)).toMatchObject({ status: 409, body: { detail: 'This invitation has been withdrawn.' } });
    const rejected = await invite(c, c.alice, dave.email);
    expect((await world.request('invitations.reject', dave, { invitationId: rejected })).status).toBe(204);
    expect(await accept(dave, rejected)).toMatchObject({ status: 409, body: { detail: 'This invitation has already been rejected.' } });
    const expired = await invite(c, c.alice, dave.email);
    await age(expired);
    expect(await accept(dave, expired)).toMatchObject({ status: 409, body: { detail: 'This invitation has expired. Ask for a new one.' } });
    expect((await accept(dave, await invite(c, c.alice, dave.email))).status).toBe(200); // every end allows a new beginning
  });

  test('409 for who is a member already under this address', async () => {
    const { c, dave, invitationId } = await invited();
    await world.join(c.organizationId, dave, 'administrator');
    expect(await accept(dave, invitationId)).toMatchObject({ status: 409, body: { detail: 'You are a member of this organization already.' } });
    expect((await world.request('organizations.read', dave, { organizationId: c.organizationId })).body.role).toBe('administrator');
  });

  test('409 when the inviter lost his authority without a trace in the invitation: it is read again at that moment (D05)', async () => {
    const { c, dave, invitationId } = await invited(true);
    await world.owner`update invitation set invited_by = ${c.bob.userId} where id = ${invitationId}`;
    expect(await accept(dave, invitationId)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('may no longer invite') } });
    expect(await world.memberIdOf(c.organizationId, dave)).toBeNull();
    await world.owner`update invitation set invited_by = ${c.carol.userId} where id = ${invitationId}`;
    expect((await accept(dave, invitationId)).status).toBe(200);
  });

  test('400 for an id that is none, 404 for one that is nobody\'s', async () => {
    const { dave, invitationId } = await invited();
    expect(await accept(dave, 'abc')).toMatchObject({ status: 400, body: { fields: [{ field: 'invitationId' }] } });
    expect((await accept(dave, crypto.randomUUID())).status).toBe(404);
    expect((await accept(dave, invitationId)).status).toBe(200);
  });
});

describe('invitations.reject', () => {
  test('204 closes it, audited; the person joins nothing and can be invited anew', async () => {
    const { c, dave, invitationId } = await invited();
    expect(await world.request('invitations.reject', dave, { invitationId })).toEqual({ status: 204, body: undefined });
    expect(await world.memberIdOf(c.organizationId, dave)).toBeNull();
    expect((await world.request('invitations.list', c.alice, { organizationId: c.organizationId })).body.items).toEqual([]);
    expect((await world.audited(c.organizationId)).at(-1)).toMatchObject({ operation: 'invitations.reject', actorId: dave.userId, subject: invitationId });
    expect((await accept(dave, await invite(c, c.alice, dave.email))).status).toBe(200);
  });
  test('404 for the wrong account, 401 when nobody is signed in, 409 once it is closed', async () => {
    const { c, dave, invitationId } = await invited();
    expect((await world.request('invitations.reject', c.mallory, { invitationId })).status).toBe(404);
    expect((await world.request('invitations.reject', null, { invitationId })).status).toBe(401);
    expect((await accept(dave, invitationId)).status).toBe(200);
    expect(await world.request('invitations.reject', dave, { invitationId })).toMatchObject({ status: 409, body: { detail: 'This invitation has already been accepted.' } });
    expect(await world.memberIdOf(c.organizationId, dave)).not.toBeNull();
  });
});

describe('invitations.listReceived', () => {
  test('200 shows who invites, to what, as what (M08); only what is open and only to its address', async () => {
    const { c, dave, invitationId } = await invited(true);
    expect((await world.request('invitations.listReceived', dave)).body).toEqual({
      items: [{ id: invitationId, organizationName: "Alice's organization", role: 'administrator', message: null, invitedBy: { email: c.alice.email, givenName: 'Alice', familyName: 'Adams' }, expiresAt: expect.any(String) }],
      nextCursor: null,
    });
    expect((await world.request('invitations.listReceived', c.mallory)).body.items).toEqual([]);
    await age(invitationId);
    expect((await world.request('invitations.listReceived', dave)).body.items).toEqual([]);
  });
  test('200 brings the words of who invites, here and behind the link; of the newest invitation alone', async () => {
    const c = await world.company();
    const dave = await world.person({ givenName: 'Dave' });
    const write = (message: string) => world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: dave.email, message });
    await write('The old words');
    expect((await write(' Hello\u0007 Dave,\r\nwelcome ')).body.message).toBe('Hello Dave,\nwelcome');
    expect((await world.request('invitations.listReceived', dave)).body.items).toMatchObject([{ message: 'Hello Dave,\nwelcome' }]);
    expect((await world.request('invitations.open', null, { token: await newest(dave.email) })).body.message).toBe('Hello Dave,\nwelcome');
    expect((await world.request('invitations.list', c.bob, { organizationId: c.organizationId })).body.items).toMatchObject([{ message: 'Hello Dave,\nwelcome' }]);
  });
  test('200 pages by cursor, without a gap and without repeating', async () => {
    const [one, other, dave] = [await world.company(), await world.company(), await world.person({ givenName: 'Dave' })];
    for (const { organizationId, alice } of [one, other]) await world.request('invitations.create', alice, { organizationId, email: dave.email });
    const first = (await world.request('invitations.listReceived', dave, { limit: 1 })).body;
    const second = (await world.request('invitations.listReceived', dave, { limit: 1, cursor: first.nextCursor })).body;
    expect(new Set([first.items[0].id, second.items[0].id]).size).toBe(2);
    expect(second.nextCursor).toBeNull();
  });
  test('401 when nobody is signed in', async () => expect((await world.request('invitations.listReceived', null)).status).toBe(401));
});

describe('invitations.open', () => {
  test('200 says whom it is for and whether that is who looks, and changes nothing, however often (D03)', async () => {
    const { c, dave, invitationId } = await invited();
    const token = await newest(dave.email);
    const open = async (who: TestPerson | null) => (await world.request('invitations.open', who, { token })).body;
    for (let time = 0; time < 3; time++) {
      expect(await open(null)).toMatchObject({ id: invitationId, state: 'pending', email: dave.email, registered: true, yours: null });
      expect(await open(c.mallory)).toMatchObject({ email: dave.email, yours: false });
      expect(await open(dave)).toMatchObject({ yours: true });
    }
    expect((await accept(dave, invitationId)).status).toBe(200);
    expect(await open(dave)).toMatchObject({ state: 'closed' });
  });
  test('200 a link that was sent again replaces the one before, with seven new days; expired is said', async () => {
    const { c, dave, invitationId } = await invited();
    const first = await newest(dave.email);
    await age(invitationId);
    expect((await world.request('invitations.open', null, { token: first })).body.state).toBe('expired');
    expect(await world.request('invitations.resend', c.alice, { organizationId: c.organizationId, invitationId })).toMatchObject({ status: 200, body: { state: 'pending' } });
    const second = await newest(dave.email);
    expect((await world.request('invitations.open', null, { token: first })).status).toBe(404);
    expect((await world.request('invitations.open', null, { token: second })).body.state).toBe('pending');
    expect((await accept(dave, invitationId)).status).toBe(200);
  });
  test('404 for a secret that opens nothing, 400 for one that cannot be any', async () => {
    expect((await world.request('invitations.open', null, { token: 'x'.repeat(43) })).status).toBe(404);
    expect((await world.request('invitations.open', null, { token: 'x' })).status).toBe(400);
  });
});
