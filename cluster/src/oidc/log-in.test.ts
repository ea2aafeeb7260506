import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addLocal,
  administrator,
  api,
  asAdministrator,
  logIn as logInByPassword,
  openToPeople,
  remote,
  removeFolder,
  startCluster,
  type RunningCluster,
} from '../testing/cluster.ts';
import { call, formBody, jsonBody, type Called, type Json } from '../testing/call.ts';
import { client, startProvider, type Provider } from '../testing/provider.ts';

let cluster: RunningCluster;
let provider: Provider;
let admin: RunningCluster['api'];
let clientUrl: string;

const setVariable = (name: string, value: string): Promise<Called> => admin('POST', `${api}/admin/configuration/${name}`, jsonBody({ value }));
const registration = () => ({
  ...client,
  providerName: 'hopyard',
  providerDisplayName: 'Hopyard',
  providerUri: provider.issuer,
  providerMetadataEndpointSupported: true,
  codeChallengeMethod: 'S256',
});

beforeAll(async () => {
  provider = await startProvider();
  cluster = await startCluster();
  await openToPeople(cluster);
  admin = await asAdministrator(cluster);
  for (const [name, value] of Object.entries({
    oauth_enabled: 'true',
    oauth_account_status: '2',
    oauth_group_mapping: 'users->HOPS_USER;admins->HOPS_ADMIN',
    remote_auth_need_consent: 'false',
  }))
    await setVariable(name, value);
  const made = await admin('POST', `${remote}/oauth/client`, jsonBody(registration()));
  clientUrl = `${remote}/oauth/client/${made.json.id}`;
});
beforeEach(() => provider.reset());
afterAll(async () => {
  await cluster.stop();
  await provider.close();
  removeFolder(cluster.folder);
});

const refused = ({ status, json }: Called): string => `${status}/${json?.errorCode}`;
const person = (sub: string, more: Record<string, unknown> = {}): void =>
  void Object.assign(provider.behaviour.userinfo, { sub, email: `${sub}@example.org`, given_name: 'Given', family_name: 'Family', ...more });

/** Goes to the provider and comes back with what it hands over. */
async function comeBack() {
  const began = await cluster.page('GET', `${remote}/oauth/login/uri/hopyard?redirect_uri=${encodeURIComponent(`${cluster.bases.page}/callback`)}`);
  const cookie = began.headers['set-cookie']![0]!.split(';')[0]!;
  const answer = await call('GET', began.json.loginUrl);
  const back = new URL(answer.headers.location!);
  return { cookie, loginUrl: new URL(began.json.loginUrl), code: back.searchParams.get('code')!, state: back.searchParams.get('state')! };
}
const finish = (given: { cookie?: string; code: string; state: string; chosenEmail?: string; consent?: string }): Promise<Called> => {
  const { cookie, ...fields } = given;
  const form = formBody(fields as Record<string, string>);
  return cluster.page('POST', `${remote}/auth/oauth/login`, { ...form, headers: { ...form.headers, ...(cookie ? { cookie } : {}) } });
};
async function logIn(): Promise<Called> {
  const { cookie, code, state } = await comeBack();
  return finish({ cookie, code, state });
}
const account = async (email: string): Promise<Json> => (await admin('GET', `${api}/admin/users?filter_by=user_email:${email}`)).json.items[0];
const roles = async (email: string): Promise<string[]> => (await account(email)).role.map((role: Json) => role.groupName);
const createRemote = (sub: string, email: string): Promise<Called> =>
  admin(
    'POST',
    `${api}/admin/users?${new URLSearchParams({ accountType: 'REMOTE_ACCOUNT_TYPE', type: 'OAUTH2', clientId: client.clientId, subject: sub, email, givenName: 'Pre', surname: 'Made' })}`,
  );

test('the browser is sent on with code flow, scopes, state, nonce and S256', async () => {
  const { loginUrl } = await comeBack();
  expect(Object.fromEntries(loginUrl.searchParams)).toMatchObject({
    response_type: 'code',
    scope: 'openid email profile groups',
    client_id: client.clientId,
    redirect_uri: `${cluster.bases.page}/callback`,
    code_challenge_method: 'S256',
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  });
  const redirected = await cluster.page('GET', `${remote}/oauth/provider/hopyard/login/uri`);
  expect([redirected.status, redirected.headers.location]).toEqual([307, expect.stringContaining(`${provider.issuer}/authorize?`)]);
  expect((await cluster.page('GET', `${remote}/oauth/provider/hopyard/login/uri?redirect=false`)).status).toBe(200);
  expect((await cluster.page('GET', `${remote}/oauth/login/uri/nobody`)).status).toBe(404);
  expect(refused(await cluster.page('GET', `${remote}/oauth/login/uri/hopyard?redirect_uri=http://elsewhere.org/callback`))).toBe('400/400002');
});

test('a first log-in creates the account from userinfo and answers as a password log-in does', async () => {
  person('first', { email: 'First@Example.org' });
  const answer = await logIn();
  expect([answer.status, answer.json]).toEqual([200, { sessionID: expect.any(String), data: 'first@example.org' }]);
  expect(answer.headers.authorization).toMatch(/^Bearer /);
  expect(await account('first@example.org')).toMatchObject({ firstname: 'Given', lastname: 'Family', accountType: 'OAUTH2', status: 2 });
  expect(await roles('first@example.org')).toEqual(['HOPS_USER']);
});

test('a prepared account is found by client and subject; its address stays, its name follows', async () => {
  await createRemote('prepared', 'prepared@example.org');
  person('prepared', { email: 'moved@example.org', given_name: 'New' });
  expect((await logIn()).json.data).toBe('prepared@example.org');
  expect(await account('prepared@example.org')).toMatchObject({ firstname: 'New', lastname: 'Family' });
  expect(await account('moved@example.org')).toBeUndefined();
});

test('M19, D06: roles are replaced by the mapping at every log-in, upwards and downwards; none left is 401/160000', async () => {
  person('roles', { groups: ['admins'] });
  await logIn();
  expect(await roles('roles@example.org')).toEqual(['HOPS_ADMIN']);
  person('roles', { groups: ['users'] });
  await logIn();
  expect(await roles('roles@example.org')).toEqual(['HOPS_USER']);
  await admin('PUT', `${api}/admin/users/${(await account('roles@example.org')).id}/role`, { body: 'HOPS_ADMIN' });
  await logIn();
  expect(await roles('roles@example.org')).toEqual(['HOPS_USER']);
  person('roles', { groups: [] });
  expect(refused(await logIn())).toBe('401/160000');
  expect(await roles('roles@example.org')).toEqual([]);
});

test('M12: a blocked account passes the provider and is stopped here; unblocked it enters again', async () => {
  person('blocked');
  await logIn();
  const where = `${api}/admin/users/${(await account('blocked@example.org')).id}`;
  await admin('PUT', where, jsonBody({ status: 4 }));
  expect(refused(await logIn())).toBe('401/160007');
  await admin('PUT', where, jsonBody({ status: 2 }));
  expect((await logIn()).status).toBe(200);
});

describe('a first log-in is refused', () => {
  test.each([
    ['without a given name', { given_name: '' }],
    ['without a family name', { family_name: undefined }],
    ['without an address', { email: undefined }],
    ['with the address of a local account', { email: administrator.email }],
  ])('%s', async (_what, more) => {
    person(`refused-${_what.length}`, more);
    expect(refused(await logIn())).toBe('401/160008');
  });

  test('without a mapped role where that is asked for, and not stored; with one it enters', async () => {
    await setVariable('reject_remote_user_no_group', 'true');
    person('groupless', { groups: ['strangers'] });
    expect(refused(await logIn())).toBe('401/160008');
    expect(await account('groupless@example.org')).toBeUndefined();
    await setVariable('reject_remote_user_no_group', 'false');
    expect(refused(await logIn())).toBe('401/160000');
    person('groupless', { groups: ['users'] });
    expect((await logIn()).status).toBe(200);
  });

  test('while new accounts wait for approval', async () => {
    await setVariable('oauth_account_status', '1');
    person('waiting');
    expect(refused(await logIn())).toBe('401/160036');
    await setVariable('oauth_account_status', '2');
    await admin('PUT', `${api}/admin/users/${(await account('waiting@example.org')).id}/accepted`);
    expect((await logIn()).status).toBe(200);
  });
});

describe('what comes back from the provider is checked', () => {
  test.each<[string, Partial<Provider['behaviour']>]>([
    ['another issuer', { idToken: { iss: 'http://127.0.0.1:1' } }],
    ['another audience', { idToken: { aud: 'somebody-else' } }],
    ['another nonce', { idToken: { nonce: 'other' } }],
    ['an ID token that is over', { idToken: { exp: 1 } }],
    ['a signature by a key it does not publish', { signs: 'unpublished' }],
    ['an algorithm other than RS256', { algorithm: 'ES256' }],
    ['a userinfo about somebody else', { idToken: { sub: 'mallory' } }],
  ])('%s is refused', async (_what, behaviour) => {
    person('checked');
    Object.assign(provider.behaviour, behaviour);
    expect(refused(await logIn())).toBe('401/160008');
    provider.reset();
    person('checked');
    expect((await logIn()).status).toBe(200);
  });

  test('keys that name no identifier are 412/400003, and rotated ones are fetched anew', async () => {
    person('rotated');
    await logIn();
    await provider.rotateKeys();
    expect((await logIn()).status).toBe(200);
    await provider.rotateKeys();
    provider.behaviour.namesKeys = false;
    expect(refused(await logIn())).toBe('412/400003');
  });

  test('the state works for the browser that began, and once', async () => {
    person('stateful');
    const { cookie, code, state } = await comeBack();
    expect(refused(await finish({ code, state }))).toBe('401/160008');
    expect(refused(await finish({ cookie: 'SESSION=other', code, state }))).toBe('401/160008');
    expect(refused(await finish({ cookie, code, state: 'other' }))).toBe('401/160008');
    expect((await finish({ cookie, code, state })).status).toBe(200);
    expect(refused(await finish({ cookie, code, state }))).toBe('401/160008');
  });

  test('discovery is fetched once and again when the client is saved', async () => {
    person('discovered');
    await logIn();
    const before = provider.seen.discovery;
    await logIn();
    expect(provider.seen.discovery).toBe(before);
    await admin('PUT', clientUrl, jsonBody(registration()));
    await logIn();
    expect(provider.seen.discovery).toBe(before + 1);
  });
});

test('consent and a choice of addresses are asked for with 412, and the same state completes with the answer', async () => {
  await setVariable('remote_auth_need_consent', 'true');
  person('asked', { email: ['one@example.org', 'two@example.org'] });
  const { cookie, code, state } = await comeBack();
  const question = await finish({ cookie, code, state });
  expect([question.status, question.json]).toEqual([
    412,
    {
      uuid: `${client.clientId}.asked`,
      uid: null,
      givenName: 'Given',
      surname: 'Family',
      email: ['one@example.org', 'two@example.org'],
      groups: ['users'],
      emailVerified: true,
      consentRequired: true,
    },
  ]);
  expect(await account('one@example.org')).toBeUndefined();
  const done = await finish({ cookie, code, state, consent: 'true', chosenEmail: 'two@example.org' });
  expect([done.status, done.json.data]).toEqual([200, 'two@example.org']);
  expect((await logIn()).status).toBe(200);
  await setVariable('remote_auth_need_consent', 'false');
});

describe('registering the provider', () => {
  test('what is missing, wrong or twice there is refused; a client is read back with its secret', async () => {
    const post = (body: unknown): Promise<Called> => admin('POST', `${remote}/oauth/client`, jsonBody(body));
    expect(refused(await post({ ...registration(), clientId: 'x', providerName: undefined }))).toBe('400/400002');
    expect(refused(await post({ ...registration(), clientId: 'x', providerName: 'x', providerUri: 'no-scheme' }))).toBe('400/400002');
    expect(refused(await post({ ...registration(), clientId: 'x', providerName: 'x', providerMetadataEndpointSupported: false }))).toBe('400/400002');
    expect(refused(await post({ ...registration(), providerName: 'x' }))).toBe('400/400001');
    expect(refused(await post({ ...registration(), clientId: 'x' }))).toBe('400/400001');
    expect((await admin('GET', clientUrl)).json).toMatchObject({
      ...client,
      providerUri: provider.issuer,
      codeChallengeMethod: 'S256',
      givenNameClaim: 'given_name',
    });
    expect((await admin('GET', `${remote}/oauth/client`)).json.count).toBe(1);
    expect(refused(await admin('GET', `${remote}/oauth/client/999`))).toBe('404/400000');
  });

  test('a second one sets the settings of the cluster that it names, can be deleted, and PKCE is not cleared', async () => {
    const body = {
      ...registration(),
      clientId: 'second',
      providerName: 'second',
      providerUri: `${provider.issuer}/.well-known/openid-configuration`,
      groupMapping: 'GROUP_MAPPING',
      groupMappings: 'users->HOPS_USER;admins->HOPS_ADMIN',
      activateUser: true,
    };
    const { status, json } = await admin('POST', `${remote}/oauth/client`, jsonBody(body));
    expect([status, json.providerUri]).toEqual([201, provider.issuer]);
    const settings = Object.fromEntries((await admin('GET', `${api}/admin/configuration`)).json.items.map((each: Json) => [each.name, each.value]));
    expect(settings).toMatchObject({
      oauth_account_status: '2',
      oauth_group_mapping: 'users->HOPS_USER;admins->HOPS_ADMIN',
      remote_auth_need_consent: 'false',
    });
    const where = `${remote}/oauth/client/${json.id}`;
    expect((await admin('PUT', where, jsonBody({ ...body, codeChallengeMethod: null }))).json.codeChallengeMethod).toBe('S256');
    expect((await admin('DELETE', where)).status).toBe(204);
    expect(refused(await admin('DELETE', where))).toBe('404/400000');
  });

  test('is for administrators of this cluster only, and its secrets never go over the http page', async () => {
    await addLocal(admin, 'plain@x.org', 'Secret-7');
    const login = await logInByPassword(cluster.api, 'plain@x.org', 'Secret-7');
    const headers = { authorization: login.headers.authorization! };
    expect(refused(await cluster.api('GET', `${remote}/oauth/client`, { headers }))).toBe('403/200014');
    expect((await cluster.page('GET', `${remote}/oauth/client`, { headers })).status).toBe(404);
  });
});

test('authenticationStatus, for everybody, names the provider; while single sign-on is off nothing of it works', async () => {
  expect((await cluster.page('GET', `${api}/variables/authenticationStatus`)).json).toMatchObject({
    oauthEnabled: true,
    remoteAuthEnabled: true,
    loginDisabled: false,
    oauthGroupMappingEnabled: true,
    openIdProviders: [{ providerName: 'hopyard', providerDisplayName: 'Hopyard' }],
  });
  await setVariable('oauth_enabled', 'false');
  expect((await cluster.page('GET', `${remote}/oauth/login/uri/hopyard`)).status).toBe(405);
  expect((await finish({ code: 'c', state: 's' })).status).toBe(405);
  expect((await cluster.page('GET', `${api}/variables/authenticationStatus`)).json).toMatchObject({ oauthEnabled: false, openIdProviders: [] });
  await setVariable('oauth_enabled', 'true');
});

test("logging out names the provider's address for ending its session", async () => {
  const { json } = await cluster.page('GET', `${remote}/auth/logout?providerName=hopyard&redirect_uri=${encodeURIComponent(`${cluster.bases.page}/`)}`);
  const url = new URL(json.data);
  expect([url.origin + url.pathname, url.searchParams.get('client_id')]).toEqual([`${provider.issuer}/end`, client.clientId]);
});
