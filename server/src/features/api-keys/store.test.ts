import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiKeyId, OrganizationId } from '../../kernel/id.ts';
import { makeKey } from '../../testing/api-keys.ts';
import { newWorld, readerOf, type World } from '../../testing/world.ts';
import * as apiKeys from './store.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const hour = 60 * 60 * 1000;
const ofAll = { kind: 'organization', role: 'member' } as const;
type Ending = Partial<apiKeys.Ending>;
type Company = Awaited<ReturnType<World['company']>>;

const end = (c: Company, who: Company['carol'], given: Ending = {}) =>
  world.within(async (scope) => {
    await scope.enter(c.organizationId);
    return apiKeys.endThoseOf(scope.tx, c.organizationId, who.userId, { because: 'removed', by: c.alice.userId, at: scope.now, ...given });
  });
const alive = async (c: Company) =>
  (await world.owner<{ name: string }[]>`select name from api_key where organization_id = ${c.organizationId} and revoked_at is null and expires_at > now() order by name`).map(({ name }) => name);

/** Carol holds a personal key and two of the organization; Alice holds one of each. */
async function keysOf(c: Company) {
  return {
    hers: await makeKey(world, c.carol, c.organizationId, { name: 'hers' }),
    shared: await makeKey(world, c.carol, c.organizationId, { ...ofAll, name: 'shared' }),
    robots: await makeKey(world, c.carol, c.organizationId, { ...ofAll, name: 'robots' }),
    other: await makeKey(world, c.alice, c.organizationId, { ...ofAll, name: 'other' }),
    owners: await makeKey(world, c.alice, c.organizationId, { name: 'owners' }),
  };
}

describe('what ends with somebody’s authority', () => {
  test.each(['removed', 'left', 'suspended'] as const)('%s: the personal keys, and the organization’s that the person made; nobody else’s (D11)', async (because) => {
    const c = await world.company();
    await keysOf(c);
    const listed = await apiKeys.listEndedBy(readerOf(world), c.organizationId, c.carol.userId, because);
    expect(listed.map(({ name }) => name).toSorted()).toEqual(['hers', 'robots', 'shared']);
    const ended = await end(c, c.carol, { because });
    expect(ended.map(({ name, outcome }) => `${name} ${outcome}`).toSorted()).toEqual(['hers revoked', 'robots revoked', 'shared revoked']);
    expect(await alive(c)).toEqual(['other', 'owners']);
    expect(await end(c, c.carol, { because })).toEqual([]);
  });

  test('demoted: the organization’s keys, and never the personal ones', async () => {
    const c = await world.company();
    await keysOf(c);
    expect((await apiKeys.listEndedBy(readerOf(world), c.organizationId, c.carol.userId, 'demoted')).map(({ name }) => name).toSorted()).toEqual(['robots', 'shared']);
    await end(c, c.carol, { because: 'demoted' });
    expect(await alive(c)).toEqual(['hers', 'other', 'owners']);
  });

  test('a key of the organization that is kept lives 24 hours at most, until somebody replaces it; a personal one is never kept', async () => {
    const c = await world.company();
    const { hers, shared, robots } = await keysOf(c);
    const soon = new Date(Date.now() + hour);
    await world.owner`update api_key set expires_at = ${soon} where id = ${robots.id}`;
    const ended = await end(c, c.carol, { keep: [hers.id, shared.id, robots.id] });
    const named = new Map(ended.map((key) => [key.name, key]));
    expect([named.get('hers')?.outcome, named.get('shared')?.outcome]).toEqual(['revoked', 'kept']);
    expect((named.get('shared')?.expiresAt.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(24 * hour);
    expect((named.get('shared')?.expiresAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(23 * hour);
    expect(named.get('robots')?.expiresAt).toEqual(soon); // keeping makes nothing longer
    expect(await world.request('api-keys.replace', c.alice, { organizationId: c.organizationId, apiKeyId: shared.id })).toMatchObject({ status: 200 });
    expect(await end(c, c.carol)).toMatchObject([{ name: 'robots', outcome: 'revoked' }]);
    expect(await alive(c)).toEqual(['other', 'owners', 'shared']);
  });

  test('of a key that somebody else replaced, only the secret that the person saw', async () => {
    const c = await world.company();
    const { shared } = await keysOf(c);
    await world.request('api-keys.replace', c.alice, { organizationId: c.organizationId, apiKeyId: shared.id, graceHours: 24 });
    const previous = async () => ((await world.owner`select previous_hash from api_key where id = ${shared.id}`)[0] as { previous_hash: string | null }).previous_hash;
    expect(await previous()).toEqual(expect.any(String));
    await end(c, c.carol);
    expect(await previous()).toBeNull();
    expect(await alive(c)).toContain('shared');
  });

  test('everything, when the organization is deleted (D02)', async () => {
    const c = await world.company();
    await keysOf(c);
    await world.within(async (scope) => {
      await scope.enter(c.organizationId);
      await apiKeys.endAll(scope.tx, c.organizationId, { userId: c.alice.userId, at: scope.now });
    });
    expect(await alive(c)).toEqual([]);
  });
});

describe('isolation', () => {
  test('the database refuses to write a key of another organization, or of none', async () => {
    const c = await world.company();
    const { id } = await makeKey(world, c.bob, c.organizationId, { name: 'of bob' });
    const revokeIn = (entered: OrganizationId | null) =>
      world.within(async (scope) => {
        if (entered) await scope.enter(entered);
        await apiKeys.revoke(scope.tx, c.organizationId, id, { userId: null, at: scope.now });
      });
    for (const entered of [null, c.foreignOrganizationId]) {
      await revokeIn(entered);
      expect(await alive(c)).toEqual(['of bob']);
    }
    await revokeIn(c.organizationId);
    expect(await alive(c)).toEqual([]);
    const copy = { id: crypto.randomUUID() as ApiKeyId, organizationId: c.foreignOrganizationId, kind: 'personal' as const, name: 'x', role: null, scopes: ['read' as const], userId: c.bob.userId, memberId: null, secretHash: 'h', lastFour: 'abcd', createdAt: new Date(), expiresAt: new Date(Date.now() + hour) };
    await expect(world.within(async (scope) => {
      await scope.enter(c.organizationId);
      await apiKeys.add(scope.tx, copy);
    })).rejects.toMatchObject({ code: '42501' });
  });

  test('a key is found in its own organization only', async () => {
    const c = await world.company();
    const { id } = await makeKey(world, c.bob, c.organizationId);
    expect(await apiKeys.find(readerOf(world), c.organizationId, id)).toMatchObject({ id });
    expect(await apiKeys.find(readerOf(world), c.foreignOrganizationId, id)).toBeNull();
  });
});

test('noting a use does not wait for a request that holds the key', async () => {
  const c = await world.company();
  const { id } = await makeKey(world, c.alice, c.organizationId, ofAll);
  const note = () => world.within(async (scope) => {
    await scope.enter(c.organizationId);
    await apiKeys.noteUse(scope.tx, c.organizationId, id);
  });
  const used = async () => ((await world.owner`select last_used_at from api_key where id = ${id}`)[0] as { last_used_at: Date | null }).last_used_at;
  await world.owner.begin(async (sql) => {
    await sql`select from api_key where id = ${id} for share`;
    await note();
  });
  expect(await used()).toBeNull();
  await note();
  expect(await used()).toBeInstanceOf(Date);
});
