import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClusterId, OrganizationId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { newUuid } from '../../platform/identifiers.ts';
import { addCluster } from '../../testing/cluster-rows.ts';
import { newWorld, unboundOf, type TestPerson, type World } from '../../testing/world.ts';
import type { ClusterAccount } from './account.ts';
import { emptyPass } from './pass.ts';
import * as clusterAccounts from './store.ts';

let world: World;
let tx: Tx;
beforeAll(async () => {
  world = await newWorld();
  tx = unboundOf(world);
});
afterAll(() => world.close());

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T13:00:00Z');
type Cluster = { organizationId: OrganizationId; id: ClusterId };

async function company() {
  const c = await world.company();
  const put = async (organizationId: OrganizationId, by: TestPerson): Promise<Cluster> => ({ organizationId, id: await addCluster(world.owner, organizationId, by.userId, { open: true }) });
  return { ...c, cluster: await put(c.organizationId, c.alice), second: await put(c.organizationId, c.alice), foreign: await put(c.foreignOrganizationId, c.mallory) };
}

const rowFor = (cluster: Cluster, who: TestPerson, given: Partial<ClusterAccount> = {}): ClusterAccount => ({
  id: newUuid(), organizationId: cluster.organizationId, clusterId: cluster.id, userId: who.userId, email: who.email, accountNumber: null, username: null,
  wanted: 'user', wantedAt: now, seen: 'unknown', seenAt: null, narrowedSeenAt: null, sessionEndsBy: null, problem: null, ...given,
});
const save = async (...rows: ClusterAccount[]) => {
  await clusterAccounts.saveRows(tx, rows);
  return rows;
};

describe('the rows of accounts', () => {
  test('give back every fact as it was put, of the cluster that is asked and of no other (D07)', async () => {
    const c = await company();
    const full = rowFor(c.cluster, c.bob, {
      accountNumber: 101, username: 'bob0', wanted: 'blocked', seen: 'blocked', seenAt: later, narrowedSeenAt: now, sessionEndsBy: later, problem: 'The cluster refused.', email: 'bob@before.example',
    });
    await save(full, rowFor(c.second, c.bob), rowFor(c.foreign, c.mallory));
    expect(await clusterAccounts.listRows(tx, c.cluster.id)).toEqual([full]);
    await save();
    expect(await clusterAccounts.listRows(tx, c.cluster.id)).toEqual([full]);
  });

  test('are one per person and cluster: saving again changes that one, and it stays the same row (M11)', async () => {
    const c = await company();
    const [first] = await save(rowFor(c.cluster, c.bob), rowFor(c.second, c.bob));
    await save(rowFor(c.cluster, c.bob, { wanted: 'administrator', wantedAt: later, seen: 'user', seenAt: later, accountNumber: 7 }));
    expect(await clusterAccounts.listRows(tx, c.cluster.id)).toEqual([{ ...first, wanted: 'administrator', wantedAt: later, seen: 'user', seenAt: later, accountNumber: 7 }]);
    expect(await clusterAccounts.listRows(tx, c.second.id)).toMatchObject([{ wanted: 'user', seen: 'unknown', accountNumber: null }]);
  });

  test('are made together or not at all', async () => {
    const c = await company();
    const broken = rowFor(c.cluster, { ...c.carol, userId: newUuid() as UserId });
    await expect(save(rowFor(c.cluster, c.bob), broken)).rejects.toThrow(/foreign key/);
    expect(await clusterAccounts.listRows(tx, c.cluster.id)).toEqual([]);
  });

  test('of one account number there is one per cluster, and none is for a cluster of another organization; the database sees to both (M01)', async () => {
    const c = await company();
    await save(rowFor(c.cluster, c.bob, { accountNumber: 7 }));
    await expect(save(rowFor(c.cluster, c.carol, { accountNumber: 7 }))).rejects.toThrow(/duplicate key/);
    await save(rowFor(c.cluster, c.carol, { accountNumber: 8 }), rowFor(c.second, c.carol, { accountNumber: 7 }));
    await expect(save(rowFor({ organizationId: c.organizationId, id: c.foreign.id }, c.alice))).rejects.toThrow(/foreign key/);
  });

  test('are shown with the names of today and the address that the cluster knows, without those that are neither wanted nor there', async () => {
    const c = await company();
    await save(rowFor(c.cluster, c.bob, { email: 'bob@before.example' }), rowFor(c.cluster, c.carol, { wanted: 'absent', seen: 'absent' }), rowFor(c.cluster, c.alice, { wanted: 'absent' }));
    await world.owner`update "user" set "givenName" = 'Robert' where id = ${c.bob.userId}`;
    const shown = await clusterAccounts.listNamed(tx, c.cluster, null, 50);
    expect(shown.map(({ userId, email, givenName, seen }) => [userId, email, givenName, seen])).toEqual([
      [c.bob.userId, 'bob@before.example', 'Robert', 'unknown'], [c.alice.userId, c.alice.email, 'Alice', 'unknown'],
    ]);
    expect(await clusterAccounts.listNamed(tx, { organizationId: c.foreignOrganizationId, id: c.cluster.id }, null, 50)).toEqual([]);
  });

  test('page in the order in which they were first wanted, whatever changes on them meanwhile', async () => {
    const c = await company();
    const people = [c.alice, c.bob, c.carol, await world.person({ givenName: 'Dave' })];
    for (const who of people) await save(rowFor(c.cluster, who));
    const first = await clusterAccounts.listNamed(tx, c.cluster, null, 2);
    await save(rowFor(c.cluster, c.alice, { wanted: 'blocked' }), rowFor(c.cluster, c.carol, { seen: 'user' }));
    const rest = await clusterAccounts.listNamed(tx, c.cluster, first.at(-1)!.id, 50);
    expect([...first, ...rest].map(({ userId }) => userId)).toEqual(people.map(({ userId }) => userId));
  });
});

describe('whom a cluster is told to block', () => {
  test('only accounts of ours that are wanted blocked on this cluster, in the address it knows (M12, D09)', async () => {
    const c = await company();
    const [dave, erin] = [await world.person(), await world.person()];
    await save(
      rowFor(c.cluster, c.bob, { wanted: 'blocked', accountNumber: 1, email: 'Bob@Before.example' }),
      rowFor(c.cluster, c.carol, { wanted: 'user', accountNumber: 2 }),
      rowFor(c.cluster, dave, { wanted: 'blocked', accountNumber: null }),
      rowFor(c.second, erin, { wanted: 'blocked', accountNumber: 1 }),
    );
    expect(await clusterAccounts.listBlockedEmails(tx, c.cluster.id)).toEqual(['bob@before.example']);
    await save(rowFor(c.cluster, c.bob, { wanted: 'blocked', seen: 'blocked', accountNumber: 1 }));
    expect(await clusterAccounts.listBlockedEmails(tx, c.cluster.id)).toEqual([c.bob.email]);
    await save(rowFor(c.cluster, c.bob, { wanted: 'user', seen: 'blocked', accountNumber: 1 }));
    expect(await clusterAccounts.listBlockedEmails(tx, c.cluster.id)).toEqual([]);
  });

  test('a removal counts as recorded in the organization where it happened, and nowhere else (D09)', async () => {
    const c = await company();
    await world.join(c.foreignOrganizationId, c.bob, 'member');
    await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.carolMemberId, role: 'member' });
    const people = [c.bob.userId, c.carol.userId];
    expect(await clusterAccounts.listAudited(tx, c.organizationId, people)).toEqual([]);
    expect((await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId })).status).toBe(204);
    expect(await clusterAccounts.listAudited(tx, c.organizationId, people)).toEqual([c.bob.userId]);
    expect(await clusterAccounts.listAudited(tx, c.organizationId, [c.carol.userId])).toEqual([]);
    expect(await clusterAccounts.listAudited(tx, c.foreignOrganizationId, people)).toEqual([]);
  });
});

describe('the last pass over a cluster', () => {
  const other = { id: 1, email: 'guest@example.org', givenName: 'Guest', familyName: 'G', status: 'activated', roles: ['HOPS_USER'], kind: 'local' } as const;

  test('is kept per cluster, the newest in place of the one before', async () => {
    const c = await company();
    expect(await clusterAccounts.findPass(tx, c.cluster.id)).toBeNull();
    const pass = { ...emptyPass(c.cluster.id, c.organizationId), checkedAt: now, problem: 'It did not answer.', attempts: 2, nextAttemptAt: later, heldBlocks: ['bob@example.org'], others: [{ ...other, roles: [...other.roles] }], otherCount: 1 };
    await clusterAccounts.savePass(tx, pass);
    expect(await clusterAccounts.findPass(tx, c.cluster.id)).toEqual(pass);
    await clusterAccounts.savePass(tx, { ...emptyPass(c.cluster.id, c.organizationId), checkedAt: later });
    expect(await clusterAccounts.findPass(tx, c.cluster.id)).toEqual({ ...emptyPass(c.cluster.id, c.organizationId), checkedAt: later });
    expect(await clusterAccounts.findPass(tx, c.second.id)).toBeNull();
    await expect(clusterAccounts.savePass(tx, emptyPass(c.foreign.id, c.organizationId))).rejects.toThrow(/foreign key/);
  });

  test('whom an administrator named may be blocked until a pass went through, not for ever (D09)', async () => {
    const c = await company();
    const confirmed = async () => (await clusterAccounts.findPass(tx, c.cluster.id))!.confirmedBlocks;
    const failed = { ...emptyPass(c.cluster.id, c.organizationId), checkedAt: now, problem: 'It did not answer.' };
    for (const cluster of [c.cluster, c.second]) await clusterAccounts.savePass(tx, { ...failed, clusterId: cluster.id });
    await clusterAccounts.confirmBlocks(tx, c.cluster.id, ['bob@example.org']);
    expect(await confirmed()).toEqual(['bob@example.org']);
    expect((await clusterAccounts.findPass(tx, c.second.id))!.confirmedBlocks).toBeNull();
    await clusterAccounts.savePass(tx, failed);
    expect(await confirmed()).toEqual(['bob@example.org']);
    await clusterAccounts.savePass(tx, { ...failed, problem: null });
    expect(await confirmed()).toBeNull();
  });
});

describe('what is true of a person and a cluster at this moment', () => {
  const allowedOn = async ({ id }: Cluster, { userId }: TestPerson) => {
    const answer = await clusterAccounts.access(tx, id, userId);
    return answer.allowed ? answer.role : answer.because;
  };
  const noMember = 'You are not a member of the organization that this cluster belongs to.';

  test('members have their role of now; a removal counts with the very next question, here and not elsewhere (M12, M19)', async () => {
    const c = await company();
    await world.join(c.foreignOrganizationId, c.bob, 'administrator');
    expect(await Promise.all([c.alice, c.carol, c.bob].map((who) => allowedOn(c.cluster, who)))).toEqual(['administrator', 'administrator', 'user']);
    await world.owner`update member set role = 'member' where id = ${c.carolMemberId}`;
    await world.owner`delete from member where id = ${c.bobMemberId}`;
    expect(await Promise.all([c.alice, c.carol, c.bob].map((who) => allowedOn(c.cluster, who)))).toEqual(['administrator', 'user', noMember]);
    expect(await allowedOn(c.foreign, c.bob)).toBe('administrator');
  });

  test('the owner of another organization is nobody here (M01)', async () => {
    const c = await company();
    expect([await allowedOn(c.cluster, c.mallory), await allowedOn(c.foreign, c.mallory)]).toEqual([noMember, 'administrator']);
  });

  test.each([
    ['is stopped', `wanted = 'stopped'`, 'This cluster is not running.'],
    ['is seen down', `seen = 'failed'`, 'This cluster is not running.'],
    ['is held back because its accounts are not as wanted yet (M11, D07)', 'seen_public = false', 'This cluster is not running.'],
    ['is unmanaged (D08)', `user_management = 'unmanaged'`, 'People do not sign in to this cluster with their Hopyard account.'],
    ['has ended', 'terminated_at = now()', noMember],
  ])('nobody is let in on a cluster that %s', async (_what, change, because) => {
    const c = await company();
    expect(await allowedOn(c.cluster, c.alice)).toBe('administrator');
    await world.owner.unsafe(`update cluster set ${change} where id = $1`, [c.cluster.id]);
    expect([await allowedOn(c.cluster, c.alice), await allowedOn(c.second, c.alice)]).toEqual([because, 'administrator']);
  });
});
