import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CloudAccountId, OrganizationId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { newUuid } from '../../platform/identifiers.ts';
import { addCluster } from '../../testing/cluster-rows.ts';
import { newWorld, unboundOf, type TestPerson, type World } from '../../testing/world.ts';
import * as organizations from '../organizations/store.ts';
import type { CloudAccount } from './cloud-account.ts';
import * as cloudAccounts from './store.ts';

let world: World;
let tx: Tx;
beforeAll(async () => {
  world = await newWorld();
  tx = unboundOf(world);
});
afterAll(() => world.close());

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-02T12:00:00Z');

async function put(organizationId: OrganizationId, by: TestPerson, given: Partial<CloudAccount> = {}): Promise<CloudAccount> {
  const account: CloudAccount = { id: newUuid() as CloudAccountId, organizationId, kind: 'local', name: `machine ${newUuid()}`, createdBy: by.userId, createdAt: now, ...given };
  await cloudAccounts.add(tx, account);
  return account;
}

describe('the store of cloud accounts', () => {
  test('gives an organization its own; the same id leads nowhere in another one, to read or to remove (M01, M04)', async () => {
    const c = await world.company();
    const own = await put(c.organizationId, c.alice);
    const foreign = await put(c.foreignOrganizationId, c.mallory);
    await organizations.setDefaultCloudAccount(tx, c.organizationId, own.id);
    expect(await cloudAccounts.list(tx, c.organizationId, null, 100)).toEqual([{ ...own, isDefault: true, clusterNames: [] }]);
    expect(await cloudAccounts.find(tx, c.organizationId, own.id)).toMatchObject({ id: own.id });
    expect(await cloudAccounts.find(tx, c.organizationId, foreign.id)).toBeNull();
    expect(await cloudAccounts.findDefault(tx, c.organizationId)).toMatchObject({ id: own.id });
    expect(await cloudAccounts.findDefault(tx, c.foreignOrganizationId)).toBeNull();
    await cloudAccounts.remove(tx, c.organizationId, foreign.id, later);
    expect(await cloudAccounts.find(tx, c.foreignOrganizationId, foreign.id)).not.toBeNull();
  });

  test('pages in the order of connecting: what comes and goes in between is met at most once, and nothing that stays is left out', async () => {
    const c = await world.company();
    for (const name of ['a', 'b', 'c', 'd']) await put(c.organizationId, c.alice, { name });
    await put(c.foreignOrganizationId, c.mallory, { name: 'foreign' });
    const first = await cloudAccounts.list(tx, c.organizationId, null, 2);
    const last = first.at(-1)!.id;
    await cloudAccounts.remove(tx, c.organizationId, last, later);
    await put(c.organizationId, c.alice, { name: 'e' });
    const rest = await cloudAccounts.list(tx, c.organizationId, last, 100);
    expect([first, rest].map((page) => page.map(({ name }) => name))).toEqual([['a', 'b'], ['c', 'd', 'e']]);
  });

  test('a name is taken whatever its case, within one organization; the database refuses it too', async () => {
    const c = await world.company();
    await put(c.organizationId, c.alice, { name: 'This machine' });
    expect(await cloudAccounts.isNameTaken(tx, c.organizationId, 'THIS machine')).toBe(true);
    expect(await cloudAccounts.isNameTaken(tx, c.organizationId, 'That machine')).toBe(false);
    expect(await cloudAccounts.isNameTaken(tx, c.foreignOrganizationId, 'This machine')).toBe(false);
    await expect(put(c.organizationId, c.carol, { name: 'THIS machine' })).rejects.toThrow(/cloud_account_name/);
    await put(c.foreignOrganizationId, c.mallory, { name: 'This machine' });
  });

  test('what is disconnected is kept for what still names it, and found no more; its name is free', async () => {
    const c = await world.company();
    const gone = await put(c.organizationId, c.alice, { name: 'Gone' });
    const kept = await put(c.organizationId, c.alice, { name: 'Kept' });
    await organizations.setDefaultCloudAccount(tx, c.organizationId, gone.id);
    await cloudAccounts.remove(tx, c.organizationId, gone.id, later);
    expect(await cloudAccounts.find(tx, c.organizationId, gone.id)).toBeNull();
    expect(await cloudAccounts.findDefault(tx, c.organizationId)).toBeNull();
    expect(await cloudAccounts.isNameTaken(tx, c.organizationId, 'gone')).toBe(false);
    const again = await put(c.organizationId, c.alice, { name: 'Gone' });
    expect((await cloudAccounts.list(tx, c.organizationId, null, 100)).map(({ id }) => id)).toEqual([kept.id, again.id]);
    expect(await world.owner`select name, deleted_at from cloud_account where id = ${gone.id}`).toEqual([{ name: 'Gone', deleted_at: later }]);
  });

  test('names the live clusters in it by name, and neither ended ones nor those of another account', async () => {
    const c = await world.company();
    const [used, unused] = [await put(c.organizationId, c.alice), await put(c.organizationId, c.alice)];
    for (const name of ['prod', 'dev', 'ended']) await addCluster(world.owner, c.organizationId, c.bob.userId, { name, cloudAccountId: used.id });
    await world.owner`update cluster set terminated_at = now(), wanted = 'terminated' where organization_id = ${c.organizationId} and name = 'ended'`;
    expect((await cloudAccounts.list(tx, c.organizationId, null, 100)).map(({ id, clusterNames }) => [id, clusterNames])).toEqual([[used.id, ['dev', 'prod']], [unused.id, []]]);
    expect((await cloudAccounts.find(tx, c.organizationId, used.id))!.clusterNames).toEqual(['dev', 'prod']);
  });

  test('no cluster goes to an account of another organization, the database sees to that (M01)', async () => {
    const c = await world.company();
    const [own, foreign] = [await put(c.organizationId, c.alice), await put(c.foreignOrganizationId, c.mallory)];
    await expect(addCluster(world.owner, c.organizationId, c.bob.userId, { cloudAccountId: foreign.id })).rejects.toThrow(/foreign key/);
    await addCluster(world.owner, c.organizationId, c.bob.userId, { cloudAccountId: own.id });
  });

  test('the database takes the kinds that exist and names of up to sixty characters', async () => {
    const c = await world.company();
    await expect(put(c.organizationId, c.alice, { kind: 'aws' as 'local' })).rejects.toThrow(/cloud_account_kind_check/);
    await expect(put(c.organizationId, c.alice, { name: 'x'.repeat(61) })).rejects.toThrow(/cloud_account_name_check/);
    await expect(put(c.organizationId, c.alice, { name: '' })).rejects.toThrow(/cloud_account_name_check/);
    await put(c.organizationId, c.alice, { name: 'x'.repeat(60) });
  });
});
