import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClusterId } from '../../kernel/id.ts';
import { newClusterWorld } from '../../testing/cluster-world.ts';
import type { TestPerson } from '../../testing/world.ts';
import { readerOf } from '../../testing/world.ts';
import * as clusterAccounts from './store.ts';

type World = Awaited<ReturnType<typeof newClusterWorld>>;
let world: World;
let company: Awaited<ReturnType<World['staffed']>>;
const clusters: Record<string, { organizationId: string; clusterId: ClusterId }> = {};
beforeAll(async () => {
  world = await newClusterWorld();
  company = await world.staffed();
  for (const version of ['3.9.0', '2.6.0', '2.5.0']) clusters[version] = await create(version);
  await world.work();
});
afterAll(() => world.close());

async function create(version: string) {
  const { body } = await world.request('clusters.create', company.alice, { organizationId: company.organizationId, name: `of ${version}`, version });
  return { organizationId: company.organizationId, clusterId: body.id as ClusterId };
}
type Item = { userId: string; email: string; wanted: string; seen: string; sentence: string; sessionEndsBy: string | null; problem: string | null; managed: boolean };
async function accountOf(version: string, who: TestPerson): Promise<Item | undefined> {
  const { body } = await world.request('cluster-accounts.list', company.alice, { ...clusters[version]!, limit: 100 });
  return (body.items as Item[]).find(({ userId }) => userId === who.userId);
}
const access = (version: string, who: TestPerson) => clusterAccounts.access(readerOf(world), clusters[version]!.clusterId, who.userId);
async function accept(who: TestPerson, administrator = false) {
  const { organizationId, alice } = company;
  const invited = await world.request('invitations.create', alice, { organizationId, email: who.email, administrator });
  expect((await world.request('invitations.accept', who, { invitationId: invited.body.id })).status).toBe(200);
  await world.work();
}
async function remove(who: TestPerson) {
  const { organizationId, alice } = company;
  expect((await world.request('members.remove', alice, { organizationId, memberId: await world.memberIdOf(organizationId, who) })).status).toBe(204);
}

describe('accounts on real clusters follow the membership', () => {
  test('every member has one, administrators as such from 2.6.0 (M11, M19)', async () => {
    const of = async (who: TestPerson) => Promise.all(['3.9.0', '2.6.0', '2.5.0'].map(async (version) => (await accountOf(version, who))?.seen));
    expect(await of(company.alice)).toEqual(['administrator', 'administrator', 'user']);
    expect(await of(company.carol)).toEqual(['administrator', 'administrator', 'user']);
    expect(await of(company.bob)).toEqual(['user', 'user', 'user']);
    expect(await access('2.5.0', company.alice)).toEqual({ allowed: true, role: 'user' });
    expect(await access('2.6.0', company.alice)).toEqual({ allowed: true, role: 'administrator' });
  });
  test('accounts that are not ours are listed and left alone (D09)', async () => {
    const { body } = await world.request('cluster-accounts.list', company.bob, clusters['3.9.0']!);
    const others = body.others.items as Item[];
    expect(others.map(({ email }) => email)).toContain('kagent@hops.io');
    expect(others).toEqual(others.map(() => expect.objectContaining({ managed: false, wanted: null, sentence: 'not managed here' })));
  });
  test('somebody who accepts gets one on each running cluster (M11)', async () => {
    const dave = await world.person({ givenName: 'Dave', familyName: 'Dunn' });
    expect(await accountOf('3.9.0', dave)).toBeUndefined();
    await accept(dave);
    expect(await accountOf('3.9.0', dave)).toMatchObject({ wanted: 'user', seen: 'user', sentence: 'ordinary user' });
    expect(await accountOf('2.5.0', dave)).toMatchObject({ wanted: 'user', seen: 'user' });
  });
  test('somebody removed is blocked, and the end of what was open is named; returned, he is unblocked (M12, D06, D07)', async () => {
    const erin = await world.person({ givenName: 'Erin', familyName: 'Eade' });
    await accept(erin);
    expect(await access('3.9.0', erin)).toMatchObject({ allowed: true });
    await remove(erin);
    expect(await access('3.9.0', erin)).toMatchObject({ allowed: false }); // the first wall stands before any job ran
    expect(await accountOf('3.9.0', erin)).toMatchObject({ seen: 'user' });
    await world.work();
    const blocked = await accountOf('3.9.0', erin);
    expect(blocked).toMatchObject({ wanted: 'blocked', seen: 'blocked', sentence: expect.stringMatching(/^blocked; a session that was open ends by \d{4}-\d\d-\d\d \d\d:\d\d UTC at the latest$/) });
    expect(Date.parse(blocked!.sessionEndsBy!) - world.clock.now().getTime()).toBeLessThanOrEqual(45 * 60_000);
    world.clock.advance(46 * 60_000);
    expect(await accountOf('3.9.0', erin)).toMatchObject({ sentence: 'blocked', sessionEndsBy: null });
    await accept(erin);
    expect(await accountOf('3.9.0', erin)).toMatchObject({ wanted: 'user', seen: 'user', sentence: 'ordinary user' });
  });
  test('a promotion and a demotion reach the clusters that know administrators (M17, M19, D06)', async () => {
    const { organizationId, alice, bob, bobMemberId } = company;
    const change = async (role: string) => {
      await world.request('members.changeRole', alice, { organizationId, memberId: bobMemberId, role });
      await world.work();
    };
    await change('administrator');
    expect([await accountOf('3.9.0', bob), await accountOf('2.5.0', bob)]).toMatchObject([{ seen: 'administrator' }, { seen: 'user' }]);
    await change('member');
    expect(await accountOf('3.9.0', bob)).toMatchObject({ seen: 'user', sentence: expect.stringContaining('keeps administrator rights until') });
    expect((await accountOf('2.5.0', bob))?.sentence).toBe('ordinary user');
  });
  test('a stopped cluster blocks at its next start, before anybody can log in (M12, D07)', async () => {
    const frank = await world.person({ givenName: 'Frank', familyName: 'Frey' });
    await accept(frank);
    const path = clusters['2.6.0']!;
    await world.request('clusters.stop', company.alice, path);
    await world.work();
    expect(await access('2.6.0', frank)).toMatchObject({ allowed: false, because: expect.stringContaining('not running') });
    await remove(frank);
    await world.work();
    expect(await accountOf('2.6.0', frank)).toMatchObject({ wanted: 'blocked', seen: 'user', sentence: 'will be blocked at its next start, before anybody can log in', problem: null });
    expect((await world.request('clusters.read', company.alice, path)).body.accounts).toMatchObject({ blockedPending: 1 });
    await world.request('clusters.start', company.alice, path);
    await world.work();
    expect(await accountOf('2.6.0', frank)).toMatchObject({ wanted: 'blocked', seen: 'blocked' });
    expect((await world.request('clusters.read', company.alice, path)).body).toMatchObject({ state: 'running', accounts: { blockedPending: 0 } });
  });
  test('every heartbeat answer names the blocked under the address that cluster knows (M12)', async () => {
    const grace = await world.person({ givenName: 'Grace', familyName: 'Gray' });
    await accept(grace);
    await remove(grace);
    await world.work();
    await world.owner`update "user" set email = ${`new-${grace.email}`} where id = ${grace.userId}`;
    expect(await clusterAccounts.listBlockedEmails(readerOf(world), clusters['3.9.0']!.clusterId)).toContain(grace.email);
    expect(await accountOf('3.9.0', grace)).toMatchObject({ email: grace.email, seen: 'blocked' });
  });
});
