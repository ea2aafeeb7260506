import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import { imaginedClusters } from '../../testing/imagined-clusters.ts';
import { newWorld, readerOf, type World } from '../../testing/world.ts';
import { DriverFault } from './driver.ts';
import * as clusters from './store.ts';

const imagined = imaginedClusters();
let world: World;
beforeAll(async () => {
  world = await newWorld({ driver: imagined.driver, hopsworks: imagined.hopsworks, authorityPem: 'pem' });
});
beforeEach(() => imagined.calm());
afterAll(() => world.close());

async function company({ connected = true }: { connected?: boolean } = {}) {
  const made = await world.company();
  if (connected) await world.request('cloud-accounts.create', made.alice, { organizationId: made.organizationId, kind: 'local', name: 'This machine' });
  return made;
}
type Company = Awaited<ReturnType<typeof company>>;
const create = (made: Company, input: Record<string, unknown> = {}, who = made.bob) =>
  world.request('clusters.create', who, { organizationId: made.organizationId, name: 'prod', version: '3.9.0', ...input });
async function running(input: Record<string, unknown> = {}) {
  const made = await company();
  const { body } = await create(made, input);
  await world.work();
  return { ...made, path: { organizationId: made.organizationId, clusterId: body.id as ClusterId } };
}
const allow = (made: Company, permissions: Record<string, boolean>) => world.request('organizations.updatePermissions', made.alice, {
  organizationId: made.organizationId, membersCanInvite: false, membersCanCreateAndTerminate: true, membersCanOpenPorts: false, ...permissions,
});

describe('clusters.create', () => {
  test('201 for an ordinary member, in the default account, with nothing to configure (M04, D04)', async () => {
    const made = await company();
    expect(await create(made)).toMatchObject({ status: 201, body: { state: 'pending', userManagement: 'managed', cloudAccount: { name: 'This machine' }, createdBy: { id: made.bob.userId }, stage: { step: 1 } } });
    expect((await world.audited(made.organizationId)).at(-1)).toMatchObject({ operation: 'clusters.create', actorId: made.bob.userId });
  });
  test('403 with the reason when members may not; 201 for administrators all the same (M15)', async () => {
    const made = await company();
    await allow(made, { membersCanCreateAndTerminate: false });
    expect(await create(made)).toMatchObject({ status: 403, body: { detail: 'Only the owner and administrators of this organization may create and terminate clusters. They can allow it to every member on the Members page.' } });
    expect((await create(made, {}, made.carol)).status).toBe(201);
  });
  test('400 names each wrong field', async () => {
    const { body, status } = await create(await company(), { name: ' ', version: '9.9.9', userManagement: 'ldap', colour: 'red' });
    expect([status, body.fields.map(({ field }: { field: string }) => field).toSorted()]).toEqual([400, ['colour', 'name', 'userManagement', 'version']]);
  });
  test('400 for an account of another organization (M01, M04)', async () => {
    const [made, other] = [await company(), await company()];
    const { body } = await world.request('cloud-accounts.list', other.alice, { organizationId: other.organizationId });
    expect(await create(made, { cloudAccountId: body.items[0].id })).toMatchObject({ status: 400, body: { fields: [{ field: 'cloudAccountId' }] } });
  });
  test('409 without a cloud account, saying what to do (M04)', async () => {
    expect(await create(await company({ connected: false }))).toMatchObject({ status: 409, body: { code: 'no-cloud-account', next: expect.stringContaining('Cloud Accounts') } });
  });
  test('409 for a name that a live cluster has, whatever its case; free again after its end', async () => {
    const { path, ...made } = await running();
    expect(await create(made, { name: 'PROD' })).toMatchObject({ status: 409, body: { code: 'name-taken' } });
    await world.request('clusters.terminate', made.bob, path);
    await world.work();
    expect((await create(made, { name: 'PROD' })).status).toBe(201);
  });
  test('409 above the limit of the installation', async () => {
    const made = await company();
    for (let number = 1; number <= 5; number++) expect((await create(made, { name: `c${number}` })).status).toBe(201);
    expect(await create(made, { name: 'c6' })).toMatchObject({ status: 409, body: { code: 'too-many-clusters', detail: 'An organization has at most 5 clusters on this machine.' } });
  });
  test('five at most also when ten people click at the same moment', async () => {
    const made = await company();
    const answers = await Promise.all(Array.from({ length: 10 }, (_each, number) => create(made, { name: `c${number}` })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
  });
});

describe('clusters.start and clusters.stop', () => {
  test('200 for every member; the state changes with the click (M10)', async () => {
    const { bob, path } = await running();
    expect(await world.request('clusters.stop', bob, path)).toMatchObject({ status: 200, body: { state: 'stopping', openUrl: null } });
    await world.work();
    expect(await world.request('clusters.start', bob, path)).toMatchObject({ status: 200, body: { state: 'starting' } });
  });
  test('409 with the reason in the wrong state', async () => {
    const { bob, path } = await running();
    expect(await world.request('clusters.start', bob, path)).toMatchObject({ status: 409, body: { detail: 'The cluster runs already.' } });
    await world.request('clusters.stop', bob, path);
    expect(await world.request('clusters.stop', bob, path)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('stopping') } });
  });
  test('404 from another organization, and for a cluster that does not exist', async () => {
    const { mallory, bob, path, foreignOrganizationId } = await running();
    expect((await world.request('clusters.stop', mallory, path)).status).toBe(404);
    expect((await world.request('clusters.stop', mallory, { ...path, organizationId: foreignOrganizationId })).status).toBe(404);
    expect((await world.request('clusters.stop', bob, { ...path, clusterId: path.organizationId })).status).toBe(404);
  });
});

describe('clusters.terminate', () => {
  test('200 for a member while allowed, 403 with the same words when not (M15)', async () => {
    const { bob, path, ...made } = await running();
    await allow({ bob, ...made }, { membersCanCreateAndTerminate: false });
    const { body } = await world.request('clusters.read', bob, path);
    const refused = await world.request('clusters.terminate', bob, path);
    expect([refused.status, refused.body.detail]).toEqual([403, body.allows.terminate]);
    await allow({ bob, ...made }, {});
    expect(await world.request('clusters.terminate', bob, path)).toMatchObject({ status: 200, body: { state: 'shutting-down', allows: { terminate: 'The cluster is being terminated already.' } } });
  });
});

describe('clusters.updateServices', () => {
  const kafka = { featureStore: false, onlineFeatureStore: false, kafka: true, ssh: false };
  test('403 for a member, 200 once allowed; opening and closing alike (M16)', async () => {
    const { bob, path, ...made } = await running();
    expect((await world.request('clusters.updateServices', bob, { ...path, ...kafka })).status).toBe(403);
    await allow({ bob, ...made }, { membersCanOpenPorts: true });
    expect((await world.request('clusters.updateServices', bob, { ...path, ...kafka })).status).toBe(200);
    await allow({ bob, ...made }, { membersCanOpenPorts: false });
    expect((await world.request('clusters.updateServices', bob, { ...path, ...kafka, kafka: false })).status).toBe(403);
  });
  test('what is wanted stays wanted while the cluster is stopped, and opens at its next start (M16)', async () => {
    const { alice, path } = await running();
    await world.request('clusters.updateServices', alice, { ...path, ...kafka });
    await world.request('clusters.stop', alice, path);
    await world.work();
    const service = async () => (await world.request('clusters.read', alice, path)).body.services[2];
    expect(await service()).toMatchObject({ key: 'kafka', wanted: true, seen: false });
    await world.request('clusters.start', alice, path);
    await world.work();
    expect(await service()).toMatchObject({ key: 'kafka', wanted: true, seen: true, address: '127.64.0.1', ports: [9092] });
  });
  test('400 unless all four are said', async () => {
    const { alice, path } = await running();
    expect((await world.request('clusters.updateServices', alice, { ...path, kafka: true })).status).toBe(400);
  });
});

describe('clusters.retry', () => {
  test('403 for a member when only administrators create; 200 for an administrator; 409 when nothing failed (M15, D05)', async () => {
    const made = await company();
    imagined.trouble('prepare', 'before', new DriverFault('No space is left.', 'Free some, then retry.'));
    const { body } = await create(made);
    await world.work();
    const path = { organizationId: made.organizationId, clusterId: body.id };
    await allow(made, { membersCanCreateAndTerminate: false });
    expect((await world.request('clusters.retry', made.bob, path)).status).toBe(403);
    expect(await world.request('clusters.retry', made.carol, path)).toMatchObject({ status: 200, body: { state: 'pending', fault: null } });
    await world.work();
    expect((await world.request('clusters.retry', made.carol, path)).status).toBe(409);
  });
});

describe('clusters.read', () => {
  test('200 for every member, with what he may do with it (M03, M10)', async () => {
    const { bob, path } = await running();
    expect(await world.request('clusters.read', bob, path)).toMatchObject({ status: 200, body: { id: path.clusterId, state: 'running', openUrl: expect.stringMatching(/\/autoOauth$/), allows: { stop: true, start: 'The cluster runs already.', updateServices: expect.stringContaining('Members page') } } });
  });
  test('404 from another organization, through its own path too (M01)', async () => {
    const { mallory, path, foreignOrganizationId } = await running();
    expect((await world.request('clusters.read', mallory, path)).status).toBe(404);
    expect((await world.request('clusters.read', mallory, { ...path, organizationId: foreignOrganizationId })).status).toBe(404);
  });
});

describe('clusters.list', () => {
  test('200 page by page, newest first, each once', async () => {
    const made = await company();
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await create(made, { name });
      world.clock.advance(1);
    }
    const names: string[] = [];
    let cursor: string | null | undefined;
    do {
      const { body } = await world.request('clusters.list', made.bob, { organizationId: made.organizationId, limit: 2, ...(cursor ? { cursor } : {}) });
      names.push(...body.items.map(({ name }: { name: string }) => name));
      cursor = body.nextCursor;
    } while (cursor);
    expect(names).toEqual(['e', 'd', 'c', 'b', 'a']);
  });
  test('400 for a cursor that is not one', async () => {
    const made = await company();
    expect(await world.request('clusters.list', made.bob, { organizationId: made.organizationId, cursor: 'x' })).toMatchObject({ status: 400, body: { fields: [{ field: 'cursor' }] } });
  });
  test('reads a page with one statement', async () => {
    const { organizationId } = await running();
    const statements: string[] = [];
    const counting = { query: (sql: string, parameters?: readonly unknown[]) => (statements.push(sql), readerOf(world).query(sql, parameters)) };
    await clusters.listCards(counting as never, organizationId as OrganizationId, null, 50);
    expect(statements).toHaveLength(1);
  });
});
