import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKey } from '../../testing/api-keys.ts';
import { newWorld, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const ofAll = { kind: 'organization', role: 'member' } as const;
const remind = async () => {
  const job = world.product.jobs.find(({ name }) => name === 'api-keys.remind');
  await job?.run(world.product.workOf('api-keys.remind'), 'all');
  await world.work();
};
const endsIn = (id: string, days: number) => world.owner`update api_key set expires_at = now() + make_interval(days => ${days}), secret_at = now() - interval '80 days' where id = ${id}`;

describe('api-keys.remind', () => {
  test('tells the owner and the administrators once, a week before a key of the organization ends', async () => {
    const c = await world.company();
    const { id } = await makeKey(world, c.carol, c.organizationId, { ...ofAll, name: 'deployer' });
    await endsIn(id, 8);
    await remind();
    expect(world.transport.to(c.alice.email)).toEqual([]);
    await endsIn(id, 6);
    await remind();
    await remind();
    for (const who of [c.alice, c.carol]) expect(world.transport.to(who.email)).toMatchObject([{ subject: expect.stringContaining('deployer'), text: expect.stringContaining('/settings/api-keys') }]);
    for (const who of [c.bob, c.mallory]) expect(world.transport.to(who.email)).toEqual([]);
  });

  test('says nothing of personal keys, of revoked ones, and of those that were made for a few days', async () => {
    const c = await world.company();
    const personal = await makeKey(world, c.carol, c.organizationId);
    const revoked = await makeKey(world, c.carol, c.organizationId, ofAll);
    await makeKey(world, c.carol, c.organizationId, { ...ofAll, expiresAt: new Date(Date.now() + 3 * 24 * 60 * 60 * 1000).toISOString() });
    for (const { id } of [personal, revoked]) await endsIn(id, 3);
    await world.request('api-keys.revoke', c.carol, { organizationId: c.organizationId, apiKeyId: revoked.id });
    await remind();
    expect(world.transport.to(c.carol.email)).toEqual([]);
  });

  test('tells again when the key was replaced and ends again', async () => {
    const c = await world.company();
    const { id } = await makeKey(world, c.alice, c.organizationId, ofAll);
    await endsIn(id, 6);
    await remind();
    await world.request('api-keys.replace', c.alice, { organizationId: c.organizationId, apiKeyId: id });
    await remind();
    expect(world.transport.to(c.alice.email)).toHaveLength(1);
    await endsIn(id, 6);
    await remind();
    expect(world.transport.to(c.alice.email)).toHaveLength(2);
  });
});
