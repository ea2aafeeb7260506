import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const day = 24 * 60 * 60 * 1000;
/** The clock of the database decides, so the invitation ages and not the process. */
const age = (invitationId: string, by = '8 days') => world.owner`update invitation set sent_at = sent_at - ${by}::interval, expires_at = expires_at - ${by}::interval where id = ${invitationId}`;
type Company = Awaited<ReturnType<World['company']>>;
const invite = (c: Company, by: TestPerson | null, email: string, administrator = false) => world.request('invitations.create', by, { organizationId: c.organizationId, email, administrator });
const listed = async (c: Company, by = c.alice) => (await world.request('invitations.list', by, { organizationId: c.organizationId })).body.items;
const allowInvites = (c: Company, membersCanInvite = true) =>
  world.request('organizations.updatePermissions', c.alice, { organizationId: c.organizationId, membersCanInvite, membersCanCreateAndTerminate: true, membersCanOpenPorts: false });

describe('invitations.create', () => {
  test('201 is pending to the inviter, mailed, open seven days and audited; nothing is shared yet (M07-M09, D03)', async () => {
    const c = await world.company();
    const dave = await world.person({ givenName: 'Dave' });
    const { status, body } = await invite(c, c.alice, `  ${dave.email.toUpperCase()} `);
    expect({ status, body }).toMatchObject({ status: 201, body: { email: dave.email, role: 'member', state: 'pending', invitedBy: { email: c.alice.email }, delivery: { state: 'queued', error: null }, allows: { resend: true, withdraw: true, copyLink: true } } });
    expect(Date.parse(body.expiresAt) - Date.parse(body.sentAt)).toBe(7 * day);
    await world.work();
    expect(world.transport.to(dave.email)).toHaveLength(1);
    expect((await listed(c))[0]).toMatchObject({ id: body.id, delivery: { state: 'delivered' } });
    expect((await world.request('organizations.read', dave, { organizationId: c.organizationId })).status).toBe(404);
    expect(await world.audited(c.organizationId)).toMatchObject([{ operation: 'invitations.create', actorId: c.alice.userId, subject: body.id, before: null, after: { email: dave.email, role: 'member' } }]);
  });

  test('201 an administrator invites as administrator; the invited one is it from the start (M17)', async () => {
    const c = await world.company();
    const dave = await world.person({ givenName: 'Dave' });
    const { body } = await invite(c, c.carol, dave.email, true);
    expect((await world.request('invitations.listReceived', dave)).body.items).toMatchObject([{ role: 'administrator', invitedBy: { email: c.carol.email } }]);
    await world.request('invitations.accept', dave, { invitationId: body.id });
    expect((await world.request('organizations.update', dave, { organizationId: c.organizationId, name: 'By Dave' })).status).toBe(200);
  });

  test('201 an ordinary member invites while the permission is on, 403 before; 403 as administrator always (M14)', async () => {
    const c = await world.company();
    expect(await invite(c, c.bob, 'dave@example.org')).toMatchObject({ status: 403, body: { detail: expect.stringContaining('may invite new members') } });
    await allowInvites(c);
    expect((await invite(c, c.bob, 'dave@example.org')).status).toBe(201);
    expect(await invite(c, c.bob, 'erin@example.org', true)).toMatchObject({ status: 403, body: { detail: 'Only the owner and administrators may invite administrators.' } });
    expect((await listed(c)).map(({ email }: { email: string }) => email)).toEqual(['dave@example.org']);
  });

  test('201 inviting again replaces: new link and role, one open invitation, the old one closed (D03)', async () => {
    const c = await world.company();
    const dave = await world.person({ givenName: 'Dave' });
    const first = (await invite(c, c.alice, dave.email)).body;
    const second = (await invite(c, c.carol, dave.email, true)).body;
    expect(await listed(c)).toMatchObject([{ id: second.id, role: 'administrator' }]);
    expect(await world.request('invitations.accept', dave, { invitationId: first.id })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('replaced by a newer one') } });
    expect((await world.request('invitations.accept', dave, { invitationId: second.id })).status).toBe(200);
    expect((await world.audited(c.organizationId))[1]).toMatchObject({ operation: 'invitations.create', before: { replaced: first.id } });
  });

  test("403 an ordinary member does not replace what somebody else sent, for that would withdraw it (D05); his own he does, and another's expired one", async () => {
    const c = await world.company();
    await allowInvites(c);
    const dave = await world.person({ givenName: 'Dave' });
    const byCarol = (await invite(c, c.carol, dave.email, true)).body;
    expect(await invite(c, c.bob, dave.email)).toMatchObject({ status: 403, body: { detail: expect.stringContaining('is invited already') } });
    expect(await listed(c)).toMatchObject([{ id: byCarol.id, role: 'administrator' }]);
    expect((await invite(c, c.bob, 'erin@example.org')).status).toBe(201);
    expect((await invite(c, c.bob, 'erin@example.org')).status).toBe(201);
    await age(byCarol.id);
    expect((await invite(c, c.bob, dave.email)).status).toBe(201);
  });

  test('409 for a member and for oneself, with a sentence; 201 for anybody else', async () => {
    const c = await world.company();
    expect(await invite(c, c.alice, c.bob.email.toUpperCase())).toMatchObject({ status: 409, body: { detail: `${c.bob.email} is a member of this organization already.` } });
    expect(await invite(c, c.alice, c.alice.email)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('your own address') } });
    expect((await invite(c, c.alice, c.mallory.email)).status).toBe(201);
  });

  test.each([['malformed', 'bob@'], ['of 300 characters', `${'a'.repeat(288)}@example.org`], ['with a second line', 'bob@example.org\r\nBcc: eve@example.org'], ['missing', undefined]])('400 for an address that is %s', async (_what, email) => {
    const c = await world.company();
    const mails = world.transport.messages.length;
    const answer = await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
    expect(answer.body.fields.every(({ field, message }: { field: string; message: string }) => field === 'email' && message.length > 10)).toBe(true);
    expect(await listed(c)).toEqual([]);
    expect(world.transport.messages).toHaveLength(mails);
  });

  test('400 for a role in the body, 401 when nobody is signed in, 404 from outside', async () => {
    const c = await world.company();
    expect(await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: 'd@example.org', role: 'owner' })).toMatchObject({ status: 400, body: { fields: [{ field: 'role' }] } });
    expect((await invite(c, null, 'd@example.org')).status).toBe(401);
    expect((await invite(c, c.mallory, 'd@example.org')).status).toBe(404);
  });

  test('the mailed secret is in no answer and no table, only its hash (D03)', async () => {
    const c = await world.company();
    const { body } = await invite(c, c.alice, 'secret@example.org');
    await world.work();
    const token = /\/invitation#([\w-]{43})/.exec(world.transport.to('secret@example.org')[0]!.text)![1]!;
    expect(JSON.stringify([body, await listed(c), await world.audited(c.organizationId)])).not.toContain(token);
    const rows = await world.owner`select (select json_agg(i) from invitation i where organization_id = ${c.organizationId})::text || (select json_agg(m) from mail m where organization_id = ${c.organizationId})::text as text`;
    expect(rows[0]!['text']).toContain('secret@example.org');
    expect(rows[0]!['text']).not.toContain(token);
    expect((await world.request('invitations.open', null, { token })).body).toMatchObject({ id: body.id, state: 'pending', email: 'secret@example.org', registered: false, yours: null });
  });
});

describe('invitations.list', () => {
  test('200 for every member, with what the viewer may do with each (M09, D05); pages by cursor', async () => {
    const c = await world.company();
    await allowInvites(c);
    await invite(c, c.alice, 'dave@example.org');
    await invite(c, c.bob, 'erin@example.org');
    const seenByBob = await listed(c, c.bob);
    expect(seenByBob.map(({ allows }: { allows: unknown }) => allows)).toEqual([{ resend: expect.any(String), withdraw: expect.any(String), copyLink: expect.any(String) }, { resend: true, withdraw: true, copyLink: true }]);
    const first = await world.request('invitations.list', c.alice, { organizationId: c.organizationId, limit: '1' });
    const second = await world.request('invitations.list', c.alice, { organizationId: c.organizationId, limit: '1', cursor: first.body.nextCursor });
    expect([...first.body.items, ...second.body.items].map(({ email }: { email: string }) => email)).toEqual(['dave@example.org', 'erin@example.org']);
    expect(second.body.nextCursor).toBeNull();
    expect(await world.request('invitations.list', c.alice, { organizationId: c.organizationId, cursor: 'x' })).toMatchObject({ status: 400 });
  });
  test('404 from outside, 401 when nobody is signed in', async () => {
    const c = await world.company();
    expect((await world.request('invitations.list', c.mallory, { organizationId: c.organizationId })).status).toBe(404);
    expect((await world.request('invitations.list', null, { organizationId: c.organizationId })).status).toBe(401);
  });
});

/** What holds for both: who may, and until when. */
function provesWhoChanges(operation: 'invitations.resend' | 'invitations.withdraw', done: 200 | 204) {
  const ask = (c: Company, by: TestPerson | null, invitationId: string, organizationId = c.organizationId) => world.request(operation, by, { organizationId, invitationId });

  test(`${done} for who sent it while he may still invite, and for owner and administrators (D05)`, async () => {
    const c = await world.company();
    await allowInvites(c);
    for (const [sender, actor] of [[c.bob, c.bob], [c.bob, c.carol], [c.carol, c.alice]] as const) {
      const { body } = await invite(c, sender, `${crypto.randomUUID()}@example.org`);
      expect((await ask(c, actor, body.id)).status).toBe(done);
      expect((await world.audited(c.organizationId)).at(-1)).toMatchObject({ operation, actorId: actor.userId, subject: body.id });
    }
  });
  test('403 for another ordinary member and for one who may not invite', async () => {
    const c = await world.company();
    const { body } = await invite(c, c.alice, 'dave@example.org');
    expect((await ask(c, c.bob, body.id)).status).toBe(403);
    await allowInvites(c);
    expect(await ask(c, c.bob, body.id)).toMatchObject({ status: 403, body: { detail: 'Only who sent this invitation, the owner and administrators may do this.' } });
  });
  test('409 once it is closed', async () => {
    const c = await world.company();
    const dave = await world.person({ givenName: 'Dave' });
    const { body } = await invite(c, c.alice, dave.email);
    await world.request('invitations.reject', dave, { invitationId: body.id });
    expect(await ask(c, c.alice, body.id)).toMatchObject({ status: 409, body: { detail: 'This invitation is no longer open.' } });
  });
  test('404 through another organization, 401 when nobody is signed in', async () => {
    const c = await world.company();
    const { body } = await invite(c, c.alice, 'dave@example.org');
    expect((await ask(c, c.mallory, body.id, c.foreignOrganizationId)).status).toBe(404);
    expect((await ask(c, c.mallory, body.id)).status).toBe(404);
    expect((await ask(c, null, body.id)).status).toBe(401);
    expect(await listed(c)).toMatchObject([{ id: body.id, state: 'pending' }]);
  });
}

describe('invitations.resend', () => {
  provesWhoChanges('invitations.resend', 200);
  test('200 mails a new link and gives seven more days (D03)', async () => {
    const c = await world.company();
    const address = `${crypto.randomUUID()}@example.org`;
    const { body } = await invite(c, c.alice, address);
    await world.work();
    await age(body.id, '3 days');
    const again = await world.request('invitations.resend', c.alice, { organizationId: c.organizationId, invitationId: body.id });
    await world.work();
    expect(again).toMatchObject({ status: 200, body: { id: body.id, state: 'pending', delivery: { state: 'queued' } } });
    expect(Date.parse(again.body.expiresAt) - Date.parse(again.body.sentAt)).toBe(7 * day);
    expect(Date.parse(again.body.expiresAt)).toBeGreaterThanOrEqual(Date.parse(body.expiresAt));
    expect(new Set(world.transport.to(address).map(({ text }) => /#([\w-]{43})/.exec(text)![1])).size).toBe(2);
  });
});

describe('invitations.withdraw', () => {
  provesWhoChanges('invitations.withdraw', 204);
  test('204 takes it from both pages: the inviter no longer sees it pending, the invited one nothing at all (M09)', async () => {
    const c = await world.company();
    const { body } = await invite(c, c.alice, c.mallory.email);
    expect((await world.request('invitations.listReceived', c.mallory)).body.items).toHaveLength(1);
    await world.request('invitations.withdraw', c.alice, { organizationId: c.organizationId, invitationId: body.id });
    expect([await listed(c), (await world.request('invitations.listReceived', c.mallory)).body.items]).toEqual([[], []]);
  });
});
