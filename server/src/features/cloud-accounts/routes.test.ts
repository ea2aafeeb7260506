import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { imaginedClusters } from '../../testing/imagined-clusters.ts';
import { newWorld, testSettings, type TestPerson, type World } from '../../testing/world.ts';

const imagined = imaginedClusters();
let world: World;
beforeAll(async () => {
  world = await newWorld({ driver: imagined.driver, hopsworks: imagined.hopsworks, authorityPem: 'pem' });
});
afterAll(() => world.close());

const connect = (who: TestPerson, organizationId: string, name = 'This machine') => world.request('cloud-accounts.create', who, { organizationId, kind: 'local', name });
const defaultOf = async (who: TestPerson, organizationId: string) => (await world.request('organizations.read', who, { organizationId })).body.defaultCloudAccountId;

describe('cloud-accounts.list', () => {
  test('200 with the same accounts for every member, oldest first, each with the default and how many clusters are in it (M01, M04)', async () => {
    const { organizationId, alice, bob, carol } = await world.company();
    const first = await connect(alice, organizationId);
    world.clock.advance(1);
    const second = await connect(carol, organizationId, 'Second');
    await world.request('clusters.create', bob, { organizationId, name: 'prod', version: '3.9.0' });
    const lists = await Promise.all([alice, carol, bob].map((who) => world.request('cloud-accounts.list', who, { organizationId })));
    for (const { status, body } of lists) {
      expect([status, body.items.map(({ id, isDefault, clusterCount }: Record<string, unknown>) => [id, isDefault, clusterCount])]).toEqual([200, [[first.body.id, true, 1], [second.body.id, false, 0]]]);
    }
  });
  test('200 says of each button whether this person may use it, in the words of the refusal (D05)', async () => {
    const { organizationId, alice, bob } = await world.company();
    const { body: { id: cloudAccountId } } = await connect(alice, organizationId);
    await world.request('clusters.create', bob, { organizationId, name: 'prod', version: '3.9.0' });
    for (const [who, status] of [[alice, 409], [bob, 403]] as const) {
      const { body } = await world.request('cloud-accounts.list', who, { organizationId });
      for (const verb of ['makeDefault', 'delete'] as const) {
        const refused = await world.request(`cloud-accounts.${verb}`, who, { organizationId, cloudAccountId });
        expect([refused.status, refused.body.detail]).toEqual([status, body.items[0].allows[verb]]);
      }
    }
    expect((await world.request('cloud-accounts.list', alice, { organizationId })).body.allows.create).toBe(true);
  });
  test('401 signed out; 404 from another organization, which has a list of its own (M01)', async () => {
    const { organizationId, foreignOrganizationId, alice, mallory } = await world.company();
    await connect(alice, organizationId);
    expect((await world.request('cloud-accounts.list', null, { organizationId })).status).toBe(401);
    expect((await world.request('cloud-accounts.list', mallory, { organizationId })).status).toBe(404);
    expect(await world.request('cloud-accounts.list', mallory, { organizationId: foreignOrganizationId })).toMatchObject({ status: 200, body: { items: [] } });
  });
});

describe('cloud-accounts.create', () => {
  test('201 for owner and administrators; the first becomes the default (M04)', async () => {
    const { organizationId, alice, carol } = await world.company();
    const first = await connect(alice, organizationId);
    expect(first).toMatchObject({ status: 201, body: { kind: 'local', name: 'This machine', isDefault: true, clusterCount: 0 } });
    expect(await connect(carol, organizationId, 'Another')).toMatchObject({ status: 201, body: { isDefault: false } });
    expect(await defaultOf(alice, organizationId)).toBe(first.body.id);
    expect((await world.audited(organizationId)).map(({ operation }) => operation)).toEqual(['cloud-accounts.create', 'cloud-accounts.create']);
  });
  test('403 for an ordinary member, who reads the same sentence in the list (D05)', async () => {
    const { organizationId, bob } = await world.company();
    const refused = await connect(bob, organizationId);
    const { body } = await world.request('cloud-accounts.list', bob, { organizationId });
    expect([refused.status, refused.body.detail]).toEqual([403, body.allows.create]);
  });
  test('409 for a name that is taken, and for clusters on this machine where the operator does not want them', async () => {
    const { organizationId, alice } = await world.company();
    await connect(alice, organizationId);
    expect(await connect(alice, organizationId, 'this MACHINE')).toMatchObject({ status: 409, body: { code: 'name-taken' } });
    const closed = await newWorld({ settings: { ...testSettings, localClusters: false } });
    const company = await closed.company();
    expect(await closed.request('cloud-accounts.create', company.alice, { organizationId: company.organizationId, kind: 'local', name: 'X' })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('LOCAL_CLUSTERS') } });
    await closed.close();
  });
  test('400 for another kind and an empty name', async () => {
    const { organizationId, alice } = await world.company();
    const { status, body } = await world.request('cloud-accounts.create', alice, { organizationId, kind: 'aws', name: '​ ' });
    expect([status, body.fields.map(({ field }: { field: string }) => field)]).toEqual([400, ['kind', 'name']]);
  });
});

describe('cloud-accounts.makeDefault', () => {
  test('200 moves it; 409 for the one that is; 404 for that of another organization (M04)', async () => {
    const [{ organizationId, alice }, other] = [await world.company(), await world.company()];
    const [first, second] = [await connect(alice, organizationId), await connect(alice, organizationId, 'Second')];
    const foreign = await connect(other.alice, other.organizationId);
    const make = (cloudAccountId: string) => world.request('cloud-accounts.makeDefault', alice, { organizationId, cloudAccountId });
    expect((await make(second.body.id)).body).toMatchObject({ isDefault: true });
    expect(await defaultOf(alice, organizationId)).toBe(second.body.id);
    expect((await make(second.body.id)).status).toBe(409);
    expect((await make(foreign.body.id)).status).toBe(404);
    expect((await make(first.body.id)).status).toBe(200);
  });
});

describe('cloud-accounts.delete', () => {
  test('409 names the clusters that still use it; 204 after their end, and the next one is the default (M04, D05)', async () => {
    const { organizationId, alice, bob } = await world.company();
    const first = await connect(alice, organizationId);
    const second = await connect(alice, organizationId, 'Second');
    const cluster = await world.request('clusters.create', bob, { organizationId, name: 'prod', version: '3.9.0' });
    const remove = (who = alice) => world.request('cloud-accounts.delete', who, { organizationId, cloudAccountId: first.body.id });
    expect(await remove()).toMatchObject({ status: 409, body: { detail: expect.stringContaining('“prod”') } });
    expect((await remove(bob)).status).toBe(403);
    await world.request('clusters.terminate', bob, { organizationId, clusterId: cluster.body.id });
    await world.work();
    expect((await remove()).status).toBe(204);
    expect(await defaultOf(alice, organizationId)).toBe(second.body.id);
    expect((await world.request('cloud-accounts.list', alice, { organizationId })).body.items).toMatchObject([{ name: 'Second', isDefault: true }]);
    expect((await connect(alice, organizationId)).status).toBe(201);
  });
});
