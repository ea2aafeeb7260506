import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import { isTimeZone } from '../organizations/organization.ts';
import { newUuid } from '../../platform/identifiers.ts';
import { imaginedClusters } from '../../testing/imagined-clusters.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

const imagined = imaginedClusters();
let world: World;
beforeAll(async () => {
  world = await newWorld({ driver: imagined.driver, hopsworks: imagined.hopsworks, authorityPem: 'pem' });
});
afterAll(() => world.close());

test('the database counts in every time zone that an organization can choose', async () => {
  const asked = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'GMT', 'AET', 'BET', 'ACT', 'EST5EDT', 'US/Pacific-New', 'US/Pacific', 'Etc/GMT+12', 'Etc/Unknown', 'europe/stockholm', 'SystemV/AST4'];
  const taken = asked.filter(isTimeZone);
  expect(taken).toEqual(expect.arrayContaining(['Europe/Stockholm', 'UTC', 'US/Pacific']));
  for (const zone of taken) await expect(world.owner`select now() at time zone ${zone}`, zone).resolves.toHaveLength(1);
});

const read = (who: TestPerson, organizationId: string, range: Record<string, string> = {}) => world.request('usage.read', who, { organizationId, ...range });

/** A cluster that ran in the past, as the workflow would have recorded it. */
async function ran(organizationId: OrganizationId, clusterId: ClusterId, periods: [string, string][]) {
  for (const [from, to] of periods) {
    for (const [running, at] of [[true, from], [false, to]] as const) {
      await world.owner`insert into cluster_state_change (id, organization_id, cluster_id, running, at) values (${newUuid()}, ${organizationId}, ${clusterId}, ${running}, ${at})`;
    }
  }
}
async function company() {
  const made = await world.company();
  const { organizationId, alice } = made;
  await world.request('cloud-accounts.create', alice, { organizationId, kind: 'local', name: 'This machine' });
  const { body } = await world.request('clusters.create', alice, { organizationId, name: 'prod', version: '3.9.0' });
  return { ...made, clusterId: body.id as ClusterId };
}

describe('usage.read', () => {
  test('200 for every member: what runs counts until now (M05)', async () => {
    const { organizationId, bob, clusterId } = await company();
    expect((await read(bob, organizationId)).body).toMatchObject({ totalHours: 0, clusters: [], timeZone: 'UTC' });
    await world.work();
    world.clock.advance(90 * 60_000);
    const { body } = await read(bob, organizationId);
    expect(body.totalHours).toBeGreaterThanOrEqual(1.5);
    expect(body.totalHours).toBeLessThan(1.51);
    expect(body.clusters).toMatchObject([{ clusterId, name: 'prod', terminated: false }]);
    expect(body.days).toHaveLength(30);
  });
  test('days are in the organization’s time zone, also where clocks change', async () => {
    const { organizationId, alice, clusterId } = await company();
    await ran(organizationId, clusterId, [['2026-03-28T22:00:00Z', '2026-03-29T22:30:00Z'], ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z']]);
    const range = { from: '2026-03-28', to: '2026-03-30' };
    const hours = async () => (await read(alice, organizationId, range)).body.days.map(({ clusters }: { clusters: { hours: number }[] }) => clusters[0]?.hours ?? 0);
    expect(await hours()).toEqual([2, 22.5, 0]);
    await world.request('organizations.update', alice, { organizationId, timeZone: 'Europe/Stockholm' });
    expect(await hours()).toEqual([1, 23, 0.5]);
  });
  test('a cluster that was up before the range began counts from its beginning', async () => {
    const { organizationId, alice, clusterId } = await company();
    await ran(organizationId, clusterId, [['2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z'], ['2026-03-01T00:00:00Z', '2026-03-05T06:00:00Z']]);
    expect((await read(alice, organizationId, { from: '2026-03-04', to: '2026-03-06' })).body).toMatchObject({ totalHours: 30 });
    expect((await read(alice, organizationId, { from: '2026-03-02', to: '2026-03-03' })).body).toMatchObject({ totalHours: 48 });
    expect((await read(alice, organizationId, { from: '2026-03-06', to: '2026-03-07' })).body).toMatchObject({ totalHours: 0 });
  });
  test('a terminated cluster stays in what was used (M05)', async () => {
    const { organizationId, alice, clusterId } = await company();
    await world.work();
    world.clock.advance(3_600_000);
    await world.request('clusters.terminate', alice, { organizationId, clusterId });
    await world.work();
    expect((await read(alice, organizationId)).body.clusters).toMatchObject([{ name: 'prod', terminated: true }]);
  });
  test('another organization’s hours are never in it (M01, M05)', async () => {
    const [one, other] = [await company(), await company()];
    await ran(one.organizationId, one.clusterId, [['2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z']]);
    const range = { from: '2026-03-01', to: '2026-03-02' };
    expect((await read(other.alice, other.organizationId, range)).body.totalHours).toBe(0);
    expect((await read(one.alice, one.organizationId, range)).body.totalHours).toBe(24);
    expect((await read(other.alice, one.organizationId, range)).status).toBe(404);
  });
  test('400 for a range that is none', async () => {
    const { organizationId, alice } = await company();
    expect(await read(alice, organizationId, { from: '2026-03-02', to: '2026-03-01' })).toMatchObject({ status: 400, body: { fields: [{ field: 'from' }] } });
    expect(await read(alice, organizationId, { from: '2026-02-30' })).toMatchObject({ status: 400, body: { fields: [{ field: 'from' }] } });
  });
});
