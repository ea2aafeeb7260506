import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imaginedClusters } from '../../testing/imagined-clusters.ts';
import { newWorld, type World } from '../../testing/world.ts';

const imagined = imaginedClusters();
let world: World;
let company: Awaited<ReturnType<World['company']>>;
let path: { organizationId: string; clusterId: string };
beforeAll(async () => {
  world = await newWorld({ driver: imagined.driver, hopsworks: imagined.hopsworks, authorityPem: 'pem' });
  company = await world.company();
  const { organizationId, alice } = company;
  await world.request('cloud-accounts.create', alice, { organizationId, kind: 'local', name: 'This machine' });
  const { body } = await world.request('clusters.create', alice, { organizationId, name: 'prod', version: '3.9.0' });
  await world.work();
  path = { organizationId, clusterId: body.id };
});
afterAll(() => world.close());

describe('cluster-accounts.list', () => {
  test('200 for every member', async () => {
    expect((await world.request('cluster-accounts.list', company.bob, path)).body).toMatchObject({ others: { count: 2 }, held: null, nextCursor: null, checkedAt: expect.any(String) });
  });
  test('200 page by page, those who came first to the front, each once; what is not managed here stands on the first page alone (D09)', async () => {
    type Page = { items: { userId: string; managed: boolean }[]; nextCursor: string | null; others: { count: number; items: { managed: boolean }[] } };
    const pages: Page[] = [];
    for (let cursor: string | null = null, turn = 0; turn === 0 || cursor; turn++, cursor = pages.at(-1)!.nextCursor) {
      pages.push((await world.request('cluster-accounts.list', company.bob, { ...path, limit: 2, ...(cursor ? { cursor } : {}) })).body);
    }
    const { alice, bob, carol } = company;
    expect(pages.map(({ items }) => items.map(({ userId }) => userId))).toEqual([[alice.userId, carol.userId], [bob.userId]]);
    expect(pages.map(({ others }) => [others.count, others.items.length])).toEqual([[2, 2], [2, 0]]);
    expect([...new Set(pages.flatMap(({ items }) => items.map(({ managed }) => managed)))]).toEqual([true]);
    expect([...new Set(pages.flatMap(({ others }) => others.items.map(({ managed }) => managed)))]).toEqual([false]);
  });
  test('400 for a cursor that is not one, and for more than a hundred at once', async () => {
    for (const wrong of [{ cursor: 'x' }, { limit: 101 }]) expect((await world.request('cluster-accounts.list', company.bob, { ...path, ...wrong })).status).toBe(400);
    expect((await world.request('cluster-accounts.list', company.bob, { ...path, limit: 100 })).status).toBe(200);
  });
  test('404 for a cluster of another organization (M01)', async () => {
    expect((await world.request('cluster-accounts.list', company.mallory, { ...path, organizationId: company.foreignOrganizationId })).status).toBe(404);
    expect((await world.request('cluster-accounts.list', company.mallory, path)).status).toBe(404);
  });
  test('401 signed out', async () => {
    expect((await world.request('cluster-accounts.list', null, path)).status).toBe(401);
  });
});

describe('cluster-accounts.confirmBlocks', () => {
  test('409 when nobody is held back', async () => {
    expect(await world.request('cluster-accounts.confirmBlocks', company.alice, { ...path, people: ['bob@example.org'] })).toMatchObject({ status: 409, body: { code: 'changed' } });
  });
  test('403 for an ordinary member, with the sentence', async () => {
    expect(await world.request('cluster-accounts.confirmBlocks', company.bob, { ...path, people: ['bob@example.org'] })).toMatchObject({ status: 403, body: { detail: expect.stringMatching(/^Only the owner/) } });
  });
  test('400 without people', async () => {
    expect((await world.request('cluster-accounts.confirmBlocks', company.alice, { ...path, people: [] })).status).toBe(400);
  });
});
