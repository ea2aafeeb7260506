/** What somebody does who has no business there, or has it no longer: real sessions, real requests, real clusters. */
import { createHash, randomBytes } from 'node:crypto';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { apiOf, connectMachine, createQuietly, join, reaches, registerQuietly, signInQuietly, type Api, type ClusterSeen, type Method } from '../support/api.ts';
import { findLink } from '../support/mailbox.ts';
import { newPerson, password, type Person } from '../support/person.ts';
import { startProduct, until, type Product } from '../support/product.ts';
import { runtimeOf, type Runtime } from '../support/runtime.ts';
import { openStream } from '../support/stream.ts';

type Citizen = Person & { api: Api; organizationId: string; slug: string };
type Place = { cluster: ClusterSeen; runtime: Runtime };

let product: Product;
let [alice, bob, dora, mallory] = [] as unknown as [Citizen, Citizen, Citizen, Citizen];
/** Alice's cluster and Mallory's. */
let [north, den] = [] as unknown as [Place, Place];
let doras = { id: '', link: '' };
let alicesAccountId = '';

const image = '<img src=x onerror=pwned=1>';

async function citizen(browser: Browser, givenName: string, email: string): Promise<Citizen> {
  const person = await newPerson(browser, product, { givenName, familyName: 'Tester', email });
  const { api, id, slug } = await registerQuietly(person, product);
  return { ...person, api, organizationId: id, slug };
}

async function founded(person: Citizen, name: string): Promise<{ accountId: string; cluster: ClusterSeen }> {
  const accountId = await connectMachine(person.api, person.organizationId);
  return { accountId, cluster: await createQuietly(person.api, person.organizationId, { name }) };
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  product = await startProduct();
  alice = await citizen(browser, 'Alice', 'alice@example.org');
  mallory = await citizen(browser, 'Mallory', 'mallory@example.org');
  bob = await citizen(browser, 'Bob', 'bob@example.org');
  dora = await citizen(browser, 'Dora', 'dora@example.org');
  await mallory.api.send('PATCH', `/organizations/${mallory.organizationId}`, { name: image });
  const [home, lair] = [await founded(alice, 'north'), await founded(mallory, 'den')];
  alicesAccountId = home.accountId;
  await join(alice.api, alice.organizationId, bob);
  const { id } = await alice.api.send<{ id: string }>('POST', `/organizations/${alice.organizationId}/invitations`, { email: dora.email, administrator: false });
  doras = { id, link: await findLink(product.mailboxUrl, dora.email, /http\S+\/invitation#\S+/) };
  const ready = async (owner: Citizen, { cluster }: { cluster: ClusterSeen }): Promise<Place> =>
    ({ cluster: await reaches(owner.api, owner.organizationId, cluster.id, 'running'), runtime: runtimeOf(product, cluster.id) });
  north = await ready(alice, home);
  den = await ready(mallory, lair);
});
test.afterAll(() => product?.dispose());

type Described = { method: Method; path: string; operation: string; access: 'public' | 'session' | 'clusterKey'; takesBody: boolean; namesVersion: boolean };
type Spelled = { operationId: string; security: object[]; requestBody?: { content: Record<string, { schema: { required?: string[] } }> }; parameters?: { in: string; name: string }[] };

async function operations(): Promise<Described[]> {
  const { paths } = (await (await fetch(`${product.url}/api/v1/openapi.json`)).json()) as { paths: Record<string, Record<string, Spelled>> };
  return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { operationId, security, requestBody, parameters = [] }]) => ({
    method: method.toUpperCase() as Method, path: `/api/v1${path}`, operation: operationId,
    access: security.some((way) => 'session' in way) ? 'session' as const : security.some((way) => 'clusterKey' in way) ? 'clusterKey' as const : 'public' as const,
    takesBody: (requestBody?.content['application/json']?.schema.required ?? []).length > 0, namesVersion: parameters.some(({ name }) => name === 'If-Match'),
  })));
}

type Ids = Record<string, string>;

const bodiesFor = ({ memberId, invitationId }: Ids): Record<string, object> => ({
  'organizations.update': { name: 'Taken over' },
  'organizations.updatePermissions': { membersCanInvite: true, membersCanCreateAndTerminate: false, membersCanOpenPorts: true },
  'organizations.delete': { name: 'Taken over' },
  'ownership-offers.create': { memberId },
  'members.changeRole': { role: 'administrator' },
  'members.changeRoleMany': { memberIds: [memberId], role: 'administrator' },
  'members.removeMany': { memberIds: [memberId] },
  'members.suspendMany': { memberIds: [memberId] },
  'invitations.create': { email: 'accomplice@example.org', administrator: true },
  'invitations.createMany': { invitations: [{ email: 'accomplices@example.org', administrator: true }] },
  'invitations.resendMany': { invitationIds: [invitationId] },
  'invitations.withdrawMany': { invitationIds: [invitationId] },
  'cloud-accounts.create': { kind: 'local', name: 'Lair' },
  'clusters.create': { name: 'gate', version: '3.8.0' },
  'cluster-accounts.confirmBlocks': { people: ['bob@example.org'] },
  'clusters.updateServices': { featureStore: true, onlineFeatureStore: true, kafka: true, ssh: true },
  'passkeys.rename': { name: 'Mine' },
  'api-keys.create': { kind: 'organization', name: 'back door', role: 'administrator', scopes: ['read', 'members'] },
});
const queries: Record<string, string> = { 'members.export': '?format=csv', 'audit.export': '?format=json' };

const filled = (path: string, ids: Ids): string => path.replace(/\{(\w+)\}/g, (_whole, name: string) => ids[name] ?? 'missing');

/** Of one thing of each kind in the organization; the member is an ordinary one, to whom the ownership is offered. */
async function idsOf({ api, organizationId }: Citizen, more: Ids): Promise<Ids> {
  const place = `/organizations/${organizationId}`;
  const { items: members } = await api.get<{ items: { id: string; role: string }[] }>(`${place}/members`);
  const memberId = members.find(({ role }) => role === 'member')!.id;
  const { offer } = await api.get<{ offer: { id: string } | null }>(`${place}/ownership-offers`);
  const offerId = offer?.id ?? (await api.send<{ id: string }>('POST', `${place}/ownership-offers`, { memberId })).id;
  const apiKeyId = (await api.send<{ id: string }>('POST', `${place}/api-keys`, { kind: 'personal', name: 'program', scopes: ['read'] })).id;
  const { items: sessions } = await api.get<{ items: { id: string; current: boolean }[] }>('/me/sessions');
  return { organizationId, memberId, offerId, apiKeyId, sessionId: sessions.find(({ current }) => current)!.id, passkeyId: crypto.randomUUID(), ...more };
}

/** All of an organization that a stranger could have changed. */
async function everythingOf({ api, organizationId }: Citizen): Promise<string> {
  const read = (path: string) => api.get<{ items: Record<string, unknown>[] }>(`/organizations/${organizationId}${path}`);
  const pick = ({ items }: { items: Record<string, unknown>[] }, ...keys: string[]) => items.map((item) => keys.map((key) => item[key]));
  const services = (await read('/clusters')).items.map(({ services: rows }) => (rows as { wanted: boolean }[]).map(({ wanted }) => wanted));
  const organization = await api.get<{ name: string; permissions: object }>(`/organizations/${organizationId}`);
  return JSON.stringify([
    organization.name, organization.permissions, services, pick(await read('/clusters'), 'id', 'state'), pick(await read('/members'), 'email', 'role', 'suspended'),
    pick(await read('/invitations'), 'email', 'state', 'expiresAt'), pick(await read('/cloud-accounts'), 'id', 'isDefault'),
    pick(await read('/api-keys'), 'name', 'state'), await api.get(`/organizations/${organizationId}/ownership-offers`),
  ]);
}

test('M12 the control interface and the administration address of a cluster serve nobody who lacks the key or the role', async () => {
  const { runtime } = north;
  const { controlKey } = runtime.configuration;
  const closed = { public: false, services: { featureStore: false, onlineFeatureStore: false, kafka: false, ssh: false } };
  const calls = [{ path: '/runtime/status' }, { method: 'PUT', path: '/runtime/listeners', body: closed }, { method: 'POST', path: '/runtime/stop' }, { path: '/runtime/faults' }];
  for (const authorization of ['', 'Bearer ', `Bearer ${den.runtime.configuration.controlKey}`, `ApiKey ${controlKey}`, `Bearer ${runtime.configuration.cloudEvents.apiKey}`]) {
    for (const call of calls) expect((await runtime.ask({ ...call, headers: { authorization } })).status, `${call.path} with “${authorization.slice(0, 7)}”`).toBe(401);
  }
  expect((await runtime.ask({ path: '/runtime/status', headers: { authorization: `Bearer ${controlKey}` } })).status).toBe(200);
  expect((await runtime.ask({ path: '/runtime/faults', headers: { authorization: `Bearer ${controlKey}` } })).status).toBe(404);
  for (const path of ['/runtime/status', '/runtime/identity?challenge=abcdefghijklmnop']) expect((await fetch(`${north.cluster.url}${path}`)).status).toBe(404);

  const users = (token: string) => runtime.ask({ path: '/hopsworks-api/api/admin/users', headers: { authorization: `Bearer ${token}` } });
  expect((await users(await clusterToken(bob, north))).status, 'an ordinary member').toBe(403);
  expect((await users(await clusterToken(mallory, den))).status, 'a token of another cluster').toBe(401);
  expect((await users(await clusterToken(alice, north))).status, 'an administrator').toBe(200);
});

/** Signs on to the cluster with the person's browser session and reads the token of the log-in. */
async function clusterToken({ context }: Citizen, { cluster }: Place): Promise<string> {
  const page = await context.request.get(`${cluster.url}/autoOauth`);
  expect(await page.text()).toContain('Hello ');
  return (await context.cookies(cluster.url)).find(({ name }) => name === 'proxy_session')?.value ?? '';
}

test('one cluster’s API key, cookie and token are worth nothing at another', async () => {
  const token = await clusterToken(alice, north);
  const made = await alice.context.request.post(`${north.cluster.url}/api-keys`, { form: { name: 'notebook' }, headers: { origin: north.cluster.url } });
  const key = /<code>([^<]+)<\/code>/.exec(await made.text())?.[1] ?? '';
  expect(key.length).toBeGreaterThan(20);
  const variable = ({ cluster }: Place, authorization: string) =>
    fetch(`${cluster.url}/hopsworks-api/api/variables/no_such_setting`, { headers: { authorization } }).then(({ status }) => status);
  const profile = ({ cluster }: Place, authorization: string) =>
    fetch(`${cluster.url}/hopsworks-api/api/users/profile`, { headers: { authorization } }).then(({ status }) => status);
  expect([await variable(north, `ApiKey ${key}`), await variable(den, `ApiKey ${key}`)]).toEqual([404, 401]);
  expect([await profile(north, `Bearer ${token}`), await profile(den, `Bearer ${token}`)]).toEqual([200, 401]);
  const home = async ({ cluster }: Place) => (await fetch(cluster.url, { headers: { cookie: `proxy_session=${token}` } })).text();
  expect(await home(north)).toContain('Hello Alice');
  expect(await home(den)).not.toContain('Hello');
  const forged = await alice.context.request.post(`${north.cluster.url}/api-keys`, { form: { name: 'forged' }, headers: { origin: den.cluster.url } });
  expect(forged.status()).toBe(403);
  // A code that was made for another cluster, or for nobody, lets nobody in.
  const injected = await fetch(`${north.cluster.url}/callback?code=${randomBytes(32).toString('base64url')}&state=${randomBytes(16).toString('hex')}`);
  expect(injected.status).toBeGreaterThanOrEqual(400);
});

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

function authorize(person: Citizen, clientId: string, redirectUri: string, more: Record<string, string | null> = {}) {
  const query = new URLSearchParams({
    response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope: 'openid profile email groups', state: 'a-state', nonce: 'a-nonce',
    code_challenge: challenge, code_challenge_method: 'S256',
  });
  for (const [name, value] of Object.entries(more)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return person.api.ask<string>('GET', `/api/auth/oauth2/authorize?${query.toString()}`);
}

test('authorize sends nobody to an address that is one character off, and gives no code to who is no member', async () => {
  const client = `hopyard-${north.cluster.id}`;
  const exact = `${north.cluster.url}/callback`;
  const good = (await authorize(alice, client, exact)).response;
  const target = new URL(good.headers()['location'] ?? '');
  expect([good.status(), `${target.origin}${target.pathname}`]).toEqual([302, exact]);
  expect(target.searchParams.get('code')).toBeTruthy();

  const { hostname } = new URL(exact);
  const off = [
    `${exact}/`, `${exact}x`, exact.slice(0, -1), exact.replace('http:', 'https:'), exact.replace(hostname, `${hostname}:8080`), exact.replace(hostname, `${hostname}.`),
    exact.replace(hostname, `${hostname}@evil.example`), exact.replace('/callback', '/Callback'), exact.replace('/callback', '/x/../callback'), `${exact}?next=//evil.example`,
    `${exact}#`, `${den.cluster.url}/callback`, 'https://evil.example/callback', '',
  ];
  for (const redirectUri of off) {
    const { response, status } = await authorize(alice, client, redirectUri);
    expect([status, response.headers()['location']], redirectUri).toEqual([400, undefined]);
  }
  for (const stranger of [`hopyard-${den.cluster.id}`, `hopyard-${randomBytes(16).toString('hex')}`, '', client.toUpperCase()]) {
    const { response, status } = await authorize(alice, stranger, exact);
    expect([status, response.headers()['location']], stranger).toEqual([400, undefined]);
  }

  const outsider = new URL((await authorize(mallory, client, exact)).response.headers()['location'] ?? '');
  expect([outsider.origin + outsider.pathname, outsider.searchParams.get('error'), outsider.searchParams.get('code')]).toEqual([exact, 'access_denied', null]);
  for (const weak of [{ code_challenge: null, code_challenge_method: null }, { code_challenge_method: 'plain', code_challenge: verifier }, { response_type: 'token' }]) {
    const location = (await authorize(alice, client, exact, weak)).response.headers()['location'] ?? '';
    expect(location, JSON.stringify(weak)).not.toContain('code=');
    expect(location).not.toContain('access_token');
  }
  const stolen = target.searchParams.get('code')!;
  const exchanged = await fetch(`${product.url}/api/auth/oauth2/token`, {
    method: 'POST', headers: { authorization: `Basic ${btoa(`hopyard-${den.cluster.id}:guess`)}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'authorization_code', code: stolen, redirect_uri: exact, code_verifier: verifier }),
  });
  expect(exchanged.status).toBeGreaterThanOrEqual(400);
});

test('a change that another site sends is refused, whatever it is, and so is silence about where it comes from', async () => {
  const ids = await idsOf(alice, { invitationId: doras.id, clusterId: north.cluster.id, cloudAccountId: alicesAccountId });
  const before = await everythingOf(alice);
  const changes = (await operations()).filter(({ method, access }) => method !== 'GET' && access !== 'clusterKey');
  expect(changes.length).toBeGreaterThan(20);
  const identity = ['/api/auth/sign-in/email', '/api/auth/sign-out'].map((path) => ({ method: 'POST' as const, path, operation: '' }));
  for (const { method, path, operation } of [...changes, ...identity]) {
    const refused = async (headers: Record<string, string>, body: unknown = bodiesFor(ids)[operation]) =>
      (await alice.api.ask(method, filled(path, ids), { headers, body })).status;
    const json = { 'content-type': 'application/json' };
    for (const origin of ['https://evil.example', 'null', north.cluster.url, `${product.url}.evil.example`]) expect(await refused({ origin, ...json }), `${method} ${path} from ${origin}`).toBe(403);
    expect(await refused(json), `${method} ${path} from nowhere`).toBe(403);
    expect(await refused({ origin: product.url, 'content-type': 'text/plain' }, '{}'), `${method} ${path} as a form`).toBe(415);
  }
  expect(await everythingOf(alice)).toBe(before);
  const session = (await alice.context.cookies(product.url)).find(({ name }) => name.endsWith('session_token'));
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  await alice.api.send('PATCH', `/organizations/${alice.organizationId}`, { name: 'Alice and friends' });
});

/** Whatever a page throws, logs or runs that it should not. */
function watch(page: Page): () => Promise<void> {
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('dialog', (dialog) => void (wrong.push(dialog.message()), dialog.dismiss()));
  page.on('console', (message) => message.type() === 'error' && /Content.Security|onerror/i.test(message.text()) && wrong.push(message.text()));
  return async () => {
    expect(await page.evaluate(() => [...document.images].filter((one) => one.getAttribute('src') === 'x').length + Number('pwned' in window))).toBe(0);
    expect(wrong).toEqual([]);
  };
}

test('names stay names: markup in them is shown or refused, and never runs', async () => {
  const { api, organizationId, slug, page } = mallory;
  await api.send('PATCH', '/me', { givenName: '<b>Mal</b>', familyName: `"><script>a` });
  const refused = await api.ask<{ fields: { field: string }[] }>('POST', `/api/v1/organizations/${organizationId}/clusters`, { body: { name: image, version: '3.8.0' } });
  expect([refused.status, refused.body.fields[0]?.field]).toEqual([400, 'name']);
  await api.send('POST', `/organizations/${organizationId}/cloud-accounts`, { kind: 'local', name: image });
  await api.send('POST', `/organizations/${organizationId}/invitations`, { email: alice.email, administrator: false });
  const clean = watch(page);
  for (const place of ['clusters', 'members', 'usage', 'settings/organization', 'settings/profile', 'settings/cloud-accounts']) {
    await page.goto(`/o/${slug}/${place}`);
    await expect(page.getByText(image).first()).toBeAttached();
    await clean();
  }
  const cleanAtAlice = watch(alice.page);
  await alice.page.goto(`/o/${alice.slug}/clusters`);
  await expect(alice.page.getByRole('article', { name: `Invitation to ${image}` })).toBeVisible();
  await cleanAtAlice();
  await alice.page.goto(await findLink(product.mailboxUrl, alice.email, /http\S+\/invitation#\S+/));
  await expect(alice.page.getByRole('heading', { name: image })).toBeVisible();
  await cleanAtAlice();
  const { items } = (await (await fetch(`${product.mailboxUrl}/api/messages?to=${alice.email}`)).json()) as { items: { id: string; subject: string }[] };
  const letter = items.find(({ subject }) => subject.includes('<img'))!;
  for (const place of ['/', `/messages/${letter.id}`, `/messages/${letter.id}/html`]) {
    await alice.page.goto(`${product.mailboxUrl}${place}`);
    await expect(alice.page.getByText(image).first()).toBeAttached();
    await cleanAtAlice();
  }
  await page.goto(`${den.cluster.url}/autoOauth`);
  await expect(page.getByRole('heading', { name: /Hello/ })).toBeVisible();
  await clean();
});

test('D03 a copied invitation link used by the wrong account names both addresses, uses nothing up, and lets people switch', async ({ browser }) => {
  const shared = await newPerson(browser, product, mallory);
  const thief = await signInQuietly(shared, product);
  const { page } = shared;
  await page.goto(doras.link);
  await expect(page.getByText(dora.email).first()).toBeVisible();
  await expect(page.getByText(mallory.email).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Accept' })).toBeHidden();
  expect((await thief.ask('POST', `/api/v1/invitations/${doras.id}/accept`)).status).toBe(404);
  expect((await thief.ask('POST', `/api/v1/invitations/${doras.id}/reject`)).status).toBe(404);
  const open = await alice.api.get<{ items: { id: string; state: string }[] }>(`/organizations/${alice.organizationId}/invitations`);
  expect(open.items.find(({ id }) => id === doras.id)?.state).toBe('pending');

  await page.getByRole('button', { name: 'Switch account' }).click();
  await expect(page.getByLabel('E-mail')).toHaveValue(dora.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByRole('article', { name: 'north' })).toBeVisible();
  await shared.context.close();
});

/** Nothing happens when he was removed before. */
async function removeBob(): Promise<void> {
  const { api, organizationId } = alice;
  const { items } = await api.get<{ items: { id: string; email: string }[] }>(`/organizations/${organizationId}/members`);
  const bobs = items.find(({ email }) => email === bob.email);
  if (bobs) await api.send('DELETE', `/organizations/${organizationId}/members/${bobs.id}`);
}

test('M12 a removed person’s open page, open stream and old requests are over at once', async () => {
  const { api, organizationId, slug } = alice;
  await bob.page.goto(`/o/${slug}/clusters`);
  await expect(bob.page.getByRole('article', { name: 'north' })).toBeVisible();
  const [his, hers] = [await openStream(product, bob, organizationId), await openStream(product, alice, organizationId)];
  await api.send('PATCH', `/organizations/${organizationId}`, { timeZone: 'Europe/Stockholm' });
  await until(() => his.text.includes('"organizations"') && hers.text.includes('"organizations"'), 5000, () => his.text);

  await removeBob();
  expect((await bob.api.ask('GET', `/api/v1/organizations/${organizationId}/clusters`)).status, 'the very next request').toBe(404);
  await until(() => his.ended, 1000, () => his.text);
  expect(his.text).toContain('"because":"removed"');
  expect(hers.ended).toBe(false);
  const length = his.text.length;
  await expect(bob.page.getByText(/You are no longer a member of Alice/)).toBeVisible();
  expect((await openStream(product, bob, organizationId)).status).toBe(404);
  for (const action of ['start', 'stop', 'retry', 'password']) {
    expect((await bob.api.ask('POST', `/api/v1/organizations/${organizationId}/clusters/${north.cluster.id}/${action}`)).status).toBe(404);
  }
  await api.send('PATCH', `/organizations/${organizationId}`, { timeZone: 'UTC' });
  expect(his.text.length).toBe(length);
  const denied = new URL((await authorize(bob, `hopyard-${north.cluster.id}`, `${north.cluster.url}/callback`)).response.headers()['location'] ?? '');
  expect(denied.searchParams.get('error')).toBe('access_denied');
});

test('M12 a cluster’s heartbeat key speaks for that cluster alone', async () => {
  const beat = { version: { major: 0, minor: 2, patch: 0 }, firstHeartBeat: false };
  const say = async (headers: Record<string, string>, body: object = beat) => {
    const answer = await fetch(`${product.url}/api/v1/cluster-events/heartbeat`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as { payload?: { blockedUsers: string[]; workers: { nodeId: string }[] } } };
  };
  const key = ({ runtime }: Place) => ({ 'x-api-key': runtime.configuration.cloudEvents.apiKey });
  await removeBob();
  const [norths, dens] = [await say(key(north)), await say(key(den))];
  expect([norths.body.payload?.blockedUsers, norths.body.payload?.workers.map(({ nodeId }) => nodeId)]).toEqual([[bob.email], [north.cluster.id]]);
  expect([dens.body.payload?.blockedUsers, dens.body.payload?.workers.map(({ nodeId }) => nodeId)]).toEqual([[], [den.cluster.id]]);
  for (const claim of [{ clusterId: north.cluster.id }, { organizationId: alice.organizationId }, { blockedUsers: [] }]) expect((await say(key(den), { ...beat, ...claim })).status).toBe(400);
  const cookie = (await alice.context.cookies(product.url)).map(({ name, value }) => `${name}=${value}`).join('; ');
  for (const headers of [{}, { 'x-api-key': '' }, { 'x-api-key': north.runtime.configuration.controlKey }, { cookie, origin: product.url }, { authorization: `ApiKey ${key(north)['x-api-key']}` }]) {
    expect((await say(headers as Record<string, string>)).status, Object.keys(headers).join()).toBe(401);
  }
  const asPerson = await fetch(`${product.url}/api/v1/organizations/${mallory.organizationId}/clusters`, { headers: key(den) });
  expect(asPerson.status).toBe(401);
});

test('M01 another organization’s ids lead nowhere in any operation, and the same requests on one’s own are understood', async () => {
  const { api, organizationId } = mallory;
  const open = await alice.api.send<{ id: string }>('POST', `/organizations/${alice.organizationId}/invitations`, { email: 'erin@example.org', administrator: false });
  const foreign = await idsOf(alice, { invitationId: open.id, clusterId: north.cluster.id, cloudAccountId: alicesAccountId });
  const invitation = await api.send<{ id: string }>('POST', `/organizations/${organizationId}/invitations`, { email: 'frank@example.org', administrator: false });
  const account = (await api.get<{ items: { id: string }[] }>(`/organizations/${organizationId}/cloud-accounts`)).items[0]!;
  await join(api, organizationId, await citizen(mallory.context.browser()!, 'Trent', 'trent@example.org'));
  const own = await idsOf(mallory, { invitationId: invitation.id, clusterId: den.cluster.id, cloudAccountId: account.id });
  const before = await everythingOf(alice);
  const named = (await operations()).filter(({ path, access }) => path.includes('{') && access === 'session');
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ takesBody, operation }) => takesBody && !bodiesFor(own)[operation]).map(({ operation }) => operation), 'operations without an example here').toEqual([]);
  const nobody = apiOf(await newPerson(mallory.context.browser()!, product, mallory), product);
  for (const { method, path, operation } of named) {
    const call = `${method} ${path}`;
    const at = (ids: Ids) => `${filled(path, ids)}${queries[operation] ?? ''}`;
    const body = bodiesFor(foreign)[operation];
    expect((await api.ask(method, at(foreign), { body })).status, `${call} with foreign ids`).toBe(404);
    if (/\{organizationId\}.*\{\w+\}/.test(path)) {
      expect((await api.ask(method, at({ ...foreign, organizationId }), { body })).status, `${call} through the own organization`).toBe(404);
      expect((await api.ask(method, at({ ...own, organizationId: foreign['organizationId']! }), { body })).status, `${call} through the foreign one`).toBe(404);
    }
    expect((await nobody.ask(method, at(foreign), { body })).status, `${call} by nobody`).toBe(401);
  }
  const byBody = named.filter(({ operation }) => operation.endsWith('Many') || operation === 'ownership-offers.create');
  for (const { method, path, operation } of byBody.filter(({ operation: name }) => name !== 'invitations.createMany')) {
    const { status } = await api.ask(method, filled(path, own), { body: bodiesFor(foreign)[operation] });
    expect([200, 404], `${method} ${path} with foreign ids in the body answered ${status}`).toContain(status);
  }
  const chosen = await api.ask('POST', `/api/v1/organizations/${organizationId}/clusters`, { body: { ...bodiesFor(own)['clusters.create'], cloudAccountId: alicesAccountId } });
  expect(chosen.status, 'a foreign cloud account in the body').toBe(400);
  expect((await openStream(product, mallory, alice.organizationId)).status).toBe(404);
  expect(await everythingOf(alice)).toBe(before);

  for (const described of named.filter(({ path }) => path.includes('{organizationId}')).toSorted((a, b) => turn(a.operation) - turn(b.operation))) {
    const { method, path, operation } = described;
    const headers = { origin: product.url, 'content-type': 'application/json', ...(await ifMatchOf(mallory, own, described)) };
    const { status } = await api.ask(method, `${filled(path, own)}${queries[operation] ?? ''}`, { body: bodiesFor(own)[operation], headers });
    expect([400, 401, 404, 412, 428, 500], `${method} ${path} on one’s own answered ${status}`).not.toContain(status);
  }
});

/** Who ends things comes last, and with him the organization. */
function turn(operation: string): number {
  const ending = ['ownership-offers.withdraw', 'members.suspend', 'members.suspendMany', 'members.reinstate', 'members.remove', 'members.removeMany', 'organizations.delete'];
  return /^(invitations\.withdraw|cloud-accounts\.delete|clusters\.terminate|api-keys\.revoke)/.test(operation) ? 1 : 2 * (ending.indexOf(operation) + 1);
}

/** The version that a change names, where it has to name one. */
async function ifMatchOf({ api, organizationId }: Citizen, { memberId }: Ids, { operation, namesVersion }: Described): Promise<Record<string, string>> {
  if (!namesVersion) return {};
  const { version } = operation.startsWith('organizations.')
    ? await api.get<{ version: number }>(`/organizations/${organizationId}`)
    : (await api.get<{ items: { id: string; version: number }[] }>(`/organizations/${organizationId}/members`)).items.find(({ id }) => id === memberId)!;
  return { 'if-match': `"${version}"` };
}
