import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askAt, asCookieHeader, freePort, goodPassword, type Answer } from '../../testing/identity-server.ts';
import { serve, type Served } from '../../testing/served.ts';
import { newWorld, testSettings, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
let served: Served;
let publicUrl: string;
let webFolder: string;
beforeAll(async () => {
  const port = await freePort();
  publicUrl = `http://127.0.0.1:${port}`;
  world = await newWorld({ settings: { ...testSettings, publicUrl, registration: { kind: 'invited' } } });
  webFolder = mkdtempSync(path.join(tmpdir(), 'hopyard-web-'));
  writeFileSync(path.join(webFolder, 'index.html'), '<!doctype html><title>Hopyard</title>');
  served = await serve(world, { webFolder, port });
});
afterAll(async () => {
  await served.close();
  await world.close();
  rmSync(webFolder, { recursive: true });
});

type Company = Awaited<ReturnType<World['company']>>;
const fresh = () => `${crypto.randomUUID()}@example.org`;
const invite = async (c: Company, by: TestPerson, email: string) => (await world.request('invitations.create', by, { organizationId: c.organizationId, email })).body.id as string;
const copy = (c: Company, by: TestPerson | null, invitationId: string, organizationId = c.organizationId) => world.request('invitations.createLink', by, { organizationId, invitationId });
const tokenOf = (link: string) => /#([\w-]{43})$/.exec(link)![1]!;
const open = async (token: string, who: TestPerson | null = null) => world.request('invitations.open', who, { token });
const newestLetter = async (to: string) => {
  await world.work();
  return world.transport.to(to).at(-1)!.text;
};
const post = (where: string, body: unknown, cookie = ''): Promise<Answer> =>
  askAt(new URL(where, publicUrl), { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', origin: publicUrl, ...(cookie ? { cookie } : {}) } });
const register = (email: string, invitationToken: string, password = goodPassword) => post('/api/v1/users', { givenName: 'Some', familyName: 'Body', email, password, invitationToken });

describe('invitations.createLink', () => {
  test('200 shows a link once, of 256 bits, for as long as the invitation; its hash alone is kept, and it is audited (D03)', async () => {
    const c = await world.company();
    const email = fresh();
    const id = await invite(c, c.alice, email);
    const { status, body } = await copy(c, c.alice, id);
    const listed = (await world.request('invitations.list', c.alice, { organizationId: c.organizationId })).body;
    expect({ status, body }).toEqual({ status: 200, body: { link: expect.stringMatching(new RegExp(`^${publicUrl}/invitation#[\\w-]{43}$`)), email, expiresAt: listed.items[0].expiresAt } });
    const token = tokenOf(body.link);
    expect((await open(token)).body).toMatchObject({ id, state: 'pending', email, link: 'copied', registered: null, yours: null });
    expect((await world.audited(c.organizationId)).at(-1)).toMatchObject({ operation: 'invitations.createLink', actorId: c.alice.userId, subject: id, after: { email, role: 'member' } });
    const [row] = await world.owner`select (select json_agg(i) from invitation i where organization_id = ${c.organizationId})::text || (select json_agg(a) from audit a where organization_id = ${c.organizationId})::text as text`;
    expect(JSON.stringify([listed, row])).not.toContain(token);
  });

  test('200 each is made anew: the one copied before dies, the mailed one stays', async () => {
    const c = await world.company();
    const email = fresh();
    const id = await invite(c, c.alice, email);
    const mailed = tokenOf(/\S+#[\w-]{43}/.exec(await newestLetter(email))![0]);
    const [first, second] = [tokenOf((await copy(c, c.alice, id)).body.link), tokenOf((await copy(c, c.carol, id)).body.link)];
    expect((await open(first)).status).toBe(404);
    expect((await open(second)).body).toMatchObject({ id, link: 'copied' });
    expect((await open(mailed)).body).toMatchObject({ id, link: 'mailed', registered: false });
  });

  test('403 for whom may not send it again, 404 through another organization, 401 signed out, 409 once it is closed or expired (D05)', async () => {
    const c = await world.company();
    const id = await invite(c, c.alice, fresh());
    expect((await copy(c, c.bob, id)).status).toBe(403);
    expect((await copy(c, c.mallory, id)).status).toBe(404);
    expect((await copy(c, c.mallory, id, c.foreignOrganizationId)).status).toBe(404);
    expect((await copy(c, null, id)).status).toBe(401);
    expect((await copy(c, c.carol, id)).status).toBe(200);
    await world.owner`update invitation set expires_at = now() where id = ${id}`;
    expect(await copy(c, c.carol, id)).toMatchObject({ status: 409, body: { detail: 'This invitation has expired. Send it again, then copy a link.' } });
    await world.request('invitations.withdraw', c.alice, { organizationId: c.organizationId, invitationId: id });
    expect(await copy(c, c.carol, id)).toMatchObject({ status: 409, body: { detail: 'This invitation is no longer open.' } });
  });

  test('a request that is sent again with its Idempotency-Key is told that the link was shown, and makes no other', async () => {
    const c = await world.company();
    const id = await invite(c, c.alice, fresh());
    const ask = () => served.send('POST', `/api/v1/organizations/${c.organizationId}/invitations/${id}/link`, { who: c.alice, body: {}, headers: { 'idempotency-key': `link-${id}` } });
    const [first, again] = [await ask(), await ask()];
    expect(first.body.link).toContain('/invitation#');
    expect(again).toMatchObject({ status: 200, body: { link: null, replayed: expect.any(String) } });
    expect((await open(tokenOf(first.body.link))).status).toBe(200);
  });

  test('tells who holds it nothing of the account of the address: the answer is the same with and without one', async () => {
    const c = await world.company();
    const known = await world.person();
    const [withAccount, without] = [known.email, fresh()];
    const answers = [];
    for (const email of [withAccount, without]) {
      const token = tokenOf((await copy(c, c.alice, await invite(c, c.alice, email))).body.link);
      const { body } = await open(token, c.alice);
      answers.push(JSON.stringify(body).replaceAll(email, 'email').replaceAll(/"(?:id|expiresAt)":"[^"]*"/g, ''));
      expect(await register(email, token)).toMatchObject({ status: 202, json: { outcome: 'check-mail' } });
    }
    expect(answers[0]).toBe(answers[1]);
    expect(answers[0]).toContain('"registered":null');
  });
});

describe('whoever copies a link', () => {
  test('registers with it for another address, but neither verifies nor accepts: only the mailbox does (D03)', async () => {
    const c = await world.company();
    const email = fresh();
    const id = await invite(c, c.alice, email);
    const token = tokenOf((await copy(c, c.alice, id)).body.link);

    expect(await post('/api/v1/users', { givenName: 'Not', familyName: 'Invited', email: fresh(), password: goodPassword, invitationToken: token })).toMatchObject({ status: 403 });
    const byInviter = await register(email, token, 'the inviter chose this one');
    expect(byInviter).toMatchObject({ status: 202, json: { outcome: 'check-mail' } });
    const inviter = asCookieHeader(byInviter);
    expect(await post('/api/auth/sign-in/email', { email, password: 'the inviter chose this one' }, inviter)).toMatchObject({ status: 403, json: { code: 'address-not-verified' } });
    expect(await post(`/api/v1/invitations/${id}/accept`, {}, inviter)).toMatchObject({ status: 401 });
    expect(await post('/api/v1/users/verify', { token }, inviter)).toMatchObject({ status: 409 });
    expect(await served.send('POST', `/api/v1/invitations/${id}/accept`, { who: c.alice, body: {} })).toMatchObject({ status: 404 });
    expect(await world.owner`select "emailVerified" from "user" where email = ${email}`).toEqual([{ emailVerified: false }]);

    // The mailbox: its owner does not know the password that was chosen, and makes his own.
    const verification = tokenOf(/\S+#[\w-]{43}/.exec(await newestLetter(email))![0]);
    expect(await post('/api/v1/users/verify', { token: verification })).toMatchObject({ status: 401, json: { code: 'password-needed' } });
    await post('/api/v1/users/request-password-reset', { email });
    const reset = tokenOf(/\S+#[\w-]{43}/.exec(await newestLetter(email))![0]);
    expect(await post('/api/v1/users/reset-password', { token: reset, password: goodPassword })).toMatchObject({ status: 200 });
    expect((await post('/api/auth/sign-in/email', { email, password: 'the inviter chose this one' })).status).not.toBe(200);
    const signedIn = await post('/api/auth/sign-in/email', { email, password: goodPassword });
    expect(await post(`/api/v1/invitations/${id}/accept`, {}, asCookieHeader(signedIn))).toMatchObject({ status: 200, json: { organizationId: c.organizationId } });
  });

  test('may hand it to the invited person, who registers, verifies by mail and accepts; by the mailed link he is verified at once', async () => {
    const c = await world.company();
    const [byCopy, byMail] = [fresh(), fresh()];
    const id = await invite(c, c.alice, byCopy);
    const registered = await register(byCopy, tokenOf((await copy(c, c.alice, id)).body.link));
    const verification = tokenOf(/\S+#[\w-]{43}/.exec(await newestLetter(byCopy))![0]);
    const verified = await post('/api/v1/users/verify', { token: verification }, asCookieHeader(registered));
    expect(verified).toMatchObject({ status: 200, json: { outcome: 'signed-in' } });
    expect((await post(`/api/v1/invitations/${id}/accept`, {}, asCookieHeader(verified))).status).toBe(200);

    await invite(c, c.alice, byMail);
    expect(await register(byMail, tokenOf(/\S+#[\w-]{43}/.exec(await newestLetter(byMail))![0]))).toMatchObject({ status: 202, json: { outcome: 'signed-in' } });
  });

  test('gets nobody in with it once the invitation ended', async () => {
    const c = await world.company();
    const email = fresh();
    const id = await invite(c, c.alice, email);
    const token = tokenOf((await copy(c, c.alice, id)).body.link);
    await world.request('invitations.withdraw', c.alice, { organizationId: c.organizationId, invitationId: id });
    expect((await open(token)).body).toMatchObject({ state: 'closed' });
    expect(await register(email, token)).toMatchObject({ status: 403 });
  });
});
