import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addLocal,
  api,
  asAdministrator,
  openToPeople,
  remote,
  removeFolder,
  startCluster,
  withAuthorization,
  type RunningCluster,
} from '../testing/cluster.ts';
import { jsonBody, type Called } from '../testing/call.ts';
import { browser } from '../testing/browser.ts';
import { client, startProvider, type Provider } from '../testing/provider.ts';
import { until } from '../testing/until.ts';

let cluster: RunningCluster;
let provider: Provider;
let page: string;
let admin: RunningCluster['api'];
const lifetimes = { jwtMs: 3000, leewayMs: 5000 };

const setVariable = (name: string, value: string): Promise<Called> => admin('POST', `${api}/admin/configuration/${name}`, jsonBody({ value }));

beforeAll(async () => {
  provider = await startProvider();
  cluster = await startCluster({ lifetimes });
  page = cluster.bases.page;
  await openToPeople(cluster);
  const session = await asAdministrator(cluster);
  const made = await session('POST', `${api}/users/apiKey?name=tests&scope=ADMIN&scope=ADMINISTER_USERS`);
  admin = withAuthorization(cluster.administration, `ApiKey ${made.json.key}`);
  await addLocal(admin, 'local@x.org', 'Secret-7');
  for (const [name, value] of Object.entries({
    oauth_enabled: 'true',
    oauth_account_status: '2',
    oauth_group_mapping: 'users->HOPS_USER;admins->HOPS_ADMIN',
    remote_auth_need_consent: 'false',
  }))
    await setVariable(name, value);
  const body = { ...client, providerName: 'hopyard', providerDisplayName: 'Hopyard', providerUri: provider.issuer, providerMetadataEndpointSupported: true };
  await (
    await asAdministrator(cluster)
  )('POST', `${remote}/oauth/client`, jsonBody(body));
});
beforeEach(() => provider.reset());
afterAll(async () => {
  await cluster.stop();
  await provider.close();
  removeFolder(cluster.folder);
});

test('signed out, it names cluster and version and offers both ways in, with a policy that runs no script', async () => {
  const { text, headers } = await browser().open(`${page}/`);
  expect(text).toContain('Fjord &amp; friends');
  expect(text).toContain('version 3.8.0');
  expect(text).toContain('Sign in with Hopyard');
  expect(text).toContain('type="password"');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(text).not.toMatch(/<script|<style| style=/);
  const style = await browser().open(`${page}/style.css`);
  expect([style.headers['content-type'], style.text]).toEqual(['text/css; charset=utf-8', expect.stringContaining('prefers-color-scheme: dark')]);
});

test('where the password form is off it shows the provider alone', async () => {
  await setVariable('disable_password_login', 'true');
  const { text } = await browser().open(`${page}/`);
  await setVariable('disable_password_login', 'false');
  expect([text.includes('Sign in with Hopyard'), text.includes('type="password"')]).toEqual([true, false]);
});

describe('single sign-on', () => {
  test('M10: autoOauth goes to the provider and comes back signed in, greeted by name and told the role', async () => {
    const { url, text } = await browser().open(`${page}/autoOauth`);
    expect(url).toBe(`${page}/`);
    expect(text).toContain('Hello Bob');
    expect(text).toContain('You are an ordinary user of this cluster (HOPS_USER).');
    expect(text).toContain('bob@example.org');
  });

  test('M19: an administrator is told so', async () => {
    Object.assign(provider.behaviour.userinfo, { sub: 'alice', email: 'alice@example.org', given_name: '<b>Alice', groups: ['admins'] });
    const { text } = await browser().open(`${page}/sign-in/hopyard`);
    expect(text).toContain('You are an administrator of this cluster (HOPS_ADMIN).');
    expect(text).toContain('Hello &lt;b&gt;Alice');
  });

  test('what the provider refuses is said in its words, with a way back', async () => {
    provider.behaviour.refuses = 'access_denied';
    const { text, status } = await browser().open(`${page}/autoOauth`);
    expect(status).toBe(401);
    expect(text).toContain('The identity provider did not let you through: You are &lt;not&gt; a member');
    expect(text).toContain('href="/"');
  });

  test('what the cluster refuses is said too, and signs nobody in', async () => {
    Object.assign(provider.behaviour.userinfo, { sub: 'lost', email: 'lost@example.org', groups: [] });
    const visitor = browser();
    const { text, status } = await visitor.open(`${page}/autoOauth`);
    expect([status, text.includes('The account has no role on this cluster.')]).toEqual([401, true]);
    expect((await visitor.open(`${page}/`)).text).toContain('Sign in with Hopyard');
  });

  test('a return that this browser did not begin is refused', async () => {
    const other = browser();
    const begun = await other.once('GET', `${page}/autoOauth`);
    const back = await other.once('GET', begun.headers.location!);
    expect((await browser().open(back.headers.location!)).status).toBe(401);
    expect((await other.open(back.headers.location!)).text).toContain('Hello Bob');
  });

  test('consent is asked for in a form and completes the log-in', async () => {
    await setVariable('remote_auth_need_consent', 'true');
    Object.assign(provider.behaviour.userinfo, { sub: 'consent', email: ['c1@example.org', 'c2@example.org'] });
    const visitor = browser();
    const asked = await visitor.open(`${page}/autoOauth`);
    const state = /name="state" value="([^"]+)"/.exec(asked.text)![1]!;
    expect(asked.text).toContain('<option>c2@example.org</option>');
    const { text } = await visitor.send(`${page}/consent`, { state, chosenEmail: 'c2@example.org' });
    await setVariable('remote_auth_need_consent', 'false');
    expect(text).toContain('c2@example.org');
  });
});

describe('signed in', () => {
  const signIn = async () => {
    const visitor = browser();
    const home = await visitor.send(`${page}/sign-in`, { email: 'local@x.org', password: 'Secret-7' });
    return { visitor, home };
  };

  test('a password opens a session, a wrong one says so', async () => {
    expect((await signIn()).home.text).toContain('local@x.org');
    const { status, text } = await browser().send(`${page}/sign-in`, { email: 'local@x.org', password: 'wrong' });
    expect([status, text.includes('Address or password is wrong')]).toEqual([401, true]);
    expect((await signIn()).home.status).toBe(200);
  });

  test('a key is made, shown once, works, and is deleted', async () => {
    const { visitor } = await signIn();
    const made = await visitor.send(`${page}/api-keys`, { name: 'laptop' });
    const key = /<code>([^<]+)<\/code>/.exec(made.text)![1]!;
    const ask = withAuthorization(cluster.api, `ApiKey ${key}`);
    expect((await ask('GET', `${api}/variables/oauth_enabled`)).status).toBe(403);
    const home = await visitor.open(`${page}/`);
    expect([home.text.includes('laptop'), home.text.includes(key)]).toEqual([true, false]);
    expect((await visitor.send(`${page}/api-keys`, { name: 'laptop' })).text).toContain('An API key of this name exists.');
    expect((await visitor.send(`${page}/api-keys/delete`, { name: 'laptop' })).text).not.toContain('laptop');
    expect((await ask('GET', `${api}/variables/oauth_enabled`)).status).toBe(401);
  });

  test('a form from another site is refused, the same one from here is taken', async () => {
    const { visitor } = await signIn();
    const foreign = await visitor.send(`${page}/api-keys`, { name: 'stolen' }, { origin: `http://${cluster.address}:9999` });
    expect(foreign.status).toBe(403);
    expect((await visitor.send(`${page}/api-keys`, { name: 'wanted' })).text).toContain('The key wanted');
    expect((await visitor.open(`${page}/`)).text).not.toContain('stolen');
  });

  test('signing out ends the session everywhere it was copied to', async () => {
    const { visitor } = await signIn();
    const token = visitor.cookies(page).get('proxy_session')!;
    expect((await visitor.send(`${page}/sign-out`, {})).text).toContain('You are signed out of this cluster.');
    const copied = await browser().once('GET', `${page}/`, undefined, { cookie: `proxy_session=${token}` });
    expect(copied.text).toContain('Your session has ended.');
  });

  test('M12, D07: a blocked person stays signed in until the token ends, is not renewed, and then reads so', async () => {
    const { visitor } = await signIn();
    const began = Date.now();
    const { id } = (await admin('GET', `${api}/admin/users?filter_by=user_email:local@x.org`)).json.items[0];
    await admin('PUT', `${api}/admin/users/${id}`, jsonBody({ status: 4 }));
    const token = visitor.cookies(page).get('proxy_session');
    await until('the lifetime to pass', () => Date.now() - began > lifetimes.jwtMs + 100);
    expect((await visitor.open(`${page}/`)).text).toContain('local@x.org');
    expect(visitor.cookies(page).get('proxy_session')).toBe(token);
    await until('the leeway to pass', () => Date.now() - began > lifetimes.jwtMs + lifetimes.leewayMs + 100);
    expect((await visitor.open(`${page}/`)).text).toContain('Your session has ended.');
    await admin('PUT', `${api}/admin/users/${id}`, jsonBody({ status: 2 }));
  });

  test('an active person is renewed in the leeway and stays', async () => {
    const { visitor } = await signIn();
    const began = Date.now();
    const token = visitor.cookies(page).get('proxy_session');
    await until('the lifetime to pass', () => Date.now() - began > lifetimes.jwtMs + 100);
    await visitor.open(`${page}/`);
    expect(visitor.cookies(page).get('proxy_session')).not.toBe(token);
    await until('the first leeway to pass', () => Date.now() - began > lifetimes.jwtMs + lifetimes.leewayMs + 100);
    expect((await visitor.open(`${page}/`)).text).toContain('local@x.org');
  });
});

test('an address with nothing behind it says so to people, and in JSON to programs', async () => {
  const page404 = await browser().open(`${page}/nowhere`);
  expect([page404.status, page404.text.includes('There is nothing at this address.'), page404.text.includes('href="/"')]).toEqual([404, true, true]);
  expect((await cluster.page('GET', `${api}/nowhere`)).json).toMatchObject({ errorCode: 120004 });
  expect((await cluster.page('DELETE', '/sign-in')).status).toBe(405);
});

test('the pages on the HTTPS address lead to the http page', async () => {
  const { status, headers } = await cluster.api('GET', '/autoOauth?x=1');
  expect([status, headers.location]).toEqual([302, `${page}/autoOauth?x=1`]);
});
