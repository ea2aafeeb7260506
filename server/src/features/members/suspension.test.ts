import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCluster } from '../../testing/cluster-rows.ts';
import { openStream } from '../../testing/event-stream.ts';
import { newImaginedWorld, type ImaginedWorld } from '../../testing/imagined-world.ts';
import { serve, type Served } from '../../testing/served.ts';
import type { TestPerson } from '../../testing/world.ts';
import * as clusterAccounts from '../cluster-accounts/store.ts';
import { readerOf } from '../../testing/world.ts';

let world: ImaginedWorld;
let served: Served;
beforeAll(async () => {
  world = await newImaginedWorld();
  served = await serve(world);
});
afterAll(async () => {
  await served.close();
  await world.close();
});

type Company = Awaited<ReturnType<ImaginedWorld['company']>>;
const suspend = (c: Company, who: TestPerson | null, memberId: string | null, more: object = {}) =>
  world.request('members.suspend', who, { organizationId: c.organizationId, memberId, ...more });
const reinstate = (c: Company, who: TestPerson | null, memberId: string | null) => world.request('members.reinstate', who, { organizationId: c.organizationId, memberId });
const jobsFor = (keys: string[]) => world.queue.sent.filter(({ key }) => keys.includes(key)).map(({ name, key }) => `${name} ${key}`).sort();

describe('members.suspend', () => {
  test('200 takes all authority with the very next request of every session, and says so; the row and the role stay (D11)', async () => {
    const c = await world.company();
    const path = `/api/v1/organizations/${c.organizationId}`;
    expect((await served.get(path, { who: c.carol })).status).toBe(200);
    expect(await suspend(c, c.alice, c.carolMemberId, { note: 'Until the \u0000 audit is done.' })).toMatchObject({
      status: 200, body: { role: 'administrator', version: 2, suspended: { by: 'Alice Adams', note: 'Until the audit is done.', reasons: ['administrator'] }, allows: { suspend: 'Carol is suspended already.', reinstate: true } },
    });
    for (const url of [path, `${path}/members`, `${path}/clusters`, `${path}/events`]) {
      const answer = await served.get(url, { who: c.carol });
      expect([answer.status, answer.body.code]).toEqual([403, 'suspended']);
    }
    expect((await served.send('DELETE', `${path}/members/${c.bobMemberId}`, { who: c.carol })).body).toMatchObject({ status: 403, code: 'suspended' });
    expect(await world.memberIdOf(c.organizationId, c.carol)).toBe(c.carolMemberId);
    expect(await world.memberIdOf(c.organizationId, c.bob)).toBe(c.bobMemberId);
  });

  test('200 the person still sees the organization in the own list, with the note; others are not told why', async () => {
    const c = await world.company();
    const dave = await world.person({ givenName: 'Dave' });
    await world.join(c.organizationId, dave, 'member');
    await suspend(c, c.alice, c.bobMemberId, { note: 'Ask Carol.' });
    expect((await world.request('organizations.list', c.bob)).body.items).toMatchObject([{ id: c.organizationId, suspended: true, suspensionNote: 'Ask Carol.' }]);
    expect((await world.request('users.readSelf', c.bob)).body.organizations).toMatchObject([{ suspended: true, suspensionNote: 'Ask Carol.' }]);
    expect((await world.request('organizations.list', dave)).body.items).toMatchObject([{ suspended: false, suspensionNote: null }]);
    const seenBy = async (who: TestPerson) => (await world.request('members.list', who, { organizationId: c.organizationId, status: 'suspended' })).body.items;
    expect(await seenBy(c.carol)).toMatchObject([{ id: c.bobMemberId, suspended: { by: 'Alice Adams', note: 'Ask Carol.' } }]);
    expect(await seenBy(dave)).toMatchObject([{ id: c.bobMemberId, suspended: { since: expect.any(String), by: null, note: null, reasons: [] } }]);
  });

  test('200 live streams end with the reason before the answer is sent; those of others go on (D11)', async () => {
    const c = await world.company();
    const listen = async (who: TestPerson) => {
      const stream = await openStream(`${served.url}/api/v1/organizations/${c.organizationId}/events`, { cookie: served.cookieOf(who) });
      await stream.until(({ event }) => event === 'open');
      return stream;
    };
    const [bobs, bobsOther, carols] = [await listen(c.bob), await listen(c.bob), await listen(c.carol)];
    expect((await served.send('POST', `/api/v1/organizations/${c.organizationId}/members/${c.bobMemberId}/suspend`, { who: c.alice, body: {} })).status).toBe(200);
    const answeredAt = Date.now();
    for (const stream of [bobs, bobsOther]) {
      const closed = await stream.until(({ event }) => event === 'closed');
      expect(closed.data).toEqual({ because: 'suspended' });
      expect(closed.at).toBeLessThanOrEqual(answeredAt + 250); // written before the answer; two sockets may be read in either order
      await stream.ended();
    }
    await carols.until(({ event, data }) => event === 'changed' && data.noun === 'members');
    expect(carols.isEnded()).toBe(false);
    carols.close();
  });

  test('200 ends the invitations that the person sent, leaves those of others, and is audited without the note (D05, D11)', async () => {
    const c = await world.company();
    const [dave, erin] = [await world.person({ givenName: 'Dave' }), await world.person({ givenName: 'Erin' })];
    const byCarol = (await world.request('invitations.create', c.carol, { organizationId: c.organizationId, email: dave.email })).body.id;
    const byAlice = (await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: erin.email })).body.id;
    await suspend(c, c.alice, c.carolMemberId, { note: 'private words' });
    expect((await world.request('invitations.accept', dave, { invitationId: byCarol })).status).toBe(409);
    expect((await world.request('invitations.accept', erin, { invitationId: byAlice })).status).toBe(200);
    expect((await world.request('invitations.list', c.alice, { organizationId: c.organizationId })).body.items.map(({ id }: { id: string }) => id)).not.toContain(byCarol);
    const audited = await world.audited(c.organizationId);
    expect(audited.filter(({ operation }) => operation === 'invitations.end')).toMatchObject([{ subject: byCarol, after: { because: 'the inviter was suspended' } }]);
    expect(audited.filter(({ operation }) => operation === 'members.suspend')).toMatchObject([{ actorId: c.alice.userId, subject: c.carolMemberId, before: { userId: c.carol.userId } }]);
    expect(JSON.stringify(audited)).not.toContain('private words');
  });

  test('200 blocks on managed clusters and resets the passwords that were shown; reinstating unblocks (D08, D09, D11)', async () => {
    const c = await world.running();
    const account = () => world.imagined.at(c.path.clusterId).accounts.find(({ email }) => email === c.bob.email)!;
    const shown = await addCluster(world.owner, c.organizationId, c.alice.userId, { userManagement: 'unmanaged', passwordShownTo: c.bob.userId });
    expect(account().status).toBe('activated');
    expect(await clusterAccounts.access(readerOf(world), c.path.clusterId, c.bob.userId)).toEqual({ allowed: true, role: 'user' });
    await suspend(c, c.carol, c.bobMemberId);
    expect(await clusterAccounts.access(readerOf(world), c.path.clusterId, c.bob.userId)).toEqual({ allowed: false, because: expect.stringContaining('is suspended') }); // at once
    expect(jobsFor([shown])).toEqual([`clusters.reconcile ${shown}`]);
    await converge(c.path.clusterId);
    expect(account()).toMatchObject({ status: 'blocked', roles: ['HOPS_USER'] });
    const item = async () => (await world.request('cluster-accounts.list', c.alice, { ...c.path, limit: 100 })).body.items.find(({ userId }: { userId: string }) => userId === c.bob.userId);
    expect(await item()).toMatchObject({ wanted: 'blocked', seen: 'blocked' });
    await reinstate(c, c.carol, c.bobMemberId);
    await converge(c.path.clusterId);
    expect(account()).toMatchObject({ status: 'activated', roles: ['HOPS_USER'] });
    expect(await item()).toMatchObject({ wanted: 'user', seen: 'user' });
    expect(await clusterAccounts.access(readerOf(world), c.path.clusterId, c.bob.userId)).toEqual({ allowed: true, role: 'user' });
  });

  test('403 for an ordinary member; 409 for the owner, for oneself and the second time (D11)', async () => {
    const c = await world.company();
    const aliceMemberId = await world.memberIdOf(c.organizationId, c.alice);
    expect(await suspend(c, c.bob, c.carolMemberId)).toMatchObject({ status: 403, body: { detail: 'Only the owner and administrators of this organization may suspend members.' } });
    expect(await suspend(c, c.carol, aliceMemberId)).toMatchObject({ status: 409, body: { detail: 'The owner cannot be suspended.' } });
    expect(await suspend(c, c.carol, c.carolMemberId)).toMatchObject({ status: 409, body: { detail: 'You cannot suspend yourself.' } });
    expect((await suspend(c, c.carol, c.bobMemberId)).status).toBe(200);
    expect(await suspend(c, c.carol, c.bobMemberId)).toMatchObject({ status: 409, body: { detail: 'Bob is suspended already.' } });
    await expect(world.owner`update member set suspended_reasons = '{administrator}', suspended_at = now() where id = ${aliceMemberId}`).rejects.toThrow(/member_owner_active/);
  });

  test('400 for a note of more than 300 characters; 401 and 404 as everywhere', async () => {
    const c = await world.company();
    expect(await suspend(c, c.alice, c.bobMemberId, { note: 'x'.repeat(301) })).toMatchObject({ status: 400, body: { fields: [{ field: 'note' }] } });
    expect((await suspend(c, null, c.bobMemberId)).status).toBe(401);
    expect((await suspend(c, c.mallory, c.bobMemberId)).status).toBe(404);
    expect((await world.request('members.suspend', c.mallory, { organizationId: c.foreignOrganizationId, memberId: c.bobMemberId })).status).toBe(404);
    expect((await suspend(c, c.alice, c.bobMemberId, { note: 'x'.repeat(300) })).status).toBe(200);
  });
});

async function converge(clusterId: string) {
  await world.product.jobs.find(({ name }) => name === 'cluster-accounts.reconcile')!.run(world.product.workOf('cluster-accounts.reconcile'), clusterId);
}

describe('members.reinstate', () => {
  test('200 gives back what the role allows, and nothing while another reason stands (D11)', async () => {
    const c = await world.company();
    await suspend(c, c.alice, c.carolMemberId, { note: 'x' });
    expect(await reinstate(c, c.alice, c.carolMemberId)).toMatchObject({ status: 200, body: { role: 'administrator', suspended: null, allows: { suspend: true, reinstate: 'Carol is not suspended.' } } });
    expect((await world.request('organizations.update', c.carol, { organizationId: c.organizationId, name: 'By Carol' })).status).toBe(200);
    await suspend(c, c.alice, c.carolMemberId);
    await world.owner`update member set suspended_reasons = array_append(suspended_reasons, 'directory') where id = ${c.carolMemberId}`;
    expect(await reinstate(c, c.alice, c.carolMemberId)).toMatchObject({ status: 200, body: { suspended: { reasons: ['directory'], by: null, note: null } } });
    expect((await world.request('organizations.read', c.carol, { organizationId: c.organizationId })).status).toBe(403);
    expect(await reinstate(c, c.alice, c.carolMemberId)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('not suspended by a person') } });
    expect((await world.audited(c.organizationId)).map(({ operation }) => operation)).toEqual(['members.suspend', 'members.reinstate', 'organizations.update', 'members.suspend', 'members.reinstate']);
  });

  test('403 for an ordinary member and for the suspended administrator himself; 409 for somebody who is not; 404 from outside (D11)', async () => {
    const c = await world.company();
    await suspend(c, c.alice, c.carolMemberId);
    expect((await reinstate(c, c.bob, c.carolMemberId)).status).toBe(403);
    expect(await reinstate(c, c.carol, c.carolMemberId)).toMatchObject({ status: 403, body: { code: 'suspended' } });
    expect(await reinstate(c, c.alice, c.bobMemberId)).toMatchObject({ status: 409, body: { detail: 'Bob is not suspended.' } });
    expect((await reinstate(c, c.mallory, c.carolMemberId)).status).toBe(404);
    expect((await reinstate(c, null, c.carolMemberId)).status).toBe(401);
    expect((await reinstate(c, c.alice, c.carolMemberId)).status).toBe(200);
  });

  test('a suspended member can be demoted and removed like any other (D11, M12)', async () => {
    const c = await world.company();
    await suspend(c, c.alice, c.carolMemberId);
    expect((await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.carolMemberId, role: 'member' })).body).toMatchObject({ role: 'member', suspended: { reasons: ['administrator'] } });
    expect((await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.carolMemberId })).status).toBe(204);
    expect((await world.request('organizations.read', c.carol, { organizationId: c.organizationId })).status).toBe(404);
  });
});

describe('members.previewSuspension', () => {
  test('200 names each cluster with its consequence, and changes nothing; 403, 404 and 409 as the suspension itself (D07, D11)', async () => {
    const c = await world.company();
    const running = await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'a-running', open: true });
    const preview = (who: TestPerson, memberId: string) => world.request('members.previewSuspension', who, { organizationId: c.organizationId, memberId });
    expect(await preview(c.alice, c.bobMemberId)).toMatchObject({ status: 200, body: { member: { id: c.bobMemberId, suspended: null }, clusters: [{ id: running, consequence: expect.stringContaining('until reinstated') }], sessionMinutes: 45 } });
    expect((await preview(c.bob, c.carolMemberId)).status).toBe(403);
    expect((await preview(c.mallory, c.bobMemberId)).status).toBe(404);
    expect((await preview(c.carol, c.carolMemberId)).status).toBe(409);
  });
});
