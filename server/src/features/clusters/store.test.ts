import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '../../kernel/scope.ts';
import { addCluster } from '../../testing/cluster-rows.ts';
import { newWorld, readerOf, type World } from '../../testing/world.ts';
import * as clusters from './store.ts';

let world: World;
let tx: Tx;
beforeAll(async () => {
  world = await newWorld();
  tx = readerOf(world);
});
afterAll(() => world.close());

const end = (id: string) => world.owner`update cluster set wanted = 'terminated', terminated_at = now() where id = ${id}`;

describe('the store of clusters', () => {
  test('finds a cluster inside its own organization only, and not after its end (M01)', async () => {
    const c = await world.company();
    const id = await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'prod' });
    expect(await clusters.findCard(tx, c.organizationId, id)).toMatchObject({ id, name: 'prod', creator: { givenName: 'Alice' } });
    expect(await clusters.findCard(tx, c.foreignOrganizationId, id)).toBeNull();
    expect([await clusters.isNameTaken(tx, c.organizationId, 'PROD'), await clusters.isNameTaken(tx, c.foreignOrganizationId, 'prod')]).toEqual([true, false]);
    await end(id);
    expect([await clusters.findCard(tx, c.organizationId, id), await clusters.findForWork(tx, id), await clusters.findHeartbeat(tx, id)]).toEqual([null, null, null]);
    expect(await clusters.isNameTaken(tx, c.organizationId, 'prod')).toBe(false);
  });

  test('counts the live ones', async () => {
    const c = await world.company();
    const ids = [await addCluster(world.owner, c.organizationId, c.alice.userId), await addCluster(world.owner, c.organizationId, c.alice.userId)];
    expect(await clusters.countLive(tx, c.organizationId)).toBe(2);
    await end(ids[0]!);
    expect(await clusters.countLive(tx, c.organizationId)).toBe(1);
  });

  test('a wish clears what stood in the way, and touches nothing that was seen', async () => {
    const c = await world.company();
    const id = await addCluster(world.owner, c.organizationId, c.alice.userId, { open: true });
    const before = (await clusters.findForWork(tx, id))!;
    await clusters.saveSeen(tx, { ...before, fault: { message: 'No.', next: 'Retry.' }, problem: 'No.', attempts: 3, nextAttemptAt: new Date(), startTries: 2, startRequestedAt: new Date() });
    const at = new Date('2026-03-01T12:00:00Z');
    await clusters.want(tx, id, 'stopped', at);
    expect(await clusters.findForWork(tx, id)).toEqual({ ...before, wanted: 'stopped', wantedAt: at });
  });

  test('what is seen touches no wish', async () => {
    const c = await world.company();
    const id = await addCluster(world.owner, c.organizationId, c.alice.userId);
    const before = (await clusters.findForWork(tx, id))!;
    await clusters.saveSeen(tx, { ...before, wanted: 'terminated', servicesWanted: { featureStore: true, onlineFeatureStore: true, kafka: true, ssh: true }, seen: 'failed' });
    expect(await clusters.findForWork(tx, id)).toEqual({ ...before, seen: 'failed' });
  });

  test('names the managed clusters that follow the membership, of this organization (M11, M12)', async () => {
    const c = await world.company();
    const managed = await addCluster(world.owner, c.organizationId, c.alice.userId, { wanted: 'stopped' });
    await addCluster(world.owner, c.organizationId, c.alice.userId, { userManagement: 'unmanaged' });
    await addCluster(world.owner, c.organizationId, c.alice.userId, { wanted: 'terminated' });
    await addCluster(world.owner, c.foreignOrganizationId, c.mallory.userId);
    expect(await clusters.listIdsToConverge(tx, c.organizationId)).toEqual([managed]);
  });

  test('says what a removal touches: live clusters by name, and whether anybody is on them (M12, D08)', async () => {
    const c = await world.company();
    await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'b', open: true });
    await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'a', userManagement: 'unmanaged' });
    await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'c', wanted: 'terminated', open: true });
    expect(await clusters.listAffectedByRemoval(tx, c.organizationId)).toMatchObject([{ name: 'a', userManagement: 'unmanaged', running: false }, { name: 'b', userManagement: 'managed', running: true }]);
  });

  test('the sweep sees every live cluster, and which accounts were not compared for five minutes', async () => {
    const c = await world.company();
    const [due, fresh, closed] = [await addCluster(world.owner, c.organizationId, c.alice.userId, { open: true }), await addCluster(world.owner, c.organizationId, c.alice.userId, { open: true }), await addCluster(world.owner, c.organizationId, c.alice.userId)];
    const now = new Date();
    for (const [id, minutes] of [[due, 6], [fresh, 4]] as const) {
      await world.owner`insert into cluster_account_pass (cluster_id, organization_id, checked_at) values (${id}, ${c.organizationId}, ${new Date(now.getTime() - minutes * 60_000)})`;
    }
    const swept = (await clusters.listLive(tx, now)).filter(({ id }) => [due, fresh, closed].includes(id));
    expect(swept).toEqual([{ id: due, accountsAreDue: true }, { id: fresh, accountsAreDue: false }, { id: closed, accountsAreDue: false }]);
  });
});
