import { afterAll, beforeAll, expect, test } from 'vitest';
import { newClusterWorld } from '../../testing/cluster-world.ts';
import { freePort } from '../../testing/identity-server.ts';
import { putFaults } from '../../testing/local-cluster.ts';
import { poll } from '../../testing/poll.ts';
import { serve, type Served } from '../../testing/served.ts';
import { readerOf, type TestPerson } from '../../testing/world.ts';
import * as connections from '../cluster-connections/store.ts';

let world: Awaited<ReturnType<typeof newClusterWorld>>;
let served: Served;
beforeAll(async () => {
  const port = await freePort();
  world = await newClusterWorld({ heartbeatPort: port, heartbeatMs: 500 });
  served = await serve(world, { port });
});
afterAll(async () => {
  await served.close();
  await world.close();
});

test('a cluster whose administration refuses to block does so by the answer to its heartbeat, and the next pass sees it (M12, D07)', async () => {
  const { organizationId, alice, bob, carol, bobMemberId } = await world.staffed();
  const { body: created } = await world.request('clusters.create', alice, { organizationId, name: 'prod', version: '3.9.0' });
  const path = { organizationId, clusterId: created.id };
  await world.work();
  const accountOf = async (who: TestPerson) =>
    (await world.request('cluster-accounts.list', alice, path)).body.items.find(({ userId }: { userId: string }) => userId === who.userId);
  const { place, sealedAdministratorKey, sealedControlKey, heartbeatKeyHash } = await connections.get(readerOf(world), path.clusterId);
  const open = (sealed: string) => world.outside.vault.open(sealed, { table: 'cluster_connection', row: path.clusterId, organizationId });
  const address = { administrationUrl: place!.administrationUrl, authorityPem: world.authorityPem };
  const onCluster = async (who: TestPerson) => (await world.outside.hopsworks.findAccountByEmail(address, open(sealedAdministratorKey!), who.email))?.status;
  expect([await onCluster(bob), (await accountOf(bob)).seen]).toEqual(['activated', 'user']);

  await putFaults({ controlKey: open(sealedControlKey), place: place! }, world.authorityPem, [{ method: 'PUT', path: '/hopsworks-api/api/admin/users/', kind: 'error-500' }]);
  // Not heard for a while, so that what the pass alone can do is seen first.
  await world.owner`update cluster_connection set heartbeat_key_hash = null where cluster_id = ${path.clusterId}`;
  await world.request('members.remove', alice, { organizationId, memberId: bobMemberId });
  await world.work();
  expect(await accountOf(bob)).toMatchObject({ wanted: 'blocked', seen: 'user', sentence: 'is being blocked; the last try did not work', problem: expect.stringContaining('500'), nextTryAt: expect.any(String) });
  expect(await onCluster(bob)).toBe('activated');

  await world.owner`update cluster_connection set heartbeat_key_hash = ${heartbeatKeyHash} where cluster_id = ${path.clusterId}`;
  await poll(async () => (await onCluster(bob)) === 'blocked', 10_000);
  expect(await accountOf(bob)).toMatchObject({ wanted: 'blocked', seen: 'user' });
  expect([await onCluster(carol), await onCluster(alice)]).toEqual(['activated', 'activated']);

  world.clock.advance(5_000);
  await world.work();
  expect(await accountOf(bob)).toMatchObject({ wanted: 'blocked', seen: 'blocked', problem: null, sessionEndsBy: expect.any(String), sentence: expect.stringMatching(/^blocked; a session/) });
  expect(await accountOf(carol)).toMatchObject({ wanted: 'administrator', seen: 'administrator' });
});
