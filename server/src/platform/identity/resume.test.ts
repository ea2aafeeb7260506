import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClusterId } from '../../kernel/id.ts';
import { addCluster } from '../../testing/cluster-rows.ts';
import { relyingCluster, type RelyingCluster } from '../../testing/relying-cluster.ts';
import { knownPassword as password, servedPeople } from '../../testing/served-people.ts';
import { softwarePasskey } from '../../testing/software-passkey.ts';
import { asTx } from '../postgres/pool.ts';
import { createClients } from './clients.ts';
import { totpCode } from './totp.ts';

let at: Awaited<ReturnType<typeof servedPeople>>;
beforeAll(async () => void (at = await servedPeople()));
afterAll(() => at.close());

/** Somebody with an organization and a running cluster, which sends browsers to us. */
async function withCluster() {
  const made = await at.signedIn();
  const organizationId = (await made.browser.get('/me')).body.organizations[0].id;
  const clusterId = await addCluster(at.world.owner, organizationId, made.person.userId, { open: true });
  const { publicUrl } = at.served;
  const cluster = await relyingCluster({ publicUrl, listening: publicUrl, tx: asTx(at.world.pool), clients: createClients(at.world.clock.now), newClusterId: () => clusterId as ClusterId });
  return { ...made, cluster };
}
async function goesOn(cluster: RelyingCluster, location: URL, subject: string) {
  const tokens = await cluster.exchange(location);
  expect(tokens.claims()?.sub).toBe(subject);
}
const queryOf = async (cluster: RelyingCluster, cookie: string | null = null, more: Record<string, string> = {}) => (await cluster.authorize(cookie, more)).location.search.slice(1);

describe('on the way to a cluster', () => {
  test('the second step leads on to it, and the first one alone does not', async () => {
    const { browser, cluster, email, person } = await withCluster();
    const { secret } = (await browser.post('/me/authenticator', { password })).body;
    await browser.post('/me/authenticator/confirm', { code: totpCode(secret, at.world.clock.now()) });
    const other = at.newBrowser();
    const oauth_query = await queryOf(cluster);
    expect((await other.signIn(email, password, { oauth_query })).body).toEqual({ redirect: false, url: null, secondStep: true });
    expect(await other.ask('POST', '/api/auth/resume', { oauth_query })).toMatchObject({ status: 401 });
    at.world.clock.advance(30_000);
    expect(await other.post('/users/second-step', { code: totpCode(secret, at.world.clock.now()) })).toMatchObject({ status: 200 });
    const { status, body } = await other.ask('POST', '/api/auth/resume', { oauth_query });
    expect([status, body.redirect]).toEqual([200, true]);
    await goesOn(cluster, new URL(body.url), person.userId);
  });

  test('a passkey leads on to it, also when the cluster insists on a log-in', async () => {
    const { browser, cluster, person } = await withCluster();
    const device = softwarePasskey({ origin: at.served.publicUrl });
    await browser.post('/me/passkeys', { name: 'Laptop', answer: device.make((await browser.post('/me/passkeys/begin')).body) });
    const other = at.newBrowser();
    const oauth_query = await queryOf(cluster, null, { prompt: 'login' });
    await other.post('/users/passkey-sign-in', { answer: device.sign((await other.post('/users/passkey-sign-in/begin')).body) });
    const { status, body } = await other.ask('POST', '/api/auth/resume', { oauth_query });
    expect(status).toBe(200);
    await goesOn(cluster, new URL(body.url), person.userId);
  });

  test('401 for a session from before the cluster asked for a log-in, and for nobody; 400 for a query that was changed', async () => {
    const { browser, cluster } = await withCluster();
    at.world.clock.offsetMs = 0;
    await at.world.owner`update session set "createdAt" = now() - interval '1 hour'`;
    const oauth_query = await queryOf(cluster, browser.header(), { prompt: 'login' });
    expect(await browser.ask('POST', '/api/auth/resume', { oauth_query })).toMatchObject({ status: 401 });
    expect(await at.newBrowser().ask('POST', '/api/auth/resume', { oauth_query })).toMatchObject({ status: 401 });
    const changed = new URLSearchParams(oauth_query);
    changed.set('state', 'another');
    expect(await browser.ask('POST', '/api/auth/resume', { oauth_query: changed.toString() })).toMatchObject({ status: 400, body: { code: 'sign-in-expired' } });
  });
});
