import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CloudAccountId, OrganizationId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { asTx } from '../../platform/postgres/pool.ts';
import { enterOrganization } from '../../platform/postgres/tenant.ts';
import { poll } from '../../testing/poll.ts';
import { newWorld, unboundOf, type World } from '../../testing/world.ts';
import * as organizations from './store.ts';

let world: World;
let tx: Tx;
beforeAll(async () => {
  world = await newWorld();
  tx = unboundOf(world);
});
afterAll(() => world.close());

const accountOf = async (organizationId: OrganizationId, createdBy: string) => {
  const id = crypto.randomUUID() as CloudAccountId;
  await world.owner`insert into cloud_account (id, organization_id, kind, name, created_by, created_at) values (${id}, ${organizationId}, 'local', ${id}, ${createdBy}, now())`;
  return id;
};

describe('the store of organizations', () => {
  test('a new one has the permissions of D04 and counts its members', async () => {
    const c = await world.company();
    expect(await organizations.findInFull(tx, c.organizationId)).toMatchObject({
      memberCount: 3, ordinaryMembers: 1, permissionsChanged: null, version: 1, ownSeats: null, timeZone: 'UTC', defaultCloudAccountId: null, permissions: { membersCanInvite: false, membersCanCreateAndTerminate: true, membersCanOpenPorts: false },
    });
    expect(await organizations.find(tx, crypto.randomUUID() as OrganizationId)).toBeNull();
  });

  test('each permission is kept by itself (M13-M16), and no other organization is touched', async () => {
    const c = await world.company();
    for (const name of ['membersCanInvite', 'membersCanCreateAndTerminate', 'membersCanOpenPorts'] as const) {
      const only = { membersCanInvite: false, membersCanCreateAndTerminate: false, membersCanOpenPorts: false, [name]: true };
      await organizations.setPermissions(tx, c.organizationId, only, { at: new Date(), by: c.alice.userId });
      expect((await organizations.find(tx, c.organizationId))!.permissions).toEqual(only);
    }
    await organizations.update(tx, c.organizationId, { name: 'Renamed', timeZone: 'Europe/Stockholm' });
    expect(await organizations.find(tx, c.organizationId)).toMatchObject({ name: 'Renamed', timeZone: 'Europe/Stockholm' });
    expect(await organizations.find(tx, c.foreignOrganizationId)).toMatchObject({ name: "Mallory's organization", permissions: { membersCanCreateAndTerminate: true } });
  });

  test('the default cloud account is one of its own, the database sees to that (M04)', async () => {
    const c = await world.company();
    const [own, foreign] = [await accountOf(c.organizationId, c.alice.userId), await accountOf(c.foreignOrganizationId, c.mallory.userId)];
    await organizations.setDefaultCloudAccount(tx, c.organizationId, own);
    await expect(organizations.setDefaultCloudAccount(tx, c.organizationId, foreign)).rejects.toThrow(/foreign key/);
    expect((await organizations.find(tx, c.organizationId))!.defaultCloudAccountId).toBe(own);
  });

  test('a count that is held makes the next one wait, for this person only', async () => {
    const [alice, bob] = [await world.person(), await world.person()];
    let second: Promise<number> | undefined;
    await world.pool.begin(async (sql) => {
      expect(await organizations.countCreatedByForUpdate(asTx(sql), alice.userId)).toBe(0);
      second = world.pool.begin((other) => organizations.countCreatedByForUpdate(asTx(other), alice.userId)) as Promise<number>;
      expect(await world.pool.begin((other) => organizations.countCreatedByForUpdate(asTx(other), bob.userId))).toBe(0);
      await poll(async () => (await world.owner`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length > 0);
      const id = crypto.randomUUID() as OrganizationId;
      await enterOrganization(asTx(sql), id);
      await organizations.create(asTx(sql), { id, slug: `s-${id.slice(-12)}`, name: 'A', createdBy: alice.userId, createdAt: new Date() });
      await sql`insert into member (id, organization_id, user_id, role, joined_at) values (${crypto.randomUUID()}, ${id}, ${alice.userId}, 'owner', now())`;
    });
    expect(await second).toBe(1);
  });
});
