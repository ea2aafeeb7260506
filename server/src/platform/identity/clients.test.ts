import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClusterId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { testDatabase } from '../../testing/database.ts';
import { asTx, openPool, type Pool } from '../postgres/pool.ts';
import { clusterIdOf } from '../../features/cluster-connections/sign-on.ts';
import { createClients, findRedirectUris } from './clients.ts';

let pool: Pool;
let tx: Tx;
beforeAll(async () => {
  pool = openPool((await testDatabase()).server, { max: 2, name: 'test clients' });
  tx = asTx(pool);
});
afterAll(() => pool.end({ timeout: 1 }));

const clients = createClients(() => new Date('2026-03-01T12:00:00Z'));
const newClient = () => {
  const clusterId = randomUUID() as ClusterId;
  return { clientId: `hopyard-${clusterId}`, clusterId, name: 'prod', secret: 'secret' };
};
async function register(redirectUri: string): Promise<readonly string[] | null> {
  const client = newClient();
  await clients.create(tx, { ...client, redirectUri });
  return findRedirectUris(tx, client.clientId);
}

describe('where a cluster may take people back', () => {
  test.each([
    'http://127.0.0.1/callback', 'http://127.77.3.9:8080/callback', 'http://127.255.255.254/callback', 'http://[::1]:8080/callback',
    'http://localhost/callback', 'http://prod-01a2.localhost:20005/callback',
    'https://127.0.0.1/callback', 'https://prod.example.org/callback', 'https://prod.example.org:8443/hopsworks/callback', 'https://192.0.2.7/callback',
  ])('%s is taken, exactly as it is', async (redirectUri) => {
    expect(await register(redirectUri)).toEqual([redirectUri]);
  });

  test.each([
    'http://prod.example.org/callback', 'http://192.0.2.7/callback', 'http://10.0.0.1/callback', 'http://128.0.0.1/callback', 'http://0.0.0.0/callback',
    'http://127.0.0.1.example.org/callback', 'http://127.evil.example/callback', 'http://localhost.example.org/callback', 'http://notlocalhost/callback', 'http://[::2]/callback',
    'ftp://127.0.0.1/callback', 'javascript:alert(1)', 'hopyard://localhost/callback',
  ])('%s is refused: not https, and not this machine', async (redirectUri) => {
    await expect(register(redirectUri)).rejects.toThrow('over https only');
  });

  test.each([
    ['a fragment', 'https://prod.example.org/callback#code'],
    ['an empty fragment', 'https://prod.example.org/callback#'],
    ['a name and a password', 'https://alice:secret@prod.example.org/callback'],
    ['a name', 'https://prod.example.org@evil.example/callback'],
    ['an empty name', 'http://@127.0.0.1/callback'],
    ['a wildcard host', 'https://*.example.org/callback'],
    ['a wildcard path', 'https://prod.example.org/*'],
    ['a line break that a parser drops', 'https://prod.example.org/call\nback'],
    ['another spelling of its host', 'http://127.1/callback'],
    ['steps upwards', 'https://prod.example.org/callback/../other'],
  ])('an address with %s is refused', async (_what, redirectUri) => {
    await expect(register(redirectUri)).rejects.toThrow('one plain address');
  });

  test('what is no address is refused', async () => {
    for (const wrong of ['', '/callback', 'prod.example.org/callback', 'https://']) await expect(register(wrong)).rejects.toThrow();
  });

  test('a refused address leaves nothing behind', async () => {
    const client = newClient();
    await expect(clients.create(tx, { ...client, redirectUri: 'http://evil.example/callback' })).rejects.toThrow();
    expect(await findRedirectUris(tx, client.clientId)).toBeNull();
  });
});

describe('the client of a cluster', () => {
  test('is named after it, and cannot be made for another', async () => {
    const [one, other] = [newClient(), newClient()];
    expect(clusterIdOf(one.clientId)).toBe(one.clusterId);
    expect(['hopyard-', 'hopyard-x', one.clusterId, `${one.clientId}x`, `Hopyard-${one.clusterId}`].map(clusterIdOf)).toEqual([null, null, null, null, null]);
    await expect(clients.create(tx, { ...one, clusterId: other.clusterId, redirectUri: 'http://127.0.0.1/callback' })).rejects.toThrow('named after it');
  });

  test('takes nobody anywhere while it is disabled, and has one address, the last', async () => {
    const client = newClient();
    await clients.create(tx, { ...client, redirectUri: 'http://127.0.0.1/callback' });
    await clients.disable(tx, client.clientId);
    expect(await findRedirectUris(tx, client.clientId)).toBeNull();
    await clients.enable(tx, client.clientId);
    await clients.create(tx, { ...client, redirectUri: 'http://127.0.0.2/callback' });
    expect(await findRedirectUris(tx, client.clientId)).toEqual(['http://127.0.0.2/callback']);
  });
});
