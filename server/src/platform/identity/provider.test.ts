import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asCookieHeader, goodPassword, startIdentityServer, type IdentityServer } from '../../testing/identity-server.ts';
import { relyingCluster, type RelyingCluster } from '../../testing/relying-cluster.ts';

let server: IdentityServer;
let cluster: RelyingCluster;
let other: RelyingCluster;
beforeAll(async () => {
  server = await startIdentityServer();
  cluster = await relyingCluster(server);
  other = await relyingCluster(server);
});
afterAll(() => server.close());

const removed = 'You were removed from this organization.';
const remove = (userId: string, from = cluster) => server.access.set(`${from.clusterId} ${userId}`, { allowed: false, because: removed });

/** A person with a session and access to the cluster. */
async function member(role: 'administrator' | 'user' = 'user', at = cluster) {
  const person = await server.person();
  server.access.set(`${at.clusterId} ${person.id}`, { allowed: true, role });
  return { ...person, cookie: asCookieHeader(await server.signIn(person.email)) };
}
const keySet = async () => (await server.ask('/api/auth/jwks')).json as { keys: (JsonWebKey & { kid: string })[] };

/** The header of a signed token; throws unless its key is among these and its signature is right. */
function verified(token: string, keys: (JsonWebKey & { kid: string })[]): { alg: string; kid: string } {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const read = JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg: string; kid: string };
  const key = keys.find(({ kid }) => kid === read.kid);
  if (!key) throw new Error(`No key ${read.kid}`);
  const isRight = verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), createPublicKey({ key, format: 'jwk' }), Buffer.from(signature, 'base64url'));
  if (!isRight) throw new Error('Wrong signature');
  return read;
}

describe('logging in on a cluster', () => {
  test('a signed-in member goes straight through, and the cluster learns who he is', async () => {
    const bob = await member();
    const { status, location } = await cluster.authorize(bob.cookie);
    expect([status, `${location.origin}${location.pathname}`]).toEqual([302, cluster.redirectUri]);
    const tokens = await cluster.exchange(location);
    expect(tokens.claims()).toMatchObject({ sub: bob.id, iss: server.publicUrl, aud: cluster.clientId });
    expect(await cluster.userInfo(tokens.access_token, bob.id)).toMatchObject({
      sub: bob.id, email: bob.email, email_verified: true, given_name: 'Bob', family_name: 'Brown', groups: [`${cluster.clusterId}-users`],
    });
  });

  test('an administrator is in the administrators of this cluster and in no other group (M19)', async () => {
    const carol = await member('administrator');
    server.access.set(`${other.clusterId} ${carol.id}`, { allowed: true, role: 'user' });
    const here = await cluster.exchange((await cluster.authorize(carol.cookie)).location);
    const there = await other.exchange((await other.authorize(carol.cookie)).location);
    expect((await cluster.userInfo(here.access_token, carol.id))['groups']).toEqual([`${cluster.clusterId}-admins`]);
    expect((await other.userInfo(there.access_token, carol.id))['groups']).toEqual([`${other.clusterId}-users`]);
  });

  test('a demotion shows at the next reading, with the same token (M19)', async () => {
    const carol = await member('administrator');
    const tokens = await cluster.exchange((await cluster.authorize(carol.cookie)).location);
    expect((await cluster.userInfo(tokens.access_token, carol.id))['groups']).toEqual([`${cluster.clusterId}-admins`]);
    server.access.set(`${cluster.clusterId} ${carol.id}`, { allowed: true, role: 'user' });
    expect((await cluster.userInfo(tokens.access_token, carol.id))['groups']).toEqual([`${cluster.clusterId}-users`]);
  });

  test('a stranger signs in on our page first, and is then sent on to the cluster', async () => {
    const person = await server.person();
    server.access.set(`${cluster.clusterId} ${person.id}`, { allowed: true, role: 'user' });
    const { location } = await cluster.authorize(null);
    expect(`${location.origin}${location.pathname}`).toBe(`${server.publicUrl}/sign-in`);
    const answer = await server.signIn(person.email, goodPassword, { oauth_query: location.search.slice(1) });
    expect(answer).toMatchObject({ status: 200, json: { redirect: true } });
    expect(answer.cookies).toHaveLength(1);
    const tokens = await cluster.exchange(new URL(answer.json.url));
    expect(tokens.claims()?.sub).toBe(person.id);
  });

  test('400 for a sign-in page whose query was changed; 401 as ever for a wrong password', async () => {
    const { email } = await server.person();
    const query = (await cluster.authorize(null)).location.searchParams;
    query.set('client_id', other.clientId);
    expect(await server.signIn(email, goodPassword, { oauth_query: query.toString() })).toMatchObject({ status: 400, json: { code: 'sign-in-expired' }, cookies: [] });
    const honest = (await cluster.authorize(null)).location.search.slice(1);
    expect(await server.signIn(email, 'not the password of Bob', { oauth_query: honest })).toMatchObject({ status: 401, json: { code: 'wrong-credentials' } });
  });

  test('without a session, prompt=none is told login_required', async () => {
    const { location } = await cluster.authorize(null, { prompt: 'none' });
    expect(location.href).toContain(cluster.redirectUri);
    expect(location.searchParams.get('error')).toBe('login_required');
    expect((await cluster.authorize((await member()).cookie, { prompt: 'none' })).location.searchParams.get('code')).not.toBeNull();
  });
});

describe('a prompt', () => {
  test('for consent or another account is not needed here', async () => {
    const { cookie } = await member();
    for (const prompt of ['consent', 'select_account', 'create']) expect((await cluster.authorize(cookie, { prompt })).location.searchParams.has('code')).toBe(true);
  });

  test('for a log-in shows the sign-in page to whom is signed in already, and then goes on', async () => {
    const { cookie, email } = await member();
    const { location } = await cluster.authorize(cookie, { prompt: 'login consent' });
    expect(location.pathname).toBe('/sign-in');
    const answer = await server.post('/api/auth/sign-in/email', { email, password: goodPassword, oauth_query: location.search.slice(1) }, { cookie });
    expect(new URL(answer.json.url).searchParams.has('code')).toBe(true);
  });
});

describe('who has no access', () => {
  test('is sent back with access_denied and the sentence, and no code exists (M12)', async () => {
    const bob = await member();
    remove(bob.id);
    const { status, location } = await cluster.authorize(bob.cookie);
    expect([status, `${location.origin}${location.pathname}`]).toEqual([302, cluster.redirectUri]);
    expect(Object.fromEntries(location.searchParams)).toEqual({ error: 'access_denied', error_description: removed, state: cluster.state, iss: server.publicUrl });
    const [left] = await server.owner`select from verification where value like ${`%${bob.id}%`}`;
    expect(left).toBeUndefined();
  });

  test('is sent back likewise when he signs in on the way (M12)', async () => {
    const { email } = await server.person();
    const { location } = await cluster.authorize(null);
    const answer = await server.signIn(email, goodPassword, { oauth_query: location.search.slice(1) });
    expect(answer).toMatchObject({ status: 200, json: { redirect: true } });
    const url = new URL(answer.json.url);
    expect([url.searchParams.get('error'), url.searchParams.has('code')]).toEqual(['access_denied', false]);
  });

  test('gets no tokens for a code of before the removal (M12)', async () => {
    const bob = await member();
    const { location } = await cluster.authorize(bob.cookie);
    remove(bob.id);
    const answer = await cluster.token(cluster.grant(location.searchParams.get('code')!));
    expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_grant', error_description: removed } });
    expect(await server.owner`select from "oauthAccessToken" where "userId" = ${bob.id}`).toHaveLength(0);
  });

  test('has a token of before the removal refused at once (M12)', async () => {
    const bob = await member();
    const tokens = await cluster.exchange((await cluster.authorize(bob.cookie)).location);
    expect(await cluster.readUserInfo(tokens.access_token)).toMatchObject({ status: 200, json: { sub: bob.id } });
    remove(bob.id);
    const refused = await cluster.readUserInfo(tokens.access_token);
    expect(refused).toMatchObject({ status: 401, json: { error: 'invalid_token', error_description: removed } });
    expect(refused.headers['www-authenticate']).toContain('Bearer');
  });

  test('is let in again when he returns (D06)', async () => {
    const bob = await member();
    remove(bob.id);
    expect((await cluster.authorize(bob.cookie)).location.searchParams.get('error')).toBe('access_denied');
    server.access.set(`${cluster.clusterId} ${bob.id}`, { allowed: true, role: 'user' });
    expect((await cluster.authorize(bob.cookie)).location.searchParams.has('code')).toBe(true);
  });

  test('signed out, or gave a new password: the tokens of that session say nothing more', async () => {
    const [bob, carol] = [await member(), await member()];
    const tokenOf = async ({ cookie }: { cookie: string }) => (await cluster.exchange((await cluster.authorize(cookie)).location)).access_token;
    const tokens = [await tokenOf(bob), await tokenOf(carol)];
    await server.post('/api/auth/sign-out', {}, { cookie: bob.cookie });
    expect((await cluster.readUserInfo(tokens[0]!)).status).toBe(401);
    expect((await cluster.readUserInfo(tokens[1]!)).status).toBe(200);
    await server.identity.users.endSessions(server.tx, carol.id);
    expect((await cluster.readUserInfo(tokens[1]!)).status).toBe(401);
  });
});

describe('a client', () => {
  test('returns to its exact address only; a wrong one stays on our page', async () => {
    const { cookie } = await member();
    for (const wrong of [`${cluster.redirectUri}/`, `${cluster.redirectUri}?x=1`, cluster.redirectUri.replace(':9/', ':10/'), other.redirectUri, 'https://evil.example/callback']) {
      const answer = await cluster.authorize(cookie, { redirect_uri: wrong });
      expect([wrong, answer.status, answer.headers['location']]).toEqual([wrong, 400, undefined]);
    }
    expect((await cluster.authorize(cookie)).status).toBe(302);
  });

  test('proves a code with S256, at both ends', async () => {
    const { cookie } = await member();
    const without = await cluster.authorize(cookie, {}, ['code_challenge', 'code_challenge_method']);
    expect([without.location.searchParams.get('error'), without.location.searchParams.has('code')]).toEqual(['invalid_request', false]);
    expect((await cluster.authorize(cookie, { code_challenge_method: 'plain' })).location.searchParams.get('error')).toBe('invalid_request');
    const code = async () => (await cluster.authorize(cookie)).location.searchParams.get('code')!;
    const { code_verifier: _, ...bare } = cluster.grant(await code());
    expect((await cluster.token(bare)).status).toBeGreaterThanOrEqual(400);
    expect((await cluster.token({ ...cluster.grant(await code()), code_verifier: 'x'.repeat(43) })).status).toBeGreaterThanOrEqual(400);
    expect((await cluster.token(cluster.grant(await code()))).status).toBe(200);
  });

  test('uses a code once, within a minute, as itself', async () => {
    const { cookie, id } = await member();
    server.access.set(`${other.clusterId} ${id}`, { allowed: true, role: 'user' });
    const code = async () => (await cluster.authorize(cookie)).location.searchParams.get('code')!;
    const once = await code();
    expect(await cluster.token(cluster.grant(once))).toMatchObject({ status: 200 });
    expect(await cluster.token(cluster.grant(once))).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
    expect(await other.token(cluster.grant(await code()))).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
    expect(await cluster.token(cluster.grant(await code()), { secret: 'wrong' })).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
    const late = await code();
    const [row] = await server.owner<{ seconds: number }[]>`
      select extract(epoch from "expiresAt" - now())::float as seconds from verification where value like ${`%${id}%`} order by "createdAt" desc limit 1`;
    expect(row!.seconds).toBeGreaterThan(50);
    expect(row!.seconds).toBeLessThanOrEqual(60);
    await server.owner`update verification set "expiresAt" = now() - interval '1 second' where value like ${`%${id}%`}`;
    expect(await cluster.token(cluster.grant(late))).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
  });

  test('that was disabled is refused everywhere, and works again when enabled', async () => {
    const closing = await relyingCluster(server);
    const { cookie, id } = await member('user', closing);
    const before = (await closing.authorize(cookie)).location.searchParams.get('code')!;
    const tokens = await closing.exchange((await closing.authorize(cookie)).location);
    await server.clients.disable(server.tx, closing.clientId);
    expect((await closing.authorize(cookie)).status).toBe(400);
    expect((await closing.token(closing.grant(before))).json).toMatchObject({ error: 'invalid_client' });
    expect((await closing.readUserInfo(tokens.access_token)).status).toBe(401);
    await server.clients.enable(server.tx, closing.clientId);
    expect((await closing.exchange((await closing.authorize(cookie)).location)).claims()?.sub).toBe(id);
  });

  test('of an unknown name or a strange address is not served and not made', async () => {
    const { cookie } = await member();
    expect((await cluster.authorize(cookie, { client_id: 'hopyard-nobody' })).status).toBe(400);
    const make = (redirectUri: string) => server.clients.create(server.tx, { clientId: `hopyard-${cluster.clusterId}`, clusterId: cluster.clusterId, name: 'x', secret: 'x', redirectUri });
    for (const wrong of ['http://cluster.example/callback', 'https://cluster.example/callback#x', 'https://user:x@cluster.example/', 'https://*.example/']) await expect(make(wrong)).rejects.toThrow();
    await expect(server.clients.create(server.tx, { clientId: other.clientId, clusterId: cluster.clusterId, name: 'x', secret: 'x', redirectUri: cluster.redirectUri })).rejects.toThrow();
  });

  test('is stored with its secret hashed, and gets no refresh token', async () => {
    const { cookie } = await member();
    const [row] = await server.owner<{ stored: string }[]>`select "clientSecret" as stored from "oauthClient" where "clientId" = ${cluster.clientId}`;
    expect(row!.stored).not.toContain(cluster.secret);
    const code = (await cluster.authorize(cookie)).location.searchParams.get('code')!;
    const { json } = await cluster.token(cluster.grant(code));
    expect(json).not.toHaveProperty('refresh_token');
    expect(json.expires_in).toBeLessThanOrEqual(300);
    expect(await cluster.token({ grant_type: 'refresh_token', refresh_token: 'x' })).toMatchObject({ status: 400, json: { error: 'unsupported_grant_type' } });
    expect(await cluster.token({ grant_type: 'client_credentials' })).toMatchObject({ status: 400, json: { error: 'unsupported_grant_type' } });
    expect((await cluster.authorize(cookie, { scope: 'openid offline_access' })).location.searchParams.get('error')).toBe('invalid_scope');
  });
});

describe('keys and discovery', () => {
  test('the discovery document names what is served here and nothing else', async () => {
    const { json } = await server.ask('/.well-known/openid-configuration');
    expect(json).toMatchObject({
      issuer: server.publicUrl, jwks_uri: `${server.publicUrl}/api/auth/jwks`, token_endpoint: `${server.publicUrl}/api/auth/oauth2/token`,
      end_session_endpoint: `${server.publicUrl}/api/auth/oauth2/end-session`, scopes_supported: ['openid', 'profile', 'email', 'groups'],
      id_token_signing_alg_values_supported: ['RS256'], code_challenge_methods_supported: ['S256'], grant_types_supported: ['authorization_code'],
    });
    for (const [name, url] of Object.entries(json).filter(([key]) => /_endpoint$|_uri$/.test(key))) {
      const { status } = await server.ask(new URL(url as string).pathname, name === 'token_endpoint' ? { method: 'POST' } : {});
      expect([name, status]).not.toEqual([name, 404]);
    }
  });

  test('ID tokens are RS256 with a key id, and the keys turn with an overlap', async () => {
    const { cookie } = await member();
    const idToken = async () => (await cluster.exchange((await cluster.authorize(cookie)).location)).id_token!;
    const first = await idToken();
    const before = verified(first, (await keySet()).keys);
    expect(before.alg).toBe('RS256');
    await server.owner`update jwks set "expiresAt" = now() - interval '1 second'`;
    const second = await idToken();
    const { keys } = await keySet();
    expect(verified(second, keys).kid).not.toBe(before.kid);
    expect(verified(first, keys).kid).toBe(before.kid);
    await server.owner`update jwks set "expiresAt" = now() - interval '3 days' where id = ${before.kid}`;
    const { keys: left } = await keySet();
    expect(verified(second, left).alg).toBe('RS256');
    expect(() => verified(first, left)).toThrow('No key');
  });

  test('every key has an id, is RSA and public', async () => {
    for (const key of (await keySet()).keys) {
      expect(key).toMatchObject({ kty: 'RSA', alg: 'RS256', kid: expect.any(String) });
      expect(key).not.toHaveProperty('d');
    }
    const [row] = await server.owner<{ privateKey: string }[]>`select "privateKey" from jwks limit 1`;
    expect(row!.privateKey).not.toContain('"kty"');
  });
});
