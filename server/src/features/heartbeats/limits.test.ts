import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrganizationId } from '../../kernel/id.ts';
import { imaginedClusters } from '../../testing/imagined-clusters.ts';
import { serve, type Served } from '../../testing/served.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

const imagined = imaginedClusters();
let world: World;
let served: Served;
let north: string;
let south: string;
beforeAll(async () => {
  world = await newWorld({ driver: imagined.driver, hopsworks: imagined.hopsworks, authorityPem: 'pem' });
  served = await serve(world);
  const { alice, organizationId } = await world.company();
  await world.request('cloud-accounts.create', alice, { organizationId, kind: 'local', name: 'This machine' });
  [north, south] = [await keyOfNew('north', alice, organizationId), await keyOfNew('south', alice, organizationId)];
});
afterAll(async () => {
  await served.close();
  await world.close();
});
/** Each test begins at the beginning of a window, so that none straddles two. */
beforeEach(() => world.clock.advance(10_000 - (world.clock.now().getTime() % 10_000)));

async function keyOfNew(name: string, who: TestPerson, organizationId: OrganizationId): Promise<string> {
  const { body } = await world.request('clusters.create', who, { organizationId, name, version: '3.9.0' });
  const [row] = await world.owner<{ sealed: string }[]>`select sealed_heartbeat_key as sealed from cluster_connection where cluster_id = ${body.id}`;
  return world.outside.vault.open(row!.sealed, { table: 'cluster_connection', row: body.id, organizationId });
}

const beat = { version: { major: 0, minor: 2, patch: 0 }, firstHeartBeat: false };
const say = (key: string | undefined, raw = JSON.stringify(beat)) =>
  served.send('POST', '/api/v1/cluster-events/heartbeat', { raw, headers: { origin: undefined, 'x-api-key': key } });
const times = async (count: number, key: string | undefined) => {
  const statuses: number[] = [];
  for (let number = 0; number < count; number++) statuses.push((await say(key)).status);
  return statuses;
};
const padded = (bytes: number) => JSON.stringify(beat).padEnd(bytes, ' ');

test('413 over 64 kB as a problem document that says so, 200 for exactly that much', async () => {
  const answer = await say(north, padded(64_001));
  expect(answer).toMatchObject({ status: 413, body: { type: 'about:blank', code: 'too-large', detail: 'A request holds at most 64 kB here.' } });
  expect((await say(north, padded(64_000))).status).toBe(200);
});

test('429 above two in a second on average, told when again; then 200 again', async () => {
  expect(await times(20, north)).toEqual(Array(20).fill(200));
  const answer = await say(north);
  expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
  const seconds = Number(answer.headers['retry-after']);
  expect([seconds >= 1, seconds <= 10]).toEqual([true, true]);
  world.clock.advance(seconds * 1000);
  expect((await say(north)).status).toBe(200);
});

test('each cluster has its own, also from one address', async () => {
  expect((await times(21, north)).at(-1)).toBe(429);
  expect((await say(south)).status).toBe(200);
});

test('whoever has no key uses up nobody’s limit, and is told 401 however often', async () => {
  expect(new Set(await times(25, 'x'.repeat(43)))).toEqual(new Set([401]));
  expect(new Set(await times(5, undefined))).toEqual(new Set([401]));
  expect((await say(north)).status).toBe(200);
});

test('400 names what is not in the protocol', async () => {
  expect(await say(north, JSON.stringify({ ...beat, clusterId: 'another' }))).toMatchObject({ status: 400, body: { fields: [{ field: 'clusterId' }] } });
  expect((await say(north)).status).toBe(200);
});
