import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { newUuid } from '../../platform/identifiers.ts';
import { addCluster } from '../../testing/cluster-rows.ts';
import { newWorld, unboundOf, type World } from '../../testing/world.ts';
import * as usage from './store.ts';

let world: World;
let tx: Tx;
beforeAll(async () => {
  world = await newWorld();
  tx = unboundOf(world);
});
afterAll(() => world.close());

const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour));
type Cluster = { organizationId: OrganizationId; clusterId: ClusterId };

const record = (cluster: Cluster, running: boolean, hour: number, id = newUuid()) => usage.recordStateChange(tx, { id, ...cluster, running, at: at(hour) });
/** As "+3" for running from three o'clock, "-5" for not running from five. */
const changesOf = async (organizationId: OrganizationId, from: number, until: number) =>
  (await usage.listStateChanges(tx, organizationId, at(from), at(until))).map((change) => `${change.running ? '+' : '-'}${change.at.getUTCHours()}`);

async function company() {
  const c = await world.company();
  const cluster: Cluster = { organizationId: c.organizationId, clusterId: await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'prod' }) };
  const foreign: Cluster = { organizationId: c.foreignOrganizationId, clusterId: await addCluster(world.owner, c.foreignOrganizationId, c.mallory.userId) };
  return { ...c, cluster, foreign };
}

describe('the store of usage', () => {
  test('counts an organization’s own clusters, and nothing of another one (M01, M05)', async () => {
    const { organizationId, foreignOrganizationId, cluster, foreign } = await company();
    await record(cluster, true, 1);
    await record(foreign, true, 2);
    expect(await usage.listStateChanges(tx, organizationId, at(0), at(9))).toEqual([{ clusterId: cluster.clusterId, running: true, at: at(1) }]);
    expect(await usage.listStateChanges(tx, foreignOrganizationId, at(0), at(9))).toEqual([{ clusterId: foreign.clusterId, running: true, at: at(2) }]);
    expect((await usage.findClusters(tx, organizationId))!.clusters).toEqual([{ clusterId: cluster.clusterId, name: 'prod', terminated: false }]);
    expect(await usage.findClusters(tx, newUuid() as OrganizationId)).toBeNull();
  });

  test('the hours of a cluster can be recorded for its own organization only, the database sees to that (M05)', async () => {
    const { organizationId, cluster, foreign } = await company();
    await expect(record({ organizationId, clusterId: foreign.clusterId }, true, 1)).rejects.toThrow(/foreign key/);
    await record(cluster, true, 1);
    expect(await changesOf(organizationId, 0, 9)).toEqual(['+1']);
  });

  test('what was recorded stays as it is: the server adds, and neither changes nor deletes (M05)', async () => {
    const { organizationId, cluster } = await company();
    const id = newUuid();
    await record(cluster, true, 1, id);
    await expect(record(cluster, false, 2, id)).rejects.toThrow(/duplicate key/);
    await expect(world.pool`update cluster_state_change set at = now() where id = ${id}`).rejects.toThrow(/permission denied/);
    await expect(world.pool`delete from cluster_state_change where id = ${id}`).rejects.toThrow(/permission denied/);
    await record(cluster, false, 3);
    expect(await changesOf(organizationId, 0, 9)).toEqual(['+1', '-3']);
  });

  test('a range begins with the last change before it, of each cluster, and ends before its end (M05)', async () => {
    const { organizationId, alice, cluster } = await company();
    for (const [running, hour] of [[true, 1], [false, 2], [true, 3], [false, 6], [true, 8]] as const) await record(cluster, running, hour);
    expect(await changesOf(organizationId, 4, 8)).toEqual(['+3', '-6']);
    expect(await changesOf(organizationId, 3, 8)).toEqual(['-2', '+3', '-6']);
    expect(await changesOf(organizationId, 10, 12)).toEqual(['+8']);
    expect(await changesOf(organizationId, 0, 1)).toEqual([]);
    const second = await addCluster(world.owner, organizationId, alice.userId);
    await record({ organizationId, clusterId: second }, true, 0);
    const found = await usage.listStateChanges(tx, organizationId, at(4), at(8));
    expect(found.filter(({ clusterId }) => clusterId === second)).toEqual([{ clusterId: second, running: true, at: at(0) }]);
    expect(found).toHaveLength(3);
  });

  test('changes of one instant come in the order in which they were recorded, each time', async () => {
    const { organizationId, cluster } = await company();
    const ids = [newUuid(), newUuid(), newUuid()];
    for (const [index, id] of ids.entries()) await record(cluster, index !== 1, 4, id);
    expect(await changesOf(organizationId, 0, 9)).toEqual(['+4', '-4', '+4']);
  });

  test('a terminated cluster is still named, in the days of the organization’s time zone (M05)', async () => {
    const { organizationId, cluster } = await company();
    await world.owner`update cluster set terminated_at = now(), wanted = 'terminated' where id = ${cluster.clusterId}`;
    await world.owner`update organization set time_zone = 'Europe/Stockholm' where id = ${organizationId}`;
    expect(await usage.findClusters(tx, organizationId)).toEqual({ organizationId, timeZone: 'Europe/Stockholm', clusters: [{ clusterId: cluster.clusterId, name: 'prod', terminated: true }] });
  });
});
