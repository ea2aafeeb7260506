import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer } from '../../app.ts';
import { askAt, asCookieHeader, freePort } from '../../testing/identity-server.ts';
import { newWorld, testSettings, type World } from '../../testing/world.ts';

let world: World;
let publicUrl: string;
let stop: () => Promise<unknown>;

beforeAll(async () => {
  const port = await freePort();
  publicUrl = `http://127.0.0.1:${port}`;
  world = await newWorld({ settings: { ...testSettings, publicUrl } });
  const webFolder = mkdtempSync(path.join(tmpdir(), 'hopyard-web-'));
  writeFileSync(path.join(webFolder, 'index.html'), '<!doctype html><title>Hopyard</title>');
  const app = await createServer(world.product, world.outside, { webFolder, version: '0', trustProxy: [], logLevel: 'silent' });
  await app.listen({ host: '127.0.0.1', port });
  stop = async () => {
    await app.close();
    rmSync(webFolder, { recursive: true });
  };
});
afterAll(async () => {
  await stop();
  await world.close();
});

const password = 'seven quiet otters juggle';
const post = (where: string, body: unknown, cookie = '') =>
  askAt(new URL(where, publicUrl), { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', origin: publicUrl, ...(cookie ? { cookie } : {}) } });
const me = (cookie: string) => askAt(new URL('/api/v1/me', publicUrl), { headers: { cookie } });

test('a person registers, confirms, signs out and in again, over HTTP as a browser does', async () => {
  const email = `alice-${Date.now()}@example.org`;
  const registered = await post('/api/v1/users', { givenName: 'Alice', familyName: 'Adams', email, password });
  expect(registered).toMatchObject({ status: 202, json: { outcome: 'check-mail' } });
  expect(await post('/api/auth/sign-in/email', { email, password })).toMatchObject({ status: 403, json: { code: 'address-not-verified' } });
  await world.work();
  const token = /#([A-Za-z0-9_-]{43})/.exec(world.transport.to(email).at(-1)!.text)![1];
  const verified = await post('/api/v1/users/verify', { token }, asCookieHeader(registered));
  expect(verified).toMatchObject({ status: 200, json: { outcome: 'signed-in' } });
  const first = asCookieHeader(verified);
  expect(await me(first)).toMatchObject({ status: 200, json: { email, organizations: [{ name: "Alice's organization", role: 'owner' }] } });
  expect(await post('/api/auth/sign-out', {}, first)).toMatchObject({ status: 200 });
  expect(await me(first)).toMatchObject({ status: 401, json: { code: 'not-signed-in' } });
  const signedIn = await post('/api/auth/sign-in/email', { email: email.toUpperCase(), password });
  expect(signedIn).toMatchObject({ status: 200, json: { redirect: false, url: null } });
  expect(await me(asCookieHeader(signedIn))).toMatchObject({ status: 200, json: { email } });
});

test('429 with Retry-After once a mailbox was asked for too often, and only that mailbox', async () => {
  const email = `often-${Date.now()}@example.org`;
  const statuses: number[] = [];
  for (let turn = 0; turn < 5; turn++) statuses.push((await post('/api/v1/users/request-password-reset', { email })).status);
  expect(statuses).toEqual([202, 202, 202, 202, 202]);
  const refused = await post('/api/v1/users/request-password-reset', { email: ` ${email.toUpperCase()}` });
  expect(refused).toMatchObject({ status: 429, json: { code: 'too-many-requests' } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  for (const same of [email.replace('.', '\u3002'), email.replace('example', 'ｅｘａｍｐｌｅ')]) expect(await post('/api/v1/users/request-password-reset', { email: same })).toMatchObject({ status: 429 });
  expect(await post('/api/v1/users/request-password-reset', { email: `other-${email}` })).toMatchObject({ status: 202 });
});

test('the identity provider answers beside the API, and the rest of the sign-in library does not', async () => {
  expect(await askAt(new URL('/.well-known/openid-configuration', publicUrl), {})).toMatchObject({ status: 200, json: { issuer: publicUrl } });
  expect((await askAt(new URL('/api/auth/jwks', publicUrl), {})).json.keys).toHaveLength(1);
  expect(await post('/api/auth/sign-up/email', { email: 'x@example.org', password, name: 'x' })).toMatchObject({ status: 404, json: { code: 'not-found' } });
});
