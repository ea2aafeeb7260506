import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newUuid } from '../../platform/identifiers.ts';
import { addCluster } from '../../testing/cluster-rows.ts';
import { newWorld, unboundOf, type World } from '../../testing/world.ts';
import * as passwords from './store.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

describe('whose password somebody was shown (D08)', () => {
  test('names the clusters of this organization whose present password it was', async () => {
    const c = await world.company();
    const tx = unboundOf(world);
    const unmanaged = { userManagement: 'unmanaged', passwordShownTo: c.bob.userId } as const;
    const shown = await addCluster(world.owner, c.organizationId, c.alice.userId, unmanaged);
    const ended = await addCluster(world.owner, c.organizationId, c.alice.userId, unmanaged);
    const changed = await addCluster(world.owner, c.organizationId, c.alice.userId, unmanaged);
    await addCluster(world.owner, c.foreignOrganizationId, c.mallory.userId, unmanaged);
    await world.owner`update cluster set wanted = 'terminated', terminated_at = now() where id = ${ended}`;
    await world.owner`update cluster_connection set password_changed_at = now() + interval '1 second' where cluster_id = ${changed}`;
    expect(await passwords.listSeenBy(tx, c.organizationId, c.bob.userId)).toEqual([shown]);
    expect(await passwords.listSeenBy(tx, c.organizationId, c.carol.userId)).toEqual([]);
  });
  test('a showing is recorded in the organization of its cluster alone, the database sees to that (M01)', async () => {
    const c = await world.company();
    const tx = unboundOf(world);
    const clusterId = await addCluster(world.owner, c.organizationId, c.alice.userId, { userManagement: 'unmanaged' });
    const showing = { id: newUuid(), organizationId: c.organizationId, clusterId, userId: c.bob.userId, shownAt: new Date() };
    await expect(passwords.addShowing(tx, { ...showing, organizationId: c.foreignOrganizationId })).rejects.toThrow(/foreign key/);
    await passwords.addShowing(tx, showing);
    await expect(passwords.addShowing(tx, showing)).rejects.toThrow(/duplicate key/);
    expect(await passwords.listSeenBy(tx, c.organizationId, c.bob.userId)).toEqual([clusterId]);
    expect(await passwords.listSeenBy(tx, c.foreignOrganizationId, c.bob.userId)).toEqual([]);
  });
  test('a showing after the change counts anew', async () => {
    const c = await world.company();
    const tx = unboundOf(world);
    const clusterId = await addCluster(world.owner, c.organizationId, c.alice.userId, { userManagement: 'unmanaged' });
    await world.owner`update cluster_connection set password_changed_at = '2026-03-01T12:00:00Z' where cluster_id = ${clusterId}`;
    const showing = (shownAt: string) => passwords.addShowing(tx, { id: newUuid(), organizationId: c.organizationId, clusterId, userId: c.bob.userId, shownAt: new Date(shownAt) });
    await showing('2026-03-01T11:59:59Z');
    expect(await passwords.listSeenBy(tx, c.organizationId, c.bob.userId)).toEqual([]);
    await showing('2026-03-01T12:00:01Z');
    expect(await passwords.listSeenBy(tx, c.organizationId, c.bob.userId)).toEqual([clusterId]);
  });
});
