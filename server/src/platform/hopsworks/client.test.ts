import { randomBytes, randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HopsworksError, Unreachable, type Hopsworks } from '../../features/cluster-accounts/hopsworks.ts';
import { startLocalCluster, type LocalCluster } from '../../testing/local-cluster.ts';
import { createHopsworks } from './client.ts';

let local: LocalCluster;
let key: string;
const hopsworks: Hopsworks & { close(): Promise<void> } = createHopsworks();
/** Gives up soon, for the tests in which the cluster takes its time. */
const impatient = createHopsworks({ connectMs: 500, callMs: 700 });

const users = '/hopsworks-api/api/admin/users';
const clientId = 'hopyard-client';

beforeAll(async () => {
  local = await startLocalCluster();
  key = await hopsworks.createAdministratorKey(local.address, local.cluster.administrator, 'hopyard');
});

afterEach(() => local.setFaults([]));

afterAll(async () => {
  await hopsworks.close();
  await impatient.close();
  await local.end();
});

/** A person nobody has met yet, so that tests need no order. */
function somebody(): { clientId: string; subject: string; email: string; givenName: string; familyName: string } {
  const subject = randomUUID();
  return { clientId, subject, email: `p${subject.slice(0, 8)}@example.com`, givenName: 'Bob', familyName: 'Brown' };
}

async function created(): Promise<ReturnType<typeof somebody> & { id: number }> {
  const person = somebody();
  await hopsworks.createRemoteAccount(local.address, key, person);
  const { id } = await found(person.email);
  return { ...person, id };
}

async function found(email: string) {
  const account = await hopsworks.findAccountByEmail(local.address, key, email);
  if (account === null) throw new Error(`${email} is not there`);
  return account;
}

type Beside = { body?: string; type?: string; authorization?: string; at?: LocalCluster };
type Reply = { status: number; json: Record<string, unknown>; authorization: string };

/** A call beside the client, for what it never makes itself. */
async function call(method: string, path: string, { body, type = 'application/json', authorization = `ApiKey ${key}`, at = local }: Beside = {}): Promise<Reply> {
  const agent = new Agent({ connect: { ca: at.address.authorityPem } });
  try {
    const headers = { authorization, ...(body === undefined ? {} : { 'content-type': type }) };
    const response = await request(new URL(path, at.address.administrationUrl), { dispatcher: agent, method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.body.text();
    return { status: response.statusCode, json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>), authorization: String(response.headers['authorization']) };
  } finally {
    await agent.destroy();
  }
}

const createLocal = (email: string) => call('POST', `${users}?${new URLSearchParams({ accountType: 'M_ACCOUNT_TYPE', email, givenName: 'Lena', surname: 'Local', status: 'ACTIVATED_ACCOUNT' })}`);
const refusalOf = (work: Promise<unknown>): Promise<Error> => work.then(() => Promise.reject(new Error('it succeeded')), (error: Error) => error);

describe('the key', () => {
  test('works at once, and the old one of its name does not any more', async () => {
    const first = await hopsworks.createAdministratorKey(local.address, local.cluster.administrator, 'replaced');
    expect((await hopsworks.listAccounts(local.address, first)).length).toBeGreaterThan(0);
    const second = await hopsworks.createAdministratorKey(local.address, local.cluster.administrator, 'replaced');
    expect((await hopsworks.listAccounts(local.address, second)).length).toBeGreaterThan(0);
    expect(await refusalOf(hopsworks.listAccounts(local.address, first))).toMatchObject({ status: 401 });
    expect((await hopsworks.listAccounts(local.address, key)).length).toBeGreaterThan(0);
  });

  test('may administer users and settings, and nothing more', async () => {
    const { json } = await call('GET', '/hopsworks-api/api/variables/oauth_enabled');
    expect(json).toMatchObject({ errorCode: 320004 });
    expect((await call('GET', '/hopsworks-api/api/admin/configuration')).status).toBe(200);
  });

  test('a lost answer costs nothing: the key that nobody saw is replaced', async () => {
    await local.setFaults([{ method: 'POST', path: '/hopsworks-api/api/users/apiKey', kind: 'drop-after-commit', times: 1 }]);
    const made = await hopsworks.createAdministratorKey(local.address, local.cluster.administrator, 'lost');
    expect((await hopsworks.listAccounts(local.address, made)).length).toBeGreaterThan(0);
  });

  test('a wrong password is a refusal, tried once, that holds no secret', async () => {
    const password = randomBytes(12).toString('hex');
    const error = await refusalOf(hopsworks.createAdministratorKey(local.address, { ...local.cluster.administrator, password }, 'hopyard'));
    expect(error).toMatchObject({ status: 401, errorCode: 160008 });
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain(password);
    await hopsworks.createAdministratorKey(local.address, local.cluster.administrator, 'after-a-typo');
  });
});

describe('reading', () => {
  test('the version is the one that the cluster runs', async () => {
    expect(await hopsworks.readVersion(local.address)).toBe(local.cluster.version);
  });

  test('all accounts come, of every kind, with roles and status as words', async () => {
    const person = await created();
    const email = `l${randomUUID().slice(0, 8)}@example.com`;
    await createLocal(email);
    const accounts = await hopsworks.listAccounts(local.address, key);
    expect(accounts.find((account) => account.email === person.email)).toEqual({
      id: person.id, username: expect.stringMatching(/^[a-z0-9]{8}$/) as string, email: person.email, givenName: 'Bob', familyName: 'Brown', kind: 'remote', status: 'activated', roles: [],
    });
    expect(accounts.find((account) => account.email === email)).toMatchObject({ kind: 'local', roles: ['HOPS_USER'] });
    expect(accounts.find((account) => account.email === local.cluster.administrator.email)).toMatchObject({ kind: 'local', roles: ['HOPS_ADMIN'] });
  });

  test('a list longer than a page is complete', async () => {
    for (let first = 0; first < 520; first += 20) await Promise.all(Array.from({ length: 20 }, () => hopsworks.createRemoteAccount(local.address, key, somebody())));
    const accounts = await hopsworks.listAccounts(local.address, key);
    const { json } = await call('GET', `${users}?limit=1&offset=0`);
    expect(accounts.length).toBe(json['count']);
    expect(accounts.length).toBeGreaterThan(520);
    expect(new Set(accounts.map((account) => account.id)).size).toBe(accounts.length);
  }, 60_000);

  test('an account is found by its whole address, whatever its case, and not by a beginning of it', async () => {
    const person = await created();
    const longer = { ...somebody(), email: `${person.email}.org` };
    await hopsworks.createRemoteAccount(local.address, key, longer);
    expect(await found(person.email.toUpperCase())).toMatchObject({ id: person.id });
    expect(await found(longer.email)).toMatchObject({ email: longer.email });
    expect(await hopsworks.findAccountByEmail(local.address, key, person.email.slice(0, -1))).toBeNull();
  });

  test('addresses with signs that mean something in a query are found', async () => {
    const person = { ...somebody(), email: `o'neil+a&b=${randomUUID().slice(0, 8)}@example.com` };
    await hopsworks.createRemoteAccount(local.address, key, person);
    expect(await found(person.email)).toMatchObject({ email: person.email });
  });
});

describe('creating an account', () => {
  test('twice is the same as once', async () => {
    const person = await created();
    await hopsworks.createRemoteAccount(local.address, key, person);
    expect((await found(person.email)).id).toBe(person.id);
  });

  test('a lost answer is looked up: the account is there, so it succeeded', async () => {
    await local.setFaults([{ method: 'POST', path: users, kind: 'drop-after-commit', times: 1 }]);
    const person = await created();
    expect(person.id).toBeGreaterThan(0);
  });

  test('a failure before anything was saved is a failure, and the next call succeeds', async () => {
    const person = somebody();
    await local.setFaults([{ method: 'POST', path: users, kind: 'error-500', times: 1 }]);
    expect(await refusalOf(hopsworks.createRemoteAccount(local.address, key, person))).toMatchObject({ status: 500 });
    expect(await hopsworks.findAccountByEmail(local.address, key, person.email)).toBeNull();
    await hopsworks.createRemoteAccount(local.address, key, person);
    expect(await found(person.email)).toMatchObject({ kind: 'remote' });
  });

  test('a conflict with nobody there is a conflict', async () => {
    const person = somebody();
    await local.setFaults([{ method: 'POST', path: users, kind: 'conflict', times: 1 }]);
    expect(await refusalOf(hopsworks.createRemoteAccount(local.address, key, person))).toMatchObject({ status: 409, errorCode: 160003 });
  });

  test('an address that a local account has is a conflict that says so; nothing is converted (D09)', async () => {
    const person = somebody();
    await createLocal(person.email);
    const error = await refusalOf(hopsworks.createRemoteAccount(local.address, key, person));
    expect(error).toMatchObject({ status: 409, errorCode: 160003, message: expect.stringContaining('A local account') as string });
    expect(await found(person.email)).toMatchObject({ kind: 'local' });
  });

  test('an address that another provider has, and a person under another address, are conflicts too', async () => {
    const person = await created();
    const stranger = { ...person, clientId: 'another-client' };
    expect((await refusalOf(hopsworks.createRemoteAccount(local.address, key, stranger))).message).toContain('another sign-on provider');
    const moved = { ...person, email: somebody().email };
    expect((await refusalOf(hopsworks.createRemoteAccount(local.address, key, moved))).message).toContain('under another e-mail address');
  });

  test('long names are cut to what a cluster holds, never amid a character', async () => {
    const person = { ...somebody(), givenName: 'A'.repeat(40), familyName: `${'B'.repeat(29)}\u{1F33F}leaf` };
    await hopsworks.createRemoteAccount(local.address, key, person);
    expect(await found(person.email)).toMatchObject({ givenName: 'A'.repeat(30), familyName: 'B'.repeat(29) });
  });
});

describe('changing an account', () => {
  test('blocked and unblocked is what the cluster then shows, with a lost answer too (M12, D06)', async () => {
    const person = await created();
    await hopsworks.setStatus(local.address, key, person.id, 'blocked');
    expect(await found(person.email)).toMatchObject({ status: 'blocked' });
    await local.setFaults([{ method: 'PUT', path: `${users}/${person.id}`, kind: 'drop-after-commit', times: 1 }]);
    await hopsworks.setStatus(local.address, key, person.id, 'activated');
    expect(await found(person.email)).toMatchObject({ status: 'activated' });
  });

  test('a role replaces all others (M19)', async () => {
    const person = await created();
    await hopsworks.setRole(local.address, key, person.id, 'HOPS_USER');
    await hopsworks.setRole(local.address, key, person.id, 'HOPS_ADMIN');
    expect(await found(person.email)).toMatchObject({ roles: ['HOPS_ADMIN'] });
    await hopsworks.setRole(local.address, key, person.id, 'HOPS_USER');
    expect(await found(person.email)).toMatchObject({ roles: ['HOPS_USER'] });
  });

  test('nobody changes the role of the account that the key belongs to, nor an account that is not there', async () => {
    const own = await found(local.cluster.administrator.email);
    expect(await refusalOf(hopsworks.setRole(local.address, key, own.id, 'HOPS_USER'))).toMatchObject({ status: 400, errorCode: 160063 });
    expect(await refusalOf(hopsworks.setStatus(local.address, key, 999_999_999, 'blocked'))).toMatchObject({ status: 404, errorCode: 160002 });
  });

  test('a new password lets a local account in; a remote account has none (D08)', async () => {
    const email = `l${randomUUID().slice(0, 8)}@example.com`;
    await createLocal(email);
    const { id } = await found(email);
    await hopsworks.setRole(local.address, key, id, 'HOPS_ADMIN');
    const password = await hopsworks.resetPassword(local.address, key, id);
    expect(await hopsworks.createAdministratorKey(local.address, { email, password }, 'own')).toMatch(/\../);
    const person = await created();
    expect(await refusalOf(hopsworks.resetPassword(local.address, key, person.id))).toMatchObject({ status: 400, errorCode: 160063 });
  });
});

describe('a cluster in trouble', () => {
  test('a slow answer within the limit is waited for; past it the cluster is unreachable', async () => {
    await local.setFaults([{ method: 'GET', path: users, kind: 'delay', delayMs: 300, times: 1 }]);
    expect((await hopsworks.listAccounts(local.address, key)).length).toBeGreaterThan(0);
    await local.setFaults([{ method: 'GET', path: users, kind: 'delay', delayMs: 3000 }]);
    expect(await refusalOf(impatient.listAccounts(local.address, key))).toBeInstanceOf(Unreachable);
  });

  test('a key that was replaced over there is a refusal by its number', async () => {
    await local.setFaults([{ method: 'GET', path: users, kind: 'unauthorized', times: 1 }]);
    expect(await refusalOf(hopsworks.listAccounts(local.address, key))).toMatchObject({ status: 401, errorCode: 320012 });
    const wrong = `${key.split('.')[0]}.${'x'.repeat(48)}`;
    const error = await refusalOf(hopsworks.listAccounts(local.address, wrong));
    expect(error).toBeInstanceOf(HopsworksError);
    expect(error).toMatchObject({ status: 401, errorCode: 320012 });
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain(wrong);
  });

  test('an ordinary failure is told and not hidden', async () => {
    await local.setFaults([{ method: 'GET', path: users, kind: 'error-500', times: 1 }]);
    expect(await refusalOf(hopsworks.listAccounts(local.address, key))).toMatchObject({ status: 500 });
    expect((await hopsworks.listAccounts(local.address, key)).length).toBeGreaterThan(0);
  });
});

describe('registering our sign-on', () => {
  const clients = '/hopsworks-remote-user-api/api/remote/user/oauth/client';
  let own: LocalCluster;
  const registration = (secret = 'first-client-secret') => ({
    clientId, clientSecret: secret, providerName: 'Hopyard', providerUri: 'http://127.0.0.1:8080',
    callbackUri: `${own.cluster.place.pageUrl}/callback`, groupMapping: 'c1-admins->HOPS_ADMIN;c1-users->HOPS_USER',
  });
  const register = (secret?: string) => hopsworks.registerIdentityProvider(own.address, own.cluster.administrator, registration(secret));

  beforeEach(async () => {
    own = await startLocalCluster();
  });
  afterEach(() => own.end());

  async function settings(ownKey: string): Promise<Record<string, string>> {
    const { json } = await call('GET', '/hopsworks-api/api/admin/configuration', { authorization: `ApiKey ${ownKey}`, at: own });
    return Object.fromEntries((json['items'] as { name: string; value: string }[]).map(({ name, value }) => [name, value]));
  }

  async function storedClients(): Promise<unknown> {
    const { email, password } = own.cluster.administrator;
    const body = new URLSearchParams({ email, password }).toString();
    const { authorization } = await call('POST', '/hopsworks-api/api/auth/login', { body, type: 'application/x-www-form-urlencoded', at: own });
    return (await call('GET', clients, { authorization, at: own })).json['items'];
  }

  test('sets all that managed users need, in any order of crashes; the key goes on working and passwords do not', async () => {
    const ownKey = await hopsworks.createAdministratorKey(own.address, own.cluster.administrator, 'hopyard');
    // Each try gets one step further before its answer is lost for good.
    for (const path of [clients, '/hopsworks-api/api/admin/configuration/oauth_group_mapping', '/hopsworks-api/api/admin/configuration/disable_registration']) {
      await own.setFaults([{ method: 'POST', path, kind: 'error-500', times: 1 }]);
      expect(await refusalOf(register())).toMatchObject({ status: 500 });
    }
    await own.setFaults([{ method: 'POST', path: clients, kind: 'drop-after-commit', times: 1 }]);
    await register();
    expect(await settings(ownKey)).toMatchObject({
      oauth_enabled: 'true', oauth_account_status: '2', oauth_group_mapping: 'c1-admins->HOPS_ADMIN;c1-users->HOPS_USER', oauth_group_mapping_enabled: 'true',
      remote_auth_need_consent: 'false', reject_remote_user_no_group: 'true', disable_registration: 'true', disable_password_login: 'true', oauth_redirect_uri: 'callback',
    });
    expect(await refusalOf(hopsworks.createAdministratorKey(own.address, own.cluster.administrator, 'late'))).toMatchObject({ status: 401, errorCode: 160008 });
    expect(await hopsworks.listAccounts(own.address, ownKey)).toHaveLength(2);
    // Done again over what is complete: nothing to do, and no failed log-in.
    await register();
  });

  test('a second registration before the end replaces the first one', async () => {
    await own.setFaults([{ method: 'POST', path: '/hopsworks-api/api/admin/configuration/disable_password_login', kind: 'error-500', times: 2 }]);
    await refusalOf(register('first-client-secret'));
    await refusalOf(register('second-client-secret'));
    expect(await storedClients()).toEqual([expect.objectContaining({ clientId, clientSecret: 'second-client-secret', providerName: 'Hopyard', providerUri: 'http://127.0.0.1:8080' })]);
    await register('second-client-secret');
  });

  test('on an unmanaged cluster the key can renew the password of its own account, and goes on working (D08)', async () => {
    const ownKey = await hopsworks.createAdministratorKey(own.address, own.cluster.administrator, 'hopyard');
    const { email } = own.cluster.administrator;
    const account = await hopsworks.findAccountByEmail(own.address, ownKey, email);
    const password = await hopsworks.resetPassword(own.address, ownKey, account!.id);
    expect(await hopsworks.findAccountByEmail(own.address, ownKey, email)).toMatchObject({ status: 'temporary-password', roles: ['HOPS_ADMIN'] });
    expect(await refusalOf(hopsworks.createAdministratorKey(own.address, own.cluster.administrator, 'old'))).toMatchObject({ status: 401 });
    await hopsworks.createAdministratorKey(own.address, { email, password }, 'new');
  });

  test('where passwords are switched off and we are not the sign-on, it says what to do', async () => {
    const ownKey = await hopsworks.createAdministratorKey(own.address, own.cluster.administrator, 'hopyard');
    const body = JSON.stringify({ name: 'disable_password_login', value: 'true' });
    await call('POST', '/hopsworks-api/api/admin/configuration/disable_password_login', { body, authorization: `ApiKey ${ownKey}`, at: own });
    expect(await refusalOf(register())).toMatchObject({ status: 409, message: expect.stringContaining('set disable_password_login to false there') as string });
  });
});
