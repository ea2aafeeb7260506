import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CloudAccountId, ClusterId, OrganizationId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { newUuid } from '../../platform/identifiers.ts';
import { addCluster } from '../../testing/cluster-rows.ts';
import { poll } from '../../testing/poll.ts';
import { newWorld, unboundOf, type TestPerson, type World } from '../../testing/world.ts';
import { readCursor, writeCursor } from './contract.ts';
import { allClosed } from './services.ts';
import * as clusters from './store.ts';

let world: World;
let tx: Tx;
beforeAll(async () => {
  world = await newWorld();
  tx = unboundOf(world);
});
afterAll(() => world.close());

const end = (id: string) => world.owner`update cluster set wanted = 'terminated', terminated_at = now() where id = ${id}`;

describe('the store of clusters', () => {
  test('finds a cluster inside its own organization only, and not after its end (M01)', async () => {
    const c = await world.company();
    const id = await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'prod' });
    expect(await clusters.findCard(tx, c.organizationId, id)).toMatchObject({ id, name: 'prod', creator: { givenName: 'Alice' } });
    expect(await clusters.findCard(tx, c.foreignOrganizationId, id)).toBeNull();
    expect([await clusters.isNameTaken(tx, c.organizationId, 'PROD'), await clusters.isNameTaken(tx, c.foreignOrganizationId, 'prod')]).toEqual([true, false]);
    await end(id);
    expect([await clusters.findCard(tx, c.organizationId, id), await clusters.findForWork(tx, id), await clusters.findHeartbeat(tx, id)]).toEqual([null, null, null]);
    expect(await clusters.isNameTaken(tx, c.organizationId, 'prod')).toBe(false);
  });

  test('pages from the newest on, those of one moment in one order; what comes and goes in between leaves nothing out and repeats nothing', async () => {
    const c = await world.company();
    const put = async (name: string, createdAt: string, organizationId = c.organizationId) => {
      const id = await addCluster(world.owner, organizationId, c.alice.userId, { name });
      await world.owner`update cluster set created_at = ${createdAt} where id = ${id}`;
      return id;
    };
    const [early, same, late] = ['2026-03-01T12:00:00Z', '2026-03-01T12:00:01Z', '2026-03-01T12:00:02Z'] as const;
    const ids = [await put('first', early), await put('b', same), await put('c', same), await put('d', same), await put('last', late)];
    await put('foreign', same, c.foreignOrganizationId);
    const page = async (after: Parameters<typeof writeCursor>[0] | null, limit: number) =>
      clusters.listCards(tx, c.organizationId, after && readCursor(writeCursor(after)), limit);
    const top = await page(null, 3);
    await put('newest', '2026-03-01T12:00:03Z');
    await end(ids[2]!); // the last one on the page that was just read
    const rest = await page(top.at(-1)!, 10);
    expect([top, rest].map((cards) => cards.map(({ name }) => name))).toEqual([['last', 'd', 'c'], ['b', 'first']]);
  });

  test('the database keeps a name for one live cluster of an organization, whatever its case, and puts none into an account of another organization (M01, M04)', async () => {
    const c = await world.company();
    const accountFor = async (organizationId: OrganizationId, { userId }: TestPerson) => (await clusters.findForWork(tx, await addCluster(world.owner, organizationId, userId)))!.cloudAccountId;
    const [cloudAccountId, foreign] = [await accountFor(c.organizationId, c.alice), await accountFor(c.foreignOrganizationId, c.mallory)];
    const add = async (name: string, changes: { cloudAccountId?: CloudAccountId; organizationId?: OrganizationId } = {}) => {
      const id = newUuid() as ClusterId;
      const given = { organizationId: c.organizationId, cloudAccountId, ...changes };
      await clusters.add(tx, { id, name, version: '3.9.0', userManagement: 'managed', createdBy: c.alice.userId, createdAt: new Date(), servicesWanted: allClosed, ...given });
      return id;
    };
    const first = await add('prod');
    await expect(add('PROD')).rejects.toThrow(/cluster_name/);
    await expect(add('other', { cloudAccountId: foreign })).rejects.toThrow(/foreign key/);
    await add('prod', { organizationId: c.foreignOrganizationId, cloudAccountId: foreign });
    await end(first);
    await add('PROD');
  });

  test('a card counts the accounts of its own cluster: all, those not as wanted, and blocks that were not seen (D07, D09)', async () => {
    const c = await world.company();
    const [id, other] = [await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'a' }), await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'b' })];
    const rows = [[id, c.alice, 'administrator', 'administrator'], [id, c.carol, 'administrator', 'user'], [id, c.bob, 'blocked', 'user'], [other, c.bob, 'blocked', 'blocked']] as const;
    for (const [clusterId, { userId, email }, wanted, seen] of rows) {
      await world.owner`insert into cluster_account (id, organization_id, cluster_id, user_id, email, wanted, wanted_at, seen) values (${newUuid()}, ${c.organizationId}, ${clusterId}, ${userId}, ${email}, ${wanted}, now(), ${seen})`;
    }
    await world.owner`insert into cluster_account_pass (cluster_id, organization_id, problem, held_blocks) values (${id}, ${c.organizationId}, 'No.', '["bob@example.org"]')`;
    expect((await clusters.findCard(tx, c.organizationId, id))!.accounts).toEqual({ total: 3, pending: 2, blockedPending: 1, held: 1, problem: 'No.' });
    expect((await clusters.findCard(tx, c.organizationId, other))!.accounts).toEqual({ total: 1, pending: 0, blockedPending: 0, held: 0, problem: null });
  });

  test('a cluster that a request looks at waits for nobody but the workflow of this very cluster, and the other way round', async () => {
    const c = await world.company();
    const [id, other] = [await addCluster(world.owner, c.organizationId, c.alice.userId), await addCluster(world.owner, c.organizationId, c.alice.userId)];
    const waiting = async () => (await world.owner`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length > 0;
    const work = (clusterId: ClusterId) => world.within(async ({ tx: own, enter }) => (await enter(c.organizationId), clusters.findForWork(own, clusterId)));
    let held: ReturnType<typeof work> | undefined;
    await world.within(async ({ tx: request, enter }) => {
      await enter(c.organizationId);
      expect(await clusters.findForUpdate(request, c.foreignOrganizationId, id)).toBeNull();
      expect(await work(id)).toMatchObject({ wanted: 'running' }); // somebody else's request held nothing
      expect(await clusters.findForUpdate(request, c.organizationId, id)).toMatchObject({ id });
      expect(await work(other)).toMatchObject({ id: other });
      held = work(id);
      await poll(waiting);
      await clusters.want(request, id, 'stopped', new Date());
    });
    expect(await held).toMatchObject({ id, wanted: 'stopped' });
  });

  test('counts the live ones', async () => {
    const c = await world.company();
    const ids = [await addCluster(world.owner, c.organizationId, c.alice.userId), await addCluster(world.owner, c.organizationId, c.alice.userId)];
    expect(await clusters.countLive(tx, c.organizationId)).toBe(2);
    await end(ids[0]!);
    expect(await clusters.countLive(tx, c.organizationId)).toBe(1);
  });

  test('a wish clears what stood in the way, and touches nothing that was seen', async () => {
    const c = await world.company();
    const [id, other] = [await addCluster(world.owner, c.organizationId, c.alice.userId, { open: true }), await addCluster(world.owner, c.organizationId, c.alice.userId)];
    const [before, untouched] = [(await clusters.findForWork(tx, id))!, await clusters.findForWork(tx, other)];
    await clusters.saveSeen(tx, { ...before, fault: { message: 'No.', next: 'Retry.' }, problem: 'No.', attempts: 3, nextAttemptAt: new Date(), startTries: 2, startRequestedAt: new Date() });
    const at = new Date('2026-03-01T12:00:00Z');
    await clusters.want(tx, id, 'stopped', at);
    await clusters.wantServices(tx, id, { ...allClosed, kafka: true });
    expect(await clusters.findForWork(tx, id)).toEqual({ ...before, wanted: 'stopped', wantedAt: at, servicesWanted: { ...allClosed, kafka: true } });
    expect(await clusters.findForWork(tx, other)).toEqual(untouched);
  });

  test('what is seen touches no wish', async () => {
    const c = await world.company();
    const id = await addCluster(world.owner, c.organizationId, c.alice.userId);
    const before = (await clusters.findForWork(tx, id))!;
    await clusters.saveSeen(tx, { ...before, wanted: 'terminated', servicesWanted: { featureStore: true, onlineFeatureStore: true, kafka: true, ssh: true }, seen: 'failed' });
    expect(await clusters.findForWork(tx, id)).toEqual({ ...before, seen: 'failed' });
  });

  test('names the managed clusters that follow the membership, of this organization (M11, M12)', async () => {
    const c = await world.company();
    const managed = await addCluster(world.owner, c.organizationId, c.alice.userId, { wanted: 'stopped' });
    await addCluster(world.owner, c.organizationId, c.alice.userId, { userManagement: 'unmanaged' });
    await addCluster(world.owner, c.organizationId, c.alice.userId, { wanted: 'terminated' });
    await addCluster(world.owner, c.foreignOrganizationId, c.mallory.userId);
    expect(await clusters.listIdsToConverge(tx, c.organizationId)).toEqual([managed]);
  });

  test('says what a removal touches: live clusters by name, and whether anybody is on them (M12, D08)', async () => {
    const c = await world.company();
    await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'b', open: true });
    await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'a', userManagement: 'unmanaged' });
    await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'c', wanted: 'terminated', open: true });
    expect(await clusters.listAffectedByRemoval(tx, c.organizationId)).toMatchObject([{ name: 'a', userManagement: 'unmanaged', running: false }, { name: 'b', userManagement: 'managed', running: true }]);
  });

  test('the sweep sees every live cluster, and which accounts were not compared for five minutes', async () => {
    const c = await world.company();
    const [due, fresh, closed] = [await addCluster(world.owner, c.organizationId, c.alice.userId, { open: true }), await addCluster(world.owner, c.organizationId, c.alice.userId, { open: true }), await addCluster(world.owner, c.organizationId, c.alice.userId)];
    const now = new Date();
    for (const [id, minutes] of [[due, 6], [fresh, 4]] as const) {
      await world.owner`insert into cluster_account_pass (cluster_id, organization_id, checked_at) values (${id}, ${c.organizationId}, ${new Date(now.getTime() - minutes * 60_000)})`;
    }
    const swept = (await clusters.listLive(tx, now)).filter(({ id }) => [due, fresh, closed].includes(id));
    expect(swept).toEqual([{ id: due, accountsAreDue: true }, { id: fresh, accountsAreDue: false }, { id: closed, accountsAreDue: false }]);
  });
});
