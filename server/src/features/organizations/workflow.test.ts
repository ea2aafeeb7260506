import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newWorld, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const name = "Alice's organization";
const tellAgain = (organizationId: string) => world.product.jobs.find((job) => job.name === 'organizations.tellDeleted')!.run(world.product.workOf('organizations.tellDeleted'), organizationId);

describe('organizations.tellDeleted', () => {
  test('tells every member once by whom it was deleted, however often the job runs', async () => {
    const c = await world.company();
    await world.request('organizations.delete', c.alice, { organizationId: c.organizationId, name });
    await world.work();
    await Promise.all([tellAgain(c.organizationId), tellAgain(c.organizationId)]);
    await world.work();
    for (const who of [c.alice, c.carol, c.bob]) {
      expect(world.transport.to(who.email)).toMatchObject([{ subject: `${name} was deleted`, text: expect.stringContaining(`Alice Adams deleted the organization ${name}`) }]);
    }
    expect(world.transport.to(c.mallory.email)).toEqual([]);
  });
  test('tells all of them where they are many', async () => {
    const c = await world.company();
    await world.owner`with people as (
        insert into "user" (id, name, email, "emailVerified", "givenName", "familyName")
        select gen_random_uuid(), 'P', 'p' || n || ${c.organizationId.slice(0, 8)} || '@example.org', true, 'P', 'P' from generate_series(1, 410) n returning id)
      insert into member (id, organization_id, user_id, role, joined_at) select gen_random_uuid(), ${c.organizationId}, id, 'member', now() from people`;
    await world.request('organizations.delete', c.alice, { organizationId: c.organizationId, name });
    await tellAgain(c.organizationId);
    const [letters] = await world.owner<{ all: number; each: number }[]>`select count(*)::int as all, count(distinct recipient)::int as each from mail where organization_id = ${c.organizationId}`;
    expect(letters).toEqual({ all: 413, each: 413 });
  });
  test('tells nobody while the organization is there', async () => {
    const c = await world.company();
    await tellAgain(c.organizationId);
    expect(await world.owner`select id from mail where organization_id = ${c.organizationId}`).toEqual([]);
  });
});
