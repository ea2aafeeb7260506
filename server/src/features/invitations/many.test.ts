import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newWorld, testSettings, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
let seated: World;
let narrow: World;
beforeAll(async () => {
  world = await newWorld();
  seated = await newWorld({ settings: { ...testSettings, seatsPerOrganization: 5 } });
  narrow = await newWorld({ settings: { ...testSettings, invitationsADay: { perPerson: 6, perOrganization: 5, perAddress: 2 } } });
});
afterAll(() => Promise.all([world.close(), seated.close(), narrow.close()]));

const companyIn = async (where: World) => ({ ...(await where.company()), where });
type Company = Awaited<ReturnType<typeof companyIn>>;
type Result = { id: string; email: string; outcome: string; sentence: string; invitation: { id: string; email: string; role: string; message: string | null } | null };

const fresh = (name = 'x') => `${name}-${crypto.randomUUID()}@example.org`;
async function inviteMany(c: Company, by: TestPerson | null, addresses: (string | { email: string; administrator: boolean })[], message?: string) {
  const invitations = addresses.map((each) => (typeof each === 'string' ? { email: each } : each));
  const { status, body } = await c.where.request('invitations.createMany', by, { organizationId: c.organizationId, invitations, ...(message === undefined ? {} : { message }) });
  return { status, body, results: (body.results ?? []) as Result[], outcomes: ((body.results ?? []) as Result[]).map(({ outcome }) => outcome) };
}
const listed = async (c: Company) => (await c.where.request('invitations.list', c.alice, { organizationId: c.organizationId })).body.items as Result['invitation'][];
const allowInvites = (c: Company) => world.owner`update organization set members_can_invite = true where id = ${c.organizationId}`;
const inviteOne = async (c: Company, by: TestPerson, email: string) =>
  (await c.where.request('invitations.create', by, { organizationId: c.organizationId, email })).body.id as string;

describe('invitations.createMany', () => {
  test('200 invites each address once, in its normal form, mails each, and audits each like a single invitation (M07)', async () => {
    const c = await companyIn(world);
    const [dave, erin] = [fresh('dave'), fresh('erin')];
    const { status, results } = await inviteMany(c, c.alice, [` ${dave.toUpperCase()} `, { email: erin, administrator: true }, dave], 'Welcome to us');
    expect(status).toBe(200);
    expect(results).toMatchObject([
      { email: ` ${dave.toUpperCase()} `, outcome: 'invited', sentence: `${dave} is invited. The mail is on its way.`, invitation: { email: dave, role: 'member', message: 'Welcome to us' } },
      { email: erin, outcome: 'invited', invitation: { email: erin, role: 'administrator', message: 'Welcome to us' } },
    ]);
    await world.work();
    for (const address of [dave, erin]) expect(world.transport.to(address).map(({ text }) => text)).toEqual([expect.stringContaining('Alice Adams writes:\n> Welcome to us')]);
    expect((await listed(c)).map((each) => each?.email).toSorted()).toEqual([dave, erin].toSorted());
    expect((await world.audited(c.organizationId)).map(({ operation, after }) => [operation, after])).toEqual([
      ['invitations.create', { email: dave, role: 'member' }], ['invitations.create', { email: erin, role: 'administrator' }],
    ]);
  });

  test('200 although some fail: each says why in a sentence, and fails nobody else', async () => {
    const c = await companyIn(world);
    await allowInvites(c);
    const [twice, byAlice, ok] = [fresh('twice'), fresh('by-alice'), fresh('ok')];
    await inviteOne(c, c.bob, twice);
    await inviteOne(c, c.alice, byAlice);
    const { status, results, outcomes } = await inviteMany(c, c.bob, [
      'no address', 'bob@exаmple.org', c.carol.email.toUpperCase(), c.bob.email, byAlice, { email: fresh(), administrator: true }, twice, ok,
    ]);
    expect(status).toBe(200);
    expect(outcomes).toEqual(['invalid', 'invalid', 'member', 'yourself', 'not-allowed', 'not-allowed', 'replaced', 'invited']);
    expect(results.map(({ sentence }) => sentence.length > 20 && sentence.endsWith('.'))).toEqual(results.map(() => true));
    expect(results.map(({ invitation }) => invitation?.email ?? null)).toEqual([null, null, null, null, null, null, twice, ok]);
    expect((await listed(c)).map((each) => each?.email).toSorted()).toEqual([twice, byAlice, ok].toSorted());
  });

  test('200 takes the seats that are left, one after another, and says so for the rest; inviting again needs none', async () => {
    const c = await companyIn(seated); // three of five seats are taken
    const [first, second, third] = [fresh('1'), fresh('2'), fresh('3')];
    expect((await inviteMany(c, c.alice, [first])).outcomes).toEqual(['invited']);
    const { results, outcomes } = await inviteMany(c, c.alice, [first, second, third, fresh('4')]);
    expect(outcomes).toEqual(['replaced', 'invited', 'no-seat', 'no-seat']);
    expect(results[2]?.sentence).toContain('This organization has 5 seats');
    expect(await listed(c)).toHaveLength(2);
  });

  test('200 counts each address against the limits of person, organization and mailbox, and tells how long to wait', async () => {
    const [c, other] = [await companyIn(narrow), await companyIn(narrow)];
    const often = fresh('often');
    expect((await inviteMany(c, c.alice, [often])).outcomes).toEqual(['invited']);
    const { results, outcomes } = await inviteMany(c, c.alice, [often, 'nobody', fresh(), fresh(), c.bob.email]);
    expect(outcomes).toEqual(['replaced', 'invalid', 'invited', 'limited', 'member']); // three an hour: half of six a day
    expect(results[3]?.sentence).toMatch(/^So many invitations were mailed that this one has to wait\. Try again in /);
    expect((await inviteMany(other, other.alice, [often, fresh()])).outcomes).toEqual(['limited', 'invited']); // two a day to one mailbox, from everybody
    expect((await inviteMany(c, c.carol, [fresh(), fresh(), fresh()])).outcomes).toEqual(['invited', 'invited', 'limited']); // five a day of one organization
  });

  test('403 for an ordinary member while the permission is off, 404 from outside, 401 signed out; 200 once it is on (M14)', async () => {
    const c = await companyIn(world);
    expect((await inviteMany(c, c.bob, [fresh()])).status).toBe(403);
    expect((await inviteMany(c, c.mallory, [fresh()])).status).toBe(404);
    expect((await inviteMany(c, null, [fresh()])).status).toBe(401);
    await allowInvites(c);
    expect((await inviteMany(c, c.bob, [fresh()])).status).toBe(200);
  });

  test('400 for none, for more than 100, and for a message that is too long; 200 for 100', async () => {
    const c = await companyIn(world);
    const many = (count: number) => Array.from({ length: count }, () => fresh());
    expect((await inviteMany(c, c.alice, [])).body.fields).toMatchObject([{ field: 'invitations', message: 'Enter an address.' }]);
    expect((await inviteMany(c, c.alice, many(101))).body.fields).toMatchObject([{ message: 'At most 100 at once.' }]);
    expect((await inviteMany(c, c.alice, many(1), 'x'.repeat(501))).status).toBe(400);
    expect(new Set((await inviteMany(c, c.alice, many(100))).outcomes)).toEqual(new Set(['invited']));
  });

  test('two pastes of the same addresses at once leave one open invitation each (D03)', async () => {
    const c = await companyIn(world);
    const addresses = Array.from({ length: 10 }, () => fresh());
    const answers = await Promise.all([inviteMany(c, c.alice, addresses), inviteMany(c, c.carol, addresses.toReversed())]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.flatMap(({ outcomes }) => outcomes).filter((outcome) => outcome === 'replaced')).toHaveLength(10);
    expect(await listed(c)).toHaveLength(10);
  });
});

async function changeMany(operation: 'invitations.resendMany' | 'invitations.withdrawMany', c: Company, by: TestPerson | null, invitationIds: string[]) {
  const { status, body } = await c.where.request(operation, by, { organizationId: c.organizationId, invitationIds });
  return { status, body, results: (body.results ?? []) as Result[], outcomes: ((body.results ?? []) as Result[]).map(({ outcome }) => outcome) };
}

/** What holds for both: each as it would be alone. */
function provesChangingMany(operation: 'invitations.resendMany' | 'invitations.withdrawMany', single: 'invitations.resend' | 'invitations.withdraw') {
  test('200 does each that it may, names each that it may not, and audits like one by one (D05, M09)', async () => {
    const c = await companyIn(world);
    await allowInvites(c);
    const [mine, hers, closed] = [await inviteOne(c, c.bob, fresh()), await inviteOne(c, c.alice, fresh()), await inviteOne(c, c.bob, fresh())];
    await world.request('invitations.withdraw', c.bob, { organizationId: c.organizationId, invitationId: closed });
    const foreign = (await world.request('invitations.create', c.mallory, { organizationId: c.foreignOrganizationId, email: fresh() })).body.id;
    const before = (await world.audited(c.organizationId)).length;
    const { status, results, outcomes } = await changeMany(operation, c, c.bob, [mine, hers, closed, foreign, mine]);
    expect(status).toBe(200);
    expect(outcomes).toEqual(['done', 'not-allowed', 'closed', 'not-found']);
    expect(results.map(({ id }) => id)).toEqual([mine, hers, closed, foreign]);
    expect(results[3]).toMatchObject({ email: null, invitation: null });
    expect((await world.audited(c.organizationId)).slice(before).map((row) => [row.operation, row.subject])).toEqual([[single, mine]]);
    expect((await changeMany(operation, c, c.alice, [hers])).outcomes).toEqual(['done']);
  });

  test('403 for who may not invite, 404 from outside, 401 signed out, 400 for none and for 101', async () => {
    const c = await companyIn(world);
    const id = await inviteOne(c, c.alice, fresh());
    expect((await changeMany(operation, c, c.bob, [id])).status).toBe(403);
    expect((await changeMany(operation, c, c.mallory, [id])).status).toBe(404);
    expect((await changeMany(operation, c, null, [id])).status).toBe(401);
    expect((await changeMany(operation, c, c.alice, [])).status).toBe(400);
    expect((await changeMany(operation, c, c.alice, Array.from({ length: 101 }, () => crypto.randomUUID()))).status).toBe(400);
    expect((await changeMany(operation, c, c.alice, [id])).status).toBe(200);
  });
}

describe('invitations.withdrawMany', () => {
  provesChangingMany('invitations.withdrawMany', 'invitations.withdraw');
  test('200 takes them from both pages, and gives their seats back', async () => {
    const c = await companyIn(seated);
    const erin = await seated.person({ givenName: 'Erin' });
    const ids = [await inviteOne(c, c.alice, erin.email), await inviteOne(c, c.alice, fresh())];
    expect((await changeMany('invitations.withdrawMany', c, c.alice, ids)).outcomes).toEqual(['done', 'done']);
    expect(await listed(c)).toEqual([]);
    expect((await seated.request('invitations.listReceived', erin)).body.items).toEqual([]);
    expect((await inviteMany(c, c.alice, [fresh(), fresh()])).outcomes).toEqual(['invited', 'invited']);
  });
});

describe('invitations.resendMany', () => {
  provesChangingMany('invitations.resendMany', 'invitations.resend');
  test('200 mails a new link to each; what expired takes a seat again, while there is one', async () => {
    const c = await companyIn(seated);
    const [open, expired, none] = [fresh('open'), fresh('expired'), fresh('none')];
    const ids = [await inviteOne(c, c.alice, open), await inviteOne(c, c.alice, expired)];
    await seated.owner`update invitation set expires_at = now() where id = ${ids[1]!}`;
    await inviteOne(c, c.alice, none); // takes the seat that the expired one gave back
    const full = await changeMany('invitations.resendMany', c, c.alice, ids);
    expect(full.outcomes).toEqual(['done', 'no-seat']);
    await seated.request('invitations.withdraw', c.alice, { organizationId: c.organizationId, invitationId: ids[0] });
    expect((await changeMany('invitations.resendMany', c, c.alice, [ids[1]!])).outcomes).toEqual(['done']);
    await seated.work();
    expect(seated.transport.to(expired)).toHaveLength(1);
  });

  test('200 sends no more than the limits allow', async () => {
    const c = await companyIn(narrow);
    const ids = [await inviteOne(c, c.alice, fresh()), await inviteOne(c, c.alice, fresh())];
    expect((await changeMany('invitations.resendMany', c, c.alice, ids)).outcomes).toEqual(['done', 'limited']);
  });
});
