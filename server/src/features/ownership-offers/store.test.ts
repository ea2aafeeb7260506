import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OwnershipOfferId } from '../../kernel/id.ts';
import { newWorld, readerOf, type World } from '../../testing/world.ts';
import * as offers from './store.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

async function offered() {
  const c = await world.company();
  const id = crypto.randomUUID() as OwnershipOfferId;
  await world.within(async (scope) => {
    await scope.enter(c.organizationId);
    await offers.add(scope.tx, { id, organizationId: c.organizationId, offeredBy: c.alice.userId, offeredTo: c.bob.userId });
  });
  return { c, id };
}
const ending = (c: Awaited<ReturnType<typeof offered>>['c'], userId: Parameters<typeof offers.endThose>[2]) =>
  world.within(async (scope) => {
    await scope.enter(c.organizationId);
    return offers.endThose(scope.tx, c.organizationId, userId);
  });

describe('an open offer', () => {
  test('is read with its two people as they are now', async () => {
    const { c, id } = await offered();
    expect(await offers.findOpen(readerOf(world), c.organizationId)).toMatchObject({
      id, state: 'open', offeredBy: { userId: c.alice.userId, role: 'owner' }, offeredTo: { userId: c.bob.userId, memberId: c.bobMemberId, role: 'member', suspended: false },
    });
    expect(await offers.find(readerOf(world), c.foreignOrganizationId, id)).toBeNull();
  });
  test('is ended by either of the two, and by nobody else (D02)', async () => {
    for (const who of ['alice', 'bob'] as const) {
      const { c, id } = await offered();
      expect(await ending(c, c.carol.userId)).toEqual([]);
      expect(await ending(c, c[who].userId)).toEqual([{ id, offeredTo: c.bob.userId }]);
      expect(await offers.find(readerOf(world), c.organizationId, id)).toMatchObject({ state: 'ended' });
    }
  });
  test('that has expired ends without being told of', async () => {
    const { c, id } = await offered();
    await world.owner`update ownership_offer set expires_at = now() where id = ${id}`;
    expect(await offers.findOpen(readerOf(world), c.organizationId)).toBeNull();
    expect(await ending(c, null)).toEqual([]);
    expect(await offers.find(readerOf(world), c.organizationId, id)).toMatchObject({ state: 'expired' });
  });
});

describe('the second wall, in the database', () => {
  test('there is one open offer of an organization at most', async () => {
    const { c } = await offered();
    const second = world.owner`insert into ownership_offer (id, organization_id, offered_by, offered_to, created_at, expires_at) values (${crypto.randomUUID()}, ${c.organizationId}, ${c.alice.userId}, ${c.carol.userId}, now(), now())`;
    await expect(second).rejects.toThrow(/ownership_offer_one_open/);
  });
  test('no offer outlives the membership, the activity or the ownership that it stands on', async () => {
    for (const change of [
      (c: Awaited<ReturnType<typeof offered>>['c']) => world.owner`delete from member where id = ${c.bobMemberId}`,
      (c: Awaited<ReturnType<typeof offered>>['c']) => world.owner`update member set suspended_reasons = '{administrator}', suspended_at = now() where id = ${c.bobMemberId}`,
      (c: Awaited<ReturnType<typeof offered>>['c']) => world.owner.begin(async (sql) => {
        await sql`update member set role = 'member' where organization_id = ${c.organizationId} and role = 'owner'`;
        await sql`update member set role = 'owner' where id = ${c.carolMemberId}`;
      }),
    ]) {
      const { c } = await offered();
      await expect(change(c)).rejects.toThrow(/would outlive/);
      await world.owner`update ownership_offer set state = 'withdrawn', closed_at = now() where organization_id = ${c.organizationId}`;
      await change(c);
    }
  });
  test('the server writes only in the organization that its transaction names', async () => {
    const { c, id } = await offered();
    await world.within(({ tx }) => offers.close(tx, c.organizationId, id, 'withdrawn'));
    expect(await offers.find(readerOf(world), c.organizationId, id)).toMatchObject({ state: 'open' });
  });
});
