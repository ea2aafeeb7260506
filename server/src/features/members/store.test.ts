import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MemberId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { newWorld, unboundOf, type World } from '../../testing/world.ts';
import * as members from './store.ts';

let world: World;
let tx: Tx;
beforeAll(async () => {
  world = await newWorld();
  tx = unboundOf(world);
});
afterAll(() => world.close());

const now = new Date('2026-03-01T12:00:00Z');
const removal = (at = now) => ({ id: crypto.randomUUID(), removedBy: null, removedAt: at });

describe('the store of members', () => {
  test('finds a member only within the organization that is asked (M01)', async () => {
    const c = await world.company();
    expect(await members.find(tx, c.organizationId, c.bobMemberId)).toMatchObject({ userId: c.bob.userId, email: c.bob.email, givenName: 'Bob', role: 'member' });
    expect(await members.find(tx, c.foreignOrganizationId, c.bobMemberId)).toBeNull();
    expect(await members.findByUser(tx, c.foreignOrganizationId, c.bob.userId)).toBeNull();
    expect(await members.findByEmail(tx, c.organizationId, c.bob.email)).toMatchObject({ id: c.bobMemberId });
    expect(await members.findByEmail(tx, c.foreignOrganizationId, c.bob.email)).toBeNull();
  });

  test('removes from one organization only, and remembers a removal once, with its newest circumstances (M12, D09)', async () => {
    const c = await world.company();
    await world.join(c.foreignOrganizationId, c.bob, 'member');
    const bob = (await members.find(tx, c.organizationId, c.bobMemberId))!;
    await members.remove(tx, bob, removal());
    await members.remove(tx, bob, removal(new Date(now.getTime() + 1000)));
    expect(await members.listRemovals(tx, c.organizationId, null, 50)).toMatchObject([{ userId: c.bob.userId, email: c.bob.email, endedAt: new Date(now.getTime() + 1000), role: 'member', left: false }]);
    expect(await members.listRemovals(tx, c.foreignOrganizationId, null, 50)).toEqual([]);
    expect(await members.findByUser(tx, c.foreignOrganizationId, c.bob.userId)).not.toBeNull();
  });

  test('a removal that ended is listed no more, and can be followed by another (D06)', async () => {
    const c = await world.company();
    const bob = (await members.find(tx, c.organizationId, c.bobMemberId))!;
    await members.remove(tx, bob, removal());
    await members.endRemoval(tx, c.organizationId, c.bob.userId, now);
    expect(await members.listRemovals(tx, c.organizationId, null, 50)).toEqual([]);
    await members.remove(tx, bob, removal());
    expect(await members.listRemovals(tx, c.organizationId, null, 50)).toHaveLength(1);
  });

  test('lists for clusters everybody with the role of now, and nobody else (M11, M19)', async () => {
    const c = await world.company();
    await members.setRole(tx, { organizationId: c.organizationId, id: c.bobMemberId }, 'administrator', { by: c.alice.userId, at: now });
    expect((await members.listForClusters(tx, c.organizationId)).map(({ userId, role }) => [userId, role])).toEqual([
      [c.alice.userId, 'owner'], [c.carol.userId, 'administrator'], [c.bob.userId, 'administrator'],
    ]);
  });

  test('a person who is in already is refused by the database itself', async () => {
    const c = await world.company();
    const again = { id: crypto.randomUUID() as MemberId, organizationId: c.organizationId, userId: c.bob.userId, role: 'member' as const, joinedAt: now, invitedBy: null };
    await expect(members.add(tx, again)).rejects.toThrow(/duplicate key/);
    await members.add(tx, { ...again, userId: (await world.person()).userId });
  });
});
