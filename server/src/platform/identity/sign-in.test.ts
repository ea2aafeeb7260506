import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authenticate } from '../authenticate.ts';
import { asCookieHeader, goodPassword, startIdentityServer, type IdentityServer } from '../../testing/identity-server.ts';

let server: IdentityServer;
beforeAll(async () => void (server = await startIdentityServer()));
afterAll(() => server.close());

const actorOf = (cookies: string | undefined) => authenticate(server.tx, server.identity.readSession(cookies), null, 'none');

describe('signing in', () => {
  test('the right password opens a session that our own statement reads', async () => {
    const { id, email } = await server.person();
    const answer = await server.signIn(email);
    expect(answer).toMatchObject({ status: 200, json: { redirect: false, url: null } });
    expect(await actorOf(asCookieHeader(answer))).toMatchObject({ kind: 'user', userId: id, email, givenName: 'Bob' });
  });

  test('the cookie is for HTTP alone, and the answer does not repeat its secret', async () => {
    const { email } = await server.person();
    const answer = await server.signIn(email);
    expect(answer.cookies[0]).toMatch(/^hopyard\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
    const token = server.identity.readSession(asCookieHeader(answer));
    expect(token).toMatch(/.{30,}/);
    expect(answer.text).not.toContain(token);
    const session = await server.ask('/api/auth/get-session', { headers: { cookie: asCookieHeader(answer) } });
    expect(session).toMatchObject({ status: 200, json: { user: { email } } });
    expect(session.text).not.toContain(token);
  });

  test('an address is one identity whatever its case, width and surrounding space (D03)', async () => {
    const { email } = await server.person();
    expect(await server.signIn(` ${email.toUpperCase()} `)).toMatchObject({ status: 200 });
    expect(await server.signIn(email.replace('example', 'ｅxample'))).toMatchObject({ status: 200 });
  });

  test('401 alike for a wrong password, an unknown address and no address at all', async () => {
    const { email } = await server.person();
    const wrong = await server.signIn(email, 'not the password of Bob');
    const unknown = await server.signIn(`not-${email}`);
    const nonsense = await server.signIn('not an address');
    expect(wrong).toMatchObject({ status: 401, json: { code: 'wrong-credentials' }, cookies: [] });
    expect([unknown.status, unknown.text, nonsense.status, nonsense.text]).toEqual([401, wrong.text, 401, wrong.text]);
  });

  test('an unknown address costs as much work as a wrong password', async () => {
    const { email } = await server.person();
    const cost = async (address: string) => { // processor time of this process, in which the server runs: waiting for others is not counted
      const before = process.cpuUsage();
      await server.signIn(address, 'not the password of Bob');
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const [wrong, unknown]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < 7; turn++) {
      wrong.push(await cost(email));
      unknown.push(await cost(`unknown-${turn}-${email}`));
    }
    const ratio = Math.min(...unknown) / Math.min(...wrong);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  });

  test('403 address-not-verified only for whoever knows the password', async () => {
    const { email } = await server.person({ verified: false });
    expect(await server.signIn(email)).toMatchObject({ status: 403, json: { code: 'address-not-verified' }, cookies: [] });
    expect(await server.signIn(email, 'not the password of Bob')).toMatchObject({ status: 401, json: { code: 'wrong-credentials' } });
  });

  test('400 for further fields, so that no option of the library is reached', async () => {
    const { email } = await server.person();
    expect(await server.signIn(email, goodPassword, { callbackURL: 'https://evil.example/' })).toMatchObject({ status: 400, json: { code: 'invalid-input' } });
    expect(await server.signIn(email, goodPassword, { rememberMe: false })).toMatchObject({ status: 400 });
  });

  test('403 from another origin and 415 for anything but JSON', async () => {
    const { email } = await server.person();
    const body = JSON.stringify({ email, password: goodPassword });
    const attempt = (headers: Record<string, string>) => server.ask('/api/auth/sign-in/email', { method: 'POST', body, headers });
    expect(await attempt({ 'content-type': 'application/json', origin: 'https://evil.example' })).toMatchObject({ status: 403, json: { code: 'wrong-origin' }, cookies: [] });
    expect(await attempt({ 'content-type': 'application/json' })).toMatchObject({ status: 403, cookies: [] });
    expect(await attempt({ 'content-type': 'text/plain', origin: server.publicUrl })).toMatchObject({ status: 415, cookies: [] });
    expect(await attempt({ 'content-type': 'application/json; charset=utf-8', origin: server.publicUrl })).toMatchObject({ status: 200 });
  });
});

describe('sessions', () => {
  test('a cookie that was changed, or signed by somebody else, is nobody', async () => {
    const { email } = await server.person();
    const cookie = asCookieHeader(await server.signIn(email));
    expect(await actorOf(cookie)).toMatchObject({ kind: 'user' });
    const [name, value = ''] = cookie.split('=');
    const flipped = `${name}=${value[0] === 'a' ? 'b' : 'a'}${value.slice(1)}`;
    for (const forged of [flipped, `${name}=${value.split('.')[0]}`, `${name}=${value.split('.')[0]}.AAAA`, `${name}=%E0%A4%A`, '', undefined]) {
      expect(server.identity.readSession(forged)).toBeNull();
    }
    expect(server.identity.readSession(`other=1; ${cookie}; more=2`)).not.toBeNull();
  });

  test('signing out ends the session, tells the streams, and needs our own page', async () => {
    const { email } = await server.person();
    const cookie = asCookieHeader(await server.signIn(email));
    const token = server.identity.readSession(cookie);
    expect(await server.post('/api/auth/sign-out', {}, { cookie, origin: 'https://evil.example' })).toMatchObject({ status: 403 });
    expect(await actorOf(cookie)).toMatchObject({ kind: 'user' });
    expect(await server.post('/api/auth/sign-out', {}, { cookie })).toMatchObject({ status: 200 });
    expect(await actorOf(cookie)).toEqual({ kind: 'anonymous' });
    expect(server.signedOut).toContain(token);
  });

  test('a session that our own statement starts is one for the library too, and ends everywhere at once', async () => {
    const { id, email } = await server.person();
    const start = async () => asCookieHeader({ cookies: [await server.identity.users.startSession(server.tx, id, { userAgent: 'test', address: '::1' }, new Date())] });
    const cookies = [await start(), await start()];
    const stranger = asCookieHeader(await server.signIn((await server.person()).email));
    expect(await server.ask('/api/auth/get-session', { headers: { cookie: cookies[0]! } })).toMatchObject({ status: 200, json: { user: { email } } });
    await server.identity.users.endSessions(server.tx, id);
    for (const cookie of cookies) expect(await actorOf(cookie)).toEqual({ kind: 'anonymous' });
    expect(await server.ask('/api/auth/get-session', { headers: { cookie: cookies[0]! } })).toMatchObject({ json: null });
    expect(await actorOf(stranger)).toMatchObject({ kind: 'user' });
  });

  test('a session moves seven days on with its use, written once a day', async () => {
    const { email } = await server.person();
    const cookie = asCookieHeader(await server.signIn(email));
    const token = server.identity.readSession(cookie)!;
    const session = async () => (await server.owner<{ sessionId: string; sessionExpiresAt: Date }[]>`select id as "sessionId", "expiresAt" as "sessionExpiresAt" from session where token = ${token}`)[0]!;
    const { extendSession } = server.identity.users;
    const [first, now] = [await session(), new Date()];
    const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
    expect(await extendSession(server.tx, first, now)).toBeNull();
    expect(await extendSession(server.tx, first, inDays(2))).toContain(`${cookie}; Max-Age=604800`);
    expect((await session()).sessionExpiresAt).toEqual(inDays(9));
    expect(await extendSession(server.tx, first, inDays(10))).toBeNull(); // what has ended does not begin again
  });

  test('a session ends thirty days after the sign-in, however much it is used', async () => {
    const { email } = await server.person();
    const cookie = asCookieHeader(await server.signIn(email));
    const token = server.identity.readSession(cookie)!;
    const days = (count: number) => count * 86_400_000;
    const session = async () => (await server.owner<{ sessionId: string; sessionExpiresAt: Date; createdAt: Date }[]>`select id as "sessionId", "expiresAt" as "sessionExpiresAt", "createdAt" from session where token = ${token}`)[0]!;
    const { createdAt } = await session();
    const useAfter = async (count: number) => server.identity.users.extendSession(server.tx, await session(), new Date(createdAt.getTime() + days(count)));
    for (const day of [6, 12, 18]) expect(await useAfter(day)).toContain('; Max-Age=604800;');
    expect(await useAfter(24)).toMatch(/; Max-Age=518400;/); // six days are left, and no seventh
    expect((await session()).sessionExpiresAt).toEqual(new Date(createdAt.getTime() + days(30)));
    for (const day of [25, 29]) expect(await useAfter(day)).toBeNull();
    expect((await session()).sessionExpiresAt).toEqual(new Date(createdAt.getTime() + days(30)));
  });

  test('the sign-in library reads a session without moving its end', async () => {
    const { email } = await server.person();
    const cookie = asCookieHeader(await server.signIn(email));
    const token = server.identity.readSession(cookie)!;
    await server.owner`update session set "createdAt" = now() - interval '29 days', "expiresAt" = now() + interval '1 day' where token = ${token}`;
    const read = async () => (await server.owner<{ expiresAt: Date }[]>`select "expiresAt" from session where token = ${token}`)[0]!.expiresAt;
    const before = await read();
    expect(await server.ask('/api/auth/get-session', { headers: { cookie } })).toMatchObject({ status: 200, json: { user: { email } }, cookies: [] });
    expect(await read()).toEqual(before);
  });
});

describe('the closed list', () => {
  const others = [
    ['POST', '/api/auth/sign-up/email'], ['POST', '/api/auth/change-email'], ['POST', '/api/auth/update-user'], ['POST', '/api/auth/change-password'],
    ['POST', '/api/auth/delete-user'], ['POST', '/api/auth/request-password-reset'], ['POST', '/api/auth/reset-password'], ['GET', '/api/auth/list-sessions'],
    ['GET', '/api/auth/token'], ['GET', '/api/auth/ok'], ['GET', '/api/auth/error'], ['POST', '/api/auth/oauth2/register'], ['POST', '/api/auth/oauth2/create-client'],
    ['POST', '/api/auth/oauth2/consent'], ['POST', '/api/auth/oauth2/continue'], ['POST', '/api/auth/oauth2/introspect'], ['POST', '/api/auth/oauth2/revoke'],
    ['POST', '/api/auth/oauth2/authorize'], ['GET', '/api/auth/sign-in/email'], ['POST', '/api/auth//sign-in/email'], ['POST', '/api/auth/sign-in/email/'],
    ['POST', '/api/auth/Sign-In/email'], ['POST', '/api/auth/verify-password'], ['GET', '/api/auth/resume'], ['POST', '/api/auth/two-factor/enable'], ['POST', '/api/auth/revoke-sessions'], ['GET', '/api/auth/oauth2/get-clients'],
  ] as const;
  let cookie: string;
  beforeAll(async () => void (cookie = asCookieHeader(await server.signIn((await server.person()).email))));

  test.each(others)('404 for %s %s', async (method, path) => {
    const headers = { cookie, origin: server.publicUrl, 'content-type': 'application/json' };
    expect(await server.ask(path, { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) })).toMatchObject({ status: 404, json: { code: 'not-found' }, cookies: [] });
  });
});
