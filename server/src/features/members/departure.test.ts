import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCluster } from '../../testing/cluster-rows.ts';
import { newImaginedWorld, type ImaginedWorld } from '../../testing/imagined-world.ts';
import type { TestPerson } from '../../testing/world.ts';

let world: ImaginedWorld;
beforeAll(async () => void (world = await newImaginedWorld()));
afterAll(() => world.close());

const jobsFor = (keys: string[]) => world.queue.sent.filter(({ key }) => keys.includes(key)).map(({ name, key }) => `${name} ${key}`).sort();
async function converge(clusterId: string) {
  await world.product.jobs.find(({ name }) => name === 'cluster-accounts.reconcile')!.run(world.product.workOf('cluster-accounts.reconcile'), clusterId);
}

describe('members.leave', () => {
  test('204 ends all sharing with the next request, as a removal by oneself does (D02, D09, M12)', async () => {
    const c = await world.company();
    const managed = await addCluster(world.owner, c.organizationId, c.alice.userId, { open: true });
    const shown = await addCluster(world.owner, c.organizationId, c.alice.userId, { userManagement: 'unmanaged', passwordShownTo: c.carol.userId });
    const dave = await world.person({ givenName: 'Dave' });
    const invited = (await world.request('invitations.create', c.carol, { organizationId: c.organizationId, email: dave.email })).body.id;
    expect(await world.request('members.leave', c.carol, { organizationId: c.organizationId })).toEqual({ status: 204, body: undefined });
    expect((await world.request('organizations.read', c.carol, { organizationId: c.organizationId })).status).toBe(404);
    expect((await world.request('organizations.list', c.carol)).body.items).toEqual([]);
    expect(await world.owner`select user_id as "userId", removed_by as by, role from removal where organization_id = ${c.organizationId} and ended_at is null`).toEqual([{ userId: c.carol.userId, by: c.carol.userId, role: 'administrator' }]);
    expect((await world.request('invitations.accept', dave, { invitationId: invited })).status).toBe(409);
    expect(jobsFor([managed, shown])).toEqual([`cluster-accounts.reconcile ${managed}`, `clusters.reconcile ${shown}`].sort());
    expect((await world.audited(c.organizationId)).filter(({ operation }) => operation === 'members.leave')).toMatchObject([{ actorId: c.carol.userId, subject: c.carolMemberId, before: { userId: c.carol.userId, role: 'administrator' } }]);
  });

  test('409 for the owner, who is told what to do first, and stays (D02)', async () => {
    const c = await world.company();
    expect(await world.request('members.leave', c.alice, { organizationId: c.organizationId })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Offer the ownership') } });
    expect((await world.request('organizations.read', c.alice, { organizationId: c.organizationId })).status).toBe(200);
    expect((await world.request('members.leave', c.bob, { organizationId: c.organizationId })).status).toBe(204);
  });

  test('404 the second time and from outside, 401 when nobody is signed in', async () => {
    const c = await world.company();
    expect((await world.request('members.leave', null, { organizationId: c.organizationId })).status).toBe(401);
    expect((await world.request('members.leave', c.mallory, { organizationId: c.organizationId })).status).toBe(404);
    expect((await world.request('members.leave', c.bob, { organizationId: c.organizationId })).status).toBe(204);
    expect((await world.request('members.leave', c.bob, { organizationId: c.organizationId })).status).toBe(404);
  });
});

describe('members.previewLeaving', () => {
  test('200 speaks to the person himself, and changes nothing; 409 for the owner (D07)', async () => {
    const c = await world.company();
    const running = await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'a-running', open: true });
    expect(await world.request('members.previewLeaving', c.bob, { organizationId: c.organizationId })).toMatchObject({
      status: 200, body: { member: { id: c.bobMemberId, you: true }, clusters: [{ id: running, consequence: expect.stringMatching(/^You are blocked at once\./) }] },
    });
    expect((await world.request('members.previewLeaving', c.alice, { organizationId: c.organizationId })).status).toBe(409);
    expect((await world.request('members.previewLeaving', c.mallory, { organizationId: c.organizationId })).status).toBe(404);
    expect((await world.request('organizations.read', c.bob, { organizationId: c.organizationId })).status).toBe(200);
  });
});

describe('members.previewDemotion', () => {
  test('200 says on which clusters administrator rights go (D07, M19); 409 for an ordinary member, 403 and 404 as the change of role', async () => {
    const c = await world.company();
    const running = await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'a-running', open: true });
    const preview = (who: TestPerson, memberId: string) => world.request('members.previewDemotion', who, { organizationId: c.organizationId, memberId });
    expect(await preview(c.alice, c.carolMemberId)).toMatchObject({ status: 200, body: { clusters: [{ id: running, consequence: expect.stringContaining('Loses administrator rights at once') }] } });
    expect(await preview(c.alice, c.bobMemberId)).toMatchObject({ status: 409, body: { detail: 'Bob is an ordinary member already.' } });
    expect((await preview(c.bob, c.carolMemberId)).status).toBe(403);
    expect((await preview(c.mallory, c.carolMemberId)).status).toBe(404);
  });
});

describe('members.listFormer', () => {
  const list = (who: TestPerson | null, organizationId: string, more: object = {}) => world.request('members.listFormer', who, { organizationId, ...more });

  test('200 tells who is gone and has not returned, the latest first: what he was, when, and by whom', async () => {
    const c = await world.company();
    await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    await world.request('members.leave', c.carol, { organizationId: c.organizationId });
    const { status, body } = await list(c.alice, c.organizationId);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { userId: c.carol.userId, email: c.carol.email, givenName: 'Carol', role: 'administrator', left: true, removedBy: null, allows: { invite: true } },
      { userId: c.bob.userId, role: 'member', left: false, removedBy: 'Alice Adams', blocking: { seenBlocked: 0, total: 0, sentence: 'has no account on any cluster' } },
    ]);
    const [first] = [await list(c.alice, c.organizationId, { limit: '1' })];
    expect(first.body.items).toHaveLength(1);
    expect((await list(c.alice, c.organizationId, { limit: '1', cursor: first.body.nextCursor })).body).toMatchObject({ items: [{ userId: c.bob.userId }], nextCursor: null });
  });

  test('200 who was invited again and accepted is not among them, and came back as an ordinary member (D06, D11)', async () => {
    const c = await world.company();
    await world.request('members.leave', c.carol, { organizationId: c.organizationId });
    const { body } = await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: c.carol.email });
    expect((await list(c.alice, c.organizationId)).body.items).toHaveLength(1);
    await world.request('invitations.accept', c.carol, { invitationId: body.id });
    expect((await list(c.alice, c.organizationId)).body.items).toEqual([]);
    expect((await world.request('organizations.read', c.carol, { organizationId: c.organizationId })).body.role).toBe('member');
  });

  test('200 says blocked only once the cluster itself did (D07)', async () => {
    const c = await world.running();
    await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    const blocking = async () => (await list(c.alice, c.organizationId)).body.items[0].blocking;
    expect(await blocking()).toMatchObject({ seenBlocked: 0, total: 1, sentence: 'blocked on 0 of 1 clusters with an account', pending: [{ clusterId: c.path.clusterId, name: 'prod', sentence: 'is being blocked', allows: { retry: true } }] });
    await converge(c.path.clusterId);
    expect(await blocking()).toEqual({ seenBlocked: 1, total: 1, sentence: 'blocked on the one cluster with an account', pending: [] });
  });

  test('200 says why a block on a stopped cluster cannot be tried again now (M12)', async () => {
    const c = await world.running();
    await world.request('clusters.stop', c.alice, c.path);
    await world.work();
    await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    expect((await list(c.carol, c.organizationId)).body.items[0].blocking.pending).toMatchObject([{ allows: { retry: expect.stringMatching(/^The cluster is stopped/) } }]);
  });

  test('403 for an ordinary member, 401 and 404 as everywhere, and nothing of another organization (M01)', async () => {
    const c = await world.company();
    await world.request('members.leave', c.carol, { organizationId: c.organizationId });
    expect(await list(c.bob, c.organizationId)).toMatchObject({ status: 403, body: { detail: expect.stringContaining('see former members') } });
    expect((await list(null, c.organizationId)).status).toBe(401);
    expect((await list(c.mallory, c.organizationId)).status).toBe(404);
    expect((await list(c.mallory, c.foreignOrganizationId)).body.items).toEqual([]);
  });
});
