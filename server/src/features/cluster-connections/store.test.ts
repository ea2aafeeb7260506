import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClusterId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { newUuid } from '../../platform/identifiers.ts';
import { addCluster } from '../../testing/cluster-rows.ts';
import { newImaginedWorld, type ImaginedWorld } from '../../testing/imagined-world.ts';
import { unboundOf } from '../../testing/world.ts';
import * as connections from './store.ts';

let world: ImaginedWorld;
let tx: Tx;
beforeAll(async () => {
  world = await newImaginedWorld();
  tx = unboundOf(world);
});
afterAll(() => world.close());

describe('the store of connections', () => {
  test('reads back what was saved, and leaves alone what is for life', async () => {
    const { path } = await world.running();
    const before = await connections.get(tx, path.clusterId);
    const at = new Date('2026-03-01T12:00:00Z');
    const next = {
      ...before, place: null, heartbeatKeyHash: null, sealedAdministratorPassword: 'p', sealedAdministratorKey: 'k', signOnRegisteredAt: at, passwordChangedAt: at, passwordResetWantedAt: at, removedAt: at,
    };
    await connections.save(tx, { ...next, clientId: 'another', sealedControlKey: 'another', placeNumber: -1 });
    expect(await connections.get(tx, path.clusterId)).toEqual(next);
  });
  test('is one per cluster, in its own organization; no key and no client is that of two clusters, the database sees to it (M01)', async () => {
    const { path, organizationId, foreignOrganizationId, alice } = await world.running();
    const { placeNumber: _, ...known } = await connections.get(tx, path.clusterId);
    const bare = async (organization: typeof organizationId) => {
      const clusterId = await addCluster(world.owner, organization, alice.userId);
      await world.owner`delete from cluster_connection where cluster_id = ${clusterId}`;
      return { ...known, clusterId, heartbeatKeyHash: newUuid(), clientId: newUuid() };
    };
    const second = await bare(organizationId);
    await expect(connections.add(tx, { ...second, heartbeatKeyHash: known.heartbeatKeyHash })).rejects.toThrow(/heartbeat_key_hash/);
    await expect(connections.add(tx, { ...second, clientId: known.clientId })).rejects.toThrow(/client_id/);
    await expect(connections.add(tx, await bare(foreignOrganizationId))).rejects.toThrow(/foreign key/);
    await connections.add(tx, second);
    await expect(connections.add(tx, { ...second, heartbeatKeyHash: newUuid(), clientId: newUuid() })).rejects.toThrow(/cluster_connection_pkey/);
  });
  test('never gives a place twice', async () => {
    const [one, other] = [await world.running(), await world.running()];
    expect((await connections.get(tx, one.path.clusterId)).placeNumber).not.toBe((await connections.get(tx, other.path.clusterId)).placeNumber);
  });
  test('throws for a cluster that does not exist', async () => {
    await expect(connections.get(tx, newUuid() as ClusterId)).rejects.toThrow('has no connection');
  });
  test('a wish for a new password stands as it was first made (D08)', async () => {
    const { path } = await world.running({ userManagement: 'unmanaged' });
    const first = new Date('2026-03-01T12:00:00Z');
    await connections.wantPasswordReset(tx, path.clusterId, first);
    await connections.wantPasswordReset(tx, path.clusterId, new Date('2026-03-02T12:00:00Z'));
    expect((await connections.get(tx, path.clusterId)).passwordResetWantedAt).toEqual(first);
  });
  test('finds a cluster by the hash of its heartbeat key alone', async () => {
    const { path } = await world.running();
    const { heartbeatKeyHash, sealedHeartbeatKey } = await connections.get(tx, path.clusterId);
    expect(await connections.findByHeartbeatKeyHash(tx, heartbeatKeyHash!)).toEqual({ clusterId: path.clusterId, organizationId: path.organizationId });
    const key = world.outside.vault.open(sealedHeartbeatKey, { table: 'cluster_connection', row: path.clusterId, organizationId: path.organizationId });
    for (const wrong of [key, sealedHeartbeatKey, '', heartbeatKeyHash!.toUpperCase()]) expect(await connections.findByHeartbeatKeyHash(tx, wrong)).toBeNull();
  });
});
