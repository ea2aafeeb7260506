import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imaginedClusters } from '../../testing/imagined-clusters.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';
import { HopsworksError } from './hopsworks.ts';

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

describe('cluster-accounts.retry', () => {
  const blockOf = async (who: TestPerson) => ((await world.request('cluster-accounts.list', company.alice, path)).body.items as { userId: string }[]).find(({ userId }) => userId === who.userId);
  const retried = async () => (await world.audited(company.organizationId)).filter(({ operation }) => operation === 'cluster-accounts.retry');

  test('202 for owner and administrators: a block that failed is tried at once, not at its next try (D07)', async () => {
    const { organizationId, alice, carol } = company;
    const erin = await world.person({ givenName: 'Erin', familyName: 'Eden' });
    const memberId = await world.join(organizationId, erin, 'member');
    await world.request('cluster-accounts.retry', alice, path);
    await world.work();
    imagined.trouble('setStatus', 'before', new HopsworksError(500, null, 'The cluster refused: it is busy.'));
    await world.request('members.remove', alice, { organizationId, memberId });
    await world.work();
    expect(await blockOf(erin)).toMatchObject({ wanted: 'blocked', seen: 'user', problem: 'The cluster refused: it is busy.', nextTryAt: expect.any(String) });
    expect(await world.request('cluster-accounts.retry', carol, path)).toMatchObject({ status: 202, body: { allows: { retry: true } } });
    await world.work();
    expect(await blockOf(erin)).toMatchObject({ wanted: 'blocked', seen: 'blocked', problem: null, nextTryAt: null });
    expect(await retried()).toMatchObject([{ actorId: alice.userId }, { actorId: carol.userId, subject: path.clusterId }]);
  });
  test('403 for an ordinary member, with the sentence', async () => {
    const before = await retried();
    expect(await world.request('cluster-accounts.retry', company.bob, path)).toMatchObject({ status: 403, body: { detail: 'Only the owner and administrators of this organization may try the accounts of a cluster again.' } });
    expect(await retried()).toEqual(before);
  });
  test('404 for a cluster of another organization (M01)', async () => {
    expect((await world.request('cluster-accounts.retry', company.mallory, path)).status).toBe(404);
    expect((await world.request('cluster-accounts.retry', company.mallory, { ...path, organizationId: company.foreignOrganizationId })).status).toBe(404);
  });
  test('409 with a sentence where the cluster is stopped or unmanaged (D08); the list says the same', async () => {
    const { organizationId, alice } = company;
    const { body } = await world.request('clusters.create', alice, { organizationId, name: 'alone', version: '3.9.0', userManagement: 'unmanaged' });
    await world.work();
    await world.request('clusters.stop', alice, path);
    await world.work();
    for (const [input, because] of [[path, /^The cluster is stopped\./], [{ organizationId, clusterId: body.id }, /^Hopyard does not manage/]] as const) {
      expect(await world.request('cluster-accounts.retry', alice, input)).toMatchObject({ status: 409, body: { detail: expect.stringMatching(because) } });
      expect((await world.request('cluster-accounts.list', alice, input)).body.allows.retry).toMatch(because);
    }
    await world.request('clusters.start', alice, path);
    await world.work();
    expect((await world.request('cluster-accounts.retry', alice, path)).status).toBe(202);
  });
});
