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
    expect((await world.request('cluster-accounts.list', company.bob, path)).body).toMatchObject({ otherCount: 2, held: null, checkedAt: expect.any(String) });
  });
  test('404 for a cluster of another organization', async () => {
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
