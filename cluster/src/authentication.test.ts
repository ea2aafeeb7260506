import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addLocal,
  administrator,
  api,
  asAdministrator,
  logIn,
  openToPeople,
  remote,
  removeFolder,
  startCluster,
  withAuthorization,
  type RunningCluster,
} from './testing/cluster.ts';
import { jsonBody, type Called } from './testing/call.ts';
import { until } from './testing/until.ts';

let cluster: RunningCluster;
let admin: RunningCluster['api'];
const password = 'Secret-7';
beforeAll(async () => {
  cluster = await startCluster({ lifetimes: { jwtMs: 3000, leewayMs: 5000 } });
  await openToPeople(cluster);
  admin = withKey(await makeKey(await asAdministrator(cluster), 'of the tests', ['ADMIN', 'ADMINISTER_USERS']));
});
afterAll(async () => {
  await cluster.stop();
  removeFolder(cluster.folder);
});

const refused = ({ status, json }: Called): string => `${status}/${json?.errorCode}`;
const signIn = async (email: string, secret = password): Promise<RunningCluster['api']> =>
  withAuthorization(cluster.api, (await logIn(cluster.api, email, secret)).headers.authorization ?? '');
const makeKey = async (ask: RunningCluster['api'], name: string, scopes: string[]): Promise<string> => {
  const query = new URLSearchParams([['name', name], ...scopes.map((scope) => ['scope', scope])] as [string, string][]);
  const { status, json, text } = await ask('POST', `${api}/users/apiKey?${query}`);
  if (status !== 201) throw new Error(`No key: ${status} ${text}`);
  return json.key;
};
const withKey = (key: string): RunningCluster['api'] => withAuthorization(cluster.api, `ApiKey ${key}`);
const setStatus = (id: number, status: string): Promise<Called> => admin('PUT', `${api}/admin/users/${id}`, jsonBody({ status }));
const users = `${api}/admin/users`;

describe('API keys', () => {
  test('a key with the scope of an administrator administers users; each lack has its own refusal', async () => {
    const session = await asAdministrator(cluster);
    const key = await makeKey(session, 'daily', ['ADMINISTER_USERS']);
    expect((await withKey(key)('GET', users)).status).toBe(200);
    expect(refused(await withKey(key)('GET', `${api}/admin/configuration`))).toBe('403/320004');
    expect(refused(await withKey(await makeKey(session, 'narrow', ['PROJECT']))('GET', users))).toBe('403/320004');
    expect(refused(await withKey(`${key.split('.')[0]}.wrong`)('GET', users))).toBe('401/320012');
    expect(refused(await withKey('unknown.secret')('GET', users))).toBe('401/320013');
    expect(refused(await cluster.api('GET', users))).toBe('401/200003');
  });

  test('a key that may only register creates and reads nothing', async () => {
    const key = await makeKey(await asAdministrator(cluster), 'register', ['ADMINISTER_USERS_REGISTER']);
    const query = new URLSearchParams({ accountType: 'M_ACCOUNT_TYPE', email: 'registered@x.org', givenName: 'R', surname: 'R' });
    expect((await withKey(key)('POST', `${users}?${query}`)).status).toBe(201);
    expect(refused(await withKey(key)('GET', users))).toBe('403/320004');
  });

  test('an ordinary user is refused administration by session and by key, and cannot make a privileged key', async () => {
    await addLocal(admin, 'plain@x.org', password);
    const plain = await signIn('plain@x.org');
    expect((await plain('GET', `${api}/users/profile`)).json.email).toBe('plain@x.org');
    expect(refused(await plain('GET', users))).toBe('403/200014');
    expect(refused(await plain('POST', `${api}/users/apiKey?name=a&scope=ADMIN`))).toBe('403/320004');
    const key = await makeKey(plain, 'mine', ['PROJECT']);
    expect(refused(await withKey(key)('GET', users))).toBe('403/320003');
    expect((await withKey(key)('GET', `${api}/variables/max_num_proj_per_user`)).status).toBe(403);
  });

  test('a key of a demoted administrator, and of a blocked one, is refused on the very next call', async () => {
    const { id } = await addLocal(admin, 'second@x.org', password, 'HOPS_ADMIN');
    const ask = withKey(await makeKey(await signIn('second@x.org'), 'k', ['ADMINISTER_USERS']));
    expect((await ask('GET', users)).status).toBe(200);
    await setStatus(id, 'BLOCKED_ACCOUNT');
    expect(refused(await ask('GET', users))).toBe('401/160007');
    await setStatus(id, 'ACTIVATED_ACCOUNT');
    expect((await ask('GET', users)).status).toBe(200);
    await admin('PUT', `${users}/${id}/role`, { body: 'HOPS_USER' });
    expect(refused(await ask('GET', users))).toBe('403/320003');
  });

  test('are shown once, listed without the secret, and gone when deleted', async () => {
    await addLocal(admin, 'keys@x.org', password);
    const ask = await signIn('keys@x.org');
    const key = await makeKey(ask, 'my key', ['PROJECT', 'JOB']);
    expect(refused(await ask('POST', `${api}/users/apiKey?name=my+key&scope=JOB`))).toBe('400/320007');
    expect((await ask('POST', `${api}/users/apiKey?name=other&scope=MOON`)).status).toBe(404);
    const { json, text } = await ask('GET', `${api}/users/apiKey`);
    expect(json).toMatchObject({ count: 1, items: [{ name: 'my key', prefix: key.split('.')[0], scope: ['PROJECT', 'JOB'] }] });
    expect(text).not.toContain(key.split('.')[1]);
    expect((await ask('DELETE', `${api}/users/apiKey/my%20key`)).status).toBe(204);
    expect((await ask('GET', `${api}/users/apiKey`)).json.count).toBe(0);
    expect(refused(await withKey(key)('GET', `${api}/variables/oauth_enabled`))).toBe('401/320013');
  });

  test('are refused by the administration of OAuth clients, which takes a session', async () => {
    await admin('POST', `${api}/admin/configuration/oauth_enabled`, jsonBody({ value: 'true' }));
    const session = await asAdministrator(cluster);
    const key = await makeKey(session, 'every scope', ['ADMIN', 'ADMINISTER_USERS', 'AUTH']);
    expect(refused(await withKey(key)('GET', `${remote}/oauth/client`))).toBe('401/200003');
    expect((await session('GET', `${remote}/oauth/client`)).json).toEqual({ items: [], count: 0 });
    await admin('POST', `${api}/admin/configuration/oauth_enabled`, jsonBody({ value: 'false' }));
    expect((await session('GET', `${remote}/oauth/client`)).status).toBe(405);
  });
});

describe('sessions (D07)', () => {
  test('M12: the session of a blocked user works until it lapses, gets no new token in the leeway, and is over after it', async () => {
    const { id } = await addLocal(admin, 'leaver@x.org', password);
    const ask = await signIn('leaver@x.org');
    const began = Date.now();
    await setStatus(id, 'BLOCKED_ACCOUNT');
    expect(refused(await logIn(cluster.api, 'leaver@x.org', password))).toBe('401/160007');
    expect((await ask('GET', `${api}/users/profile`)).status).toBe(200);
    await until('the lifetime to pass', () => Date.now() - began > 3100);
    const inLeeway = await ask('GET', `${api}/users/profile`);
    expect([inLeeway.status, inLeeway.headers.authorization]).toEqual([200, undefined]);
    await until('the leeway to pass', () => Date.now() - began > 8100);
    expect(refused(await ask('GET', `${api}/users/profile`))).toBe('401/200003');
  });

  test('the session of an activated user is renewed in the leeway, with the roles of now', async () => {
    const { id } = await addLocal(admin, 'stayer@x.org', password, 'HOPS_ADMIN');
    const ask = await signIn('stayer@x.org');
    const began = Date.now();
    await admin('PUT', `${users}/${id}/role`, { body: 'HOPS_USER' });
    const before = await ask('GET', `${api}/auth/isAdmin`);
    expect([before.json.data, before.headers.authorization]).toEqual([true, undefined]);
    await until('the lifetime to pass', () => Date.now() - began > 3100);
    const renewed = (await ask('GET', `${api}/auth/jwt/session`)).headers.authorization!;
    expect(renewed).toMatch(/^Bearer /);
    expect((await withAuthorization(cluster.api, renewed)('GET', `${api}/auth/isAdmin`)).json.data).toBe(false);
  });

  test('signing out ends the token at once, and a forged one never works', async () => {
    const token = (await logIn(cluster.api, administrator.email, administrator.password)).headers.authorization!;
    const ask = withAuthorization(cluster.api, token);
    expect((await ask('GET', `${api}/auth/jwt/session`)).status).toBe(200);
    expect(refused(await withAuthorization(cluster.api, `${token.slice(0, -4)}AAAA`)('GET', `${api}/auth/jwt/session`))).toBe('401/200003');
    await ask('GET', `${api}/auth/logout`);
    expect(refused(await ask('GET', `${api}/auth/jwt/session`))).toBe('401/200003');
  });

  test('a log-in answers token, cookie and session; a second one with all of them answers empty', async () => {
    const first = await logIn(cluster.api, administrator.email, administrator.password);
    expect(first.json).toEqual({ sessionID: expect.any(String), data: administrator.email });
    const cookies = first.headers['set-cookie']!;
    expect(cookies.join()).toMatch(/proxy_session=.*HttpOnly; SameSite=Lax/);
    const headers = { authorization: first.headers.authorization!, cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') };
    const again = await logIn(
      (method, where, options) => cluster.api(method, where, { ...options, headers: { ...options?.headers, ...headers } }),
      administrator.email,
      administrator.password,
    );
    expect([again.status, again.text, again.headers.authorization]).toEqual([200, '', undefined]);
  });
});

describe('wrong passwords', () => {
  test('the sixth in a row blocks; unblocking does not reset the count, a good log-in does', async () => {
    const { id } = await addLocal(admin, 'typist@x.org', password);
    const status = async (): Promise<number> => (await admin('GET', `${users}/${id}`)).json.status;
    for (let attempt = 1; attempt <= 5; attempt += 1) expect(refused(await logIn(cluster.api, 'typist@x.org', 'wrong'))).toBe('401/160008');
    expect(await status()).toBe(2);
    await logIn(cluster.api, 'typist@x.org', 'wrong');
    expect(await status()).toBe(4);
    expect(refused(await logIn(cluster.api, 'typist@x.org', password))).toBe('401/160007');
    await setStatus(id, 'ACTIVATED_ACCOUNT');
    await logIn(cluster.api, 'typist@x.org', 'wrong');
    expect(await status()).toBe(4);
    await setStatus(id, 'ACTIVATED_ACCOUNT');
    expect((await logIn(cluster.api, 'typist@x.org', password)).status).toBe(200);
    await logIn(cluster.api, 'typist@x.org', 'wrong');
    expect(await status()).toBe(2);
  });

  test('unknown addresses, empty fields, remote accounts and a switched-off form have their own refusals', async () => {
    expect(refused(await logIn(cluster.api, 'nobody@x.org', password))).toBe('401/160008');
    expect(refused(await logIn(cluster.api, 'nobody@x.org', ''))).toBe('422/120001');
    await admin(
      'POST',
      `${users}?${new URLSearchParams({ accountType: 'REMOTE_ACCOUNT_TYPE', type: 'OAUTH2', clientId: 'c', subject: 's', email: 'far@x.org', givenName: 'F', surname: 'A' })}`,
    );
    expect(refused(await logIn(cluster.api, 'far@x.org', password))).toBe('422/120001');
    await admin('POST', `${api}/admin/configuration/disable_password_login`, jsonBody({ value: 'true' }));
    expect(refused(await logIn(cluster.api, administrator.email, administrator.password))).toBe('401/160008');
    await admin('POST', `${api}/admin/configuration/disable_password_login`, jsonBody({ value: 'false' }));
    expect((await logIn(cluster.api, administrator.email, administrator.password)).status).toBe(200);
  });
});
