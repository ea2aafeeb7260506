import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import { newUuid } from '../../platform/identifiers.ts';
import { imaginedClusters } from '../../testing/imagined-clusters.ts';
import { newWorld, readerOf, testSettings, type TestPerson, type World } from '../../testing/world.ts';
import { HopsworksError, Unreachable } from './hopsworks.ts';
import * as clusterAccounts from './store.ts';

const imagined = imaginedClusters();
let world: World;
beforeAll(async () => {
  world = await newWorld({ driver: imagined.driver, hopsworks: imagined.hopsworks, authorityPem: 'pem', settings: { ...testSettings, localClustersPerOrganization: 100 } });
});
beforeEach(() => imagined.calm());
afterAll(() => world.close());

type Path = { organizationId: OrganizationId; clusterId: ClusterId };

/** An organization of its own with one running cluster and so many members besides Alice, Carol and Bob. */
async function company(more = 0) {
  const made = await world.company();
  const { organizationId, alice, bob } = made;
  await world.request('cloud-accounts.create', alice, { organizationId, kind: 'local', name: 'This machine' });
  const crowd: TestPerson[] = [];
  for (let number = 0; number < more; number++) {
    const person = await world.person({ givenName: `Member${number}` });
    await world.join(organizationId, person, 'member');
    crowd.push(person);
  }
  const { body } = await world.request('clusters.create', bob, { organizationId, name: 'prod', version: '3.9.0' });
  await world.work();
  const path: Path = { organizationId, clusterId: body.id };
  return { ...made, crowd, path, cluster: imagined.at(path.clusterId) };
}
const list = async (who: TestPerson, path: Path) => (await world.request('cluster-accounts.list', who, { ...path, limit: 100 })).body;
const itemOf = async (who: TestPerson, path: Path, of = who) => (await list(who, path)).items.find((item: { userId: string }) => item.userId === of.userId);
async function converge({ clusterId }: Path) {
  await world.product.jobs.find(({ name }) => name === 'cluster-accounts.reconcile')!.run(world.product.work, clusterId);
}
/** Removed by a row alone, as no endpoint does: there is no entry in the audit log. */
async function takeAway(organizationId: OrganizationId, people: TestPerson[]) {
  for (const { userId } of people) {
    await world.owner`delete from member where organization_id = ${organizationId} and user_id = ${userId}`;
    await world.owner`insert into removal (id, organization_id, user_id, removed_at) values (${newUuid()}, ${organizationId}, ${userId}, now())`;
  }
}

describe('a pass', () => {
  test('repeats no call for what is as wanted', async () => {
    const { path, cluster } = await company();
    const done = [...cluster.done];
    await converge(path);
    await converge(path);
    expect(cluster.done).toEqual(done);
  });
  test('sets right what somebody changed on the cluster, upwards and downwards, and touches no other account (D09)', async () => {
    const { path, cluster, bob } = await company();
    imagined.addAccount(path.clusterId, { email: 'guest@example.org', roles: ['HOPS_ADMIN'] });
    const account = cluster.accounts.find(({ email }) => email === bob.email)!;
    Object.assign(account, { roles: ['HOPS_ADMIN'], status: 'blocked' });
    await converge(path);
    expect(account).toMatchObject({ roles: ['HOPS_USER'], status: 'activated' });
    expect(cluster.accounts.find(({ email }) => email === 'guest@example.org')).toMatchObject({ roles: ['HOPS_ADMIN'], status: 'activated' });
    expect((await list(bob, path)).others.items.find((item: { email: string }) => item.email === 'guest@example.org')).toMatchObject({ managed: false, seen: 'administrator' });
  });
  test.each(['createRemoteAccount', 'setRole', 'setStatus', 'listAccounts'] as const)('heals when the answer of %s is lost, and makes nothing twice (M11)', async (call) => {
    const { organizationId, path, cluster, alice } = await company();
    const dave = await world.person({ givenName: 'Dave' });
    await world.join(organizationId, dave, 'member');
    if (call === 'setStatus') {
      await converge(path);
      cluster.accounts.find(({ email }) => email === dave.email)!.status = 'blocked';
    }
    imagined.trouble(call, 'after', new Unreachable('The cluster did not answer in time.'));
    await converge(path);
    world.clock.advance(3000);
    await world.work();
    expect(await itemOf(alice, path, dave)).toMatchObject({ wanted: 'user', seen: 'user', problem: null, nextTryAt: null });
    expect(cluster.accounts.filter(({ email }) => email === dave.email)).toHaveLength(1);
  });
  test('an account that cannot be reached is pending with the reason and the next try, never called blocked (D07)', async () => {
    const { organizationId, path, alice, bob, bobMemberId } = await company();
    imagined.trouble('listAccounts', 'before', new Unreachable('The cluster did not answer in time.'), 3);
    await world.request('members.remove', alice, { organizationId, memberId: bobMemberId });
    await world.work();
    const item = await itemOf(alice, path, bob);
    expect(item).toMatchObject({ wanted: 'blocked', seen: 'user', sentence: 'is being blocked', problem: 'The cluster did not answer in time.', sessionEndsBy: null });
    expect(Date.parse(item.nextTryAt)).toBeGreaterThan(world.clock.now().getTime());
    expect(await clusterAccounts.listBlockedEmails(readerOf(world), path.clusterId)).toEqual([bob.email]); // the third wall
    for (const seconds of [3, 6, 16]) {
      world.clock.advance(seconds * 1000);
      await world.work();
    }
    expect(await itemOf(alice, path, bob)).toMatchObject({ wanted: 'blocked', seen: 'blocked' });
  });
  test('keeps one chain of tries, however often it is asked for', async () => {
    const { path } = await company();
    imagined.trouble('listAccounts', 'before', new Unreachable('No.'), 5);
    const before = world.queue.waiting.length;
    for (let turn = 0; turn < 5; turn++) await converge(path);
    expect(world.queue.waiting.length - before).toBe(1);
  });
  test('an address that a local account holds is named, and keeps nobody else out (D09)', async () => {
    const { organizationId, path, cluster, alice } = await company();
    const [dave, erin] = [await world.person({ givenName: 'Dave' }), await world.person({ givenName: 'Erin' })];
    imagined.addAccount(path.clusterId, { email: dave.email });
    await world.join(organizationId, dave, 'member');
    await world.join(organizationId, erin, 'member');
    await converge(path);
    expect(await itemOf(alice, path, dave)).toMatchObject({ wanted: 'user', seen: 'absent', problem: expect.stringContaining('local account') });
    expect(await itemOf(alice, path, erin)).toMatchObject({ wanted: 'user', seen: 'user' });
    expect(cluster.accounts.filter(({ email }) => email === dave.email)).toMatchObject([{ kind: 'local', status: 'activated' }]);
    await world.request('clusters.stop', alice, path);
    await world.work();
    await world.request('clusters.start', alice, path);
    await world.work();
    expect((await world.request('clusters.read', alice, path)).body).toMatchObject({ state: 'running', accounts: { pending: 1 } });
  });
  test('one refusal does not keep the others waiting (M11)', async () => {
    const { organizationId, path, alice } = await company();
    const people = [await world.person({ givenName: 'Dave' }), await world.person({ givenName: 'Erin' }), await world.person({ givenName: 'Finn' })];
    for (const person of people) await world.join(organizationId, person, 'member');
    imagined.trouble('createRemoteAccount', 'before', new HopsworksError(500, null, 'The cluster failed (HTTP 500).'));
    await converge(path);
    const seen = await Promise.all(people.map(async (person) => (await itemOf(alice, path, person)).seen));
    expect(seen.toSorted()).toEqual(['absent', 'user', 'user']);
    world.clock.advance(3000);
    await world.work();
    expect(await Promise.all(people.map(async (person) => (await itemOf(alice, path, person)).seen))).toEqual(['user', 'user', 'user']);
  });
});

describe('many blocks without a removal in the audit log (D09)', () => {
  test('wait for an administrator, and are done for exactly those he confirmed', async () => {
    const { organizationId, path, cluster, alice, carol, crowd } = await company(8);
    await takeAway(organizationId, crowd.slice(0, 7));
    await converge(path);
    const { held, allows } = await list(carol, path);
    expect(held).toMatchObject({ sentence: expect.stringContaining('7 people would be blocked') });
    expect([held.people.length, allows.confirmBlocks]).toEqual([7, true]);
    expect(cluster.accounts.filter(({ status }) => status === 'blocked')).toEqual([]);
    expect(await itemOf(alice, path, crowd[0])).toMatchObject({ wanted: 'blocked', seen: 'user' });
    expect(await clusterAccounts.access(readerOf(world), path.clusterId, crowd[0]!.userId)).toMatchObject({ allowed: false });
    expect((await world.request('cluster-accounts.confirmBlocks', carol, { ...path, people: held.people.slice(1) })).status).toBe(409);
    expect((await world.request('cluster-accounts.confirmBlocks', crowd[7]!, { ...path, people: held.people })).status).toBe(403);
    expect((await world.request('cluster-accounts.confirmBlocks', carol, { ...path, people: held.people })).status).toBe(200);
    await world.work();
    expect(cluster.accounts.filter(({ status }) => status === 'blocked').map(({ email }) => email).toSorted()).toEqual(held.people.toSorted());
    expect(await list(carol, path)).toMatchObject({ held: null, allows: { confirmBlocks: 'Nobody is held back.' } });
    expect((await world.audited(organizationId)).filter(({ operation }) => operation === 'cluster-accounts.confirmBlocks')).toMatchObject([{ actorId: carol.userId }]);
  });
  test('the same number removed by people is blocked at once', async () => {
    const { organizationId, path, cluster, alice, crowd } = await company(7);
    for (const person of crowd) await world.request('members.remove', alice, { organizationId, memberId: await world.memberIdOf(organizationId, person) });
    await world.work();
    expect(cluster.accounts.filter(({ status }) => status === 'blocked')).toHaveLength(7);
    expect(await list(alice, path)).toMatchObject({ held: null });
  });
  test('the same number suspended by people at once, or gone by themselves, is blocked at once (D11)', async () => {
    const { organizationId, path, cluster, alice, crowd } = await company(14);
    const memberIds = await Promise.all(crowd.slice(0, 7).map((person) => world.memberIdOf(organizationId, person)));
    expect((await world.request('members.suspendMany', alice, { organizationId, memberIds })).status).toBe(200);
    for (const person of crowd.slice(7)) expect((await world.request('members.leave', person, { organizationId })).status).toBe(204);
    await world.work();
    expect(cluster.accounts.filter(({ status }) => status === 'blocked')).toHaveLength(14);
    expect(await list(alice, path)).toMatchObject({ held: null });
  });
  test('a member row that is merely absent blocks nobody', async () => {
    const { organizationId, path, cluster, crowd } = await company(2);
    for (const { userId } of crowd) await world.owner`delete from member where organization_id = ${organizationId} and user_id = ${userId}`;
    await converge(path);
    expect(cluster.accounts.filter(({ status }) => status === 'blocked')).toEqual([]);
  });
});
