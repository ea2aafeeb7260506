import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCluster } from '../../testing/cluster-rows.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const jobsFor = (keys: string[]) => world.queue.sent.filter(({ key }) => keys.includes(key)).map(({ name, key }) => ({ name, key }));

describe('members.list', () => {
  test('200 for every member, the owner first, each with what the viewer may do (M06)', async () => {
    const c = await world.company();
    const { status, body } = await world.request('members.list', c.carol, { organizationId: c.organizationId });
    expect(status).toBe(200);
    expect(body.items.map((item: { role: string; you: boolean }) => [item.role, item.you])).toEqual([['owner', false], ['administrator', true], ['member', false]]);
    expect(body.items[0].allows).toEqual({
      offerOwnership: 'Only the owner of this organization may offer its ownership to somebody.',
      remove: 'The owner cannot be removed.', changeRole: expect.stringContaining('The owner stays the owner'), suspend: 'The owner cannot be suspended.', reinstate: 'Alice is not suspended.',
    });
    expect(body.items[1].allows).toMatchObject({ remove: 'You cannot remove yourself. Leave the organization instead.', changeRole: 'You cannot change your own role.', suspend: 'You cannot suspend yourself.' });
    expect(body.items[2]).toMatchObject({ email: c.bob.email, givenName: 'Bob', familyName: 'Brown', userId: c.bob.userId, allows: { remove: true, changeRole: true, suspend: true } });
    const seenByBob = (await world.request('members.list', c.bob, { organizationId: c.organizationId })).body.items;
    for (const item of seenByBob) expect(item.allows).toEqual({ offerOwnership: expect.any(String), remove: expect.any(String), changeRole: expect.any(String), suspend: expect.any(String), reinstate: expect.any(String) });
  });
  test('200 pages by cursor, each member once', async () => {
    const c = await world.company();
    for (let count = 0; count < 4; count++) await world.join(c.organizationId, await world.person({ givenName: 'Dave' }), 'member');
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: any } = await world.request('members.list', c.alice, { organizationId: c.organizationId, limit: '3', ...(cursor ? { cursor } : {}) }); // oxlint-disable-line typescript/no-explicit-any
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
  });
  test('400 for a cursor from elsewhere and a limit beyond 100', async () => {
    const c = await world.company();
    expect(await world.request('members.list', c.alice, { organizationId: c.organizationId, cursor: 'abc' })).toMatchObject({ status: 400, body: { fields: [{ field: 'cursor' }] } });
    expect(await world.request('members.list', c.alice, { organizationId: c.organizationId, limit: '101' })).toMatchObject({ status: 400, body: { fields: [{ field: 'limit' }] } });
  });
  test('401 when nobody is signed in, 404 from outside', async () => {
    const c = await world.company();
    expect((await world.request('members.list', null, { organizationId: c.organizationId })).status).toBe(401);
    expect((await world.request('members.list', c.mallory, { organizationId: c.organizationId })).status).toBe(404);
  });
});

describe('members.changeRole', () => {
  test('200 owner and administrators make administrators and ordinary members again (M17, M18), at once and audited', async () => {
    const c = await world.company();
    const target = { organizationId: c.organizationId, memberId: c.bobMemberId };
    expect(await world.request('members.changeRole', c.carol, { ...target, role: 'administrator' })).toMatchObject({ status: 200, body: { role: 'administrator' } });
    expect((await world.request('organizations.update', c.bob, { organizationId: c.organizationId, name: 'By Bob' })).status).toBe(200);
    expect(await world.request('members.changeRole', c.bob, { organizationId: c.organizationId, memberId: c.carolMemberId, role: 'member' })).toMatchObject({ status: 200, body: { role: 'member' } });
    expect((await world.request('organizations.update', c.carol, { organizationId: c.organizationId, name: 'By Carol' })).status).toBe(403);
    expect((await world.audited(c.organizationId)).filter(({ operation }) => operation === 'members.changeRole')).toMatchObject([
      { actorId: c.carol.userId, subject: c.bobMemberId, before: { userId: c.bob.userId, role: 'member' }, after: { userId: c.bob.userId, role: 'administrator' } },
      { actorId: c.bob.userId, subject: c.carolMemberId, before: { role: 'administrator' }, after: { role: 'member' } },
    ]);
  });
  test('200 has every managed cluster compare its accounts, and no unmanaged, terminated or foreign one (M19, D06)', async () => {
    const c = await world.company();
    const managed = [await addCluster(world.owner, c.organizationId, c.alice.userId), await addCluster(world.owner, c.organizationId, c.alice.userId, { wanted: 'stopped' })];
    const others = [
      await addCluster(world.owner, c.organizationId, c.alice.userId, { userManagement: 'unmanaged' }),
      await addCluster(world.owner, c.organizationId, c.alice.userId, { wanted: 'terminated' }),
      await addCluster(world.owner, c.foreignOrganizationId, c.mallory.userId),
    ];
    await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'administrator' });
    expect(jobsFor([...managed, ...others])).toEqual(managed.map((key) => ({ name: 'cluster-accounts.reconcile', key })));
  });
  test('200 the role he has already changes nothing: no audit row, no job, no ended invitation', async () => {
    const c = await world.company();
    await world.request('organizations.updatePermissions', c.alice, { organizationId: c.organizationId, membersCanInvite: true, membersCanCreateAndTerminate: true, membersCanOpenPorts: false });
    const cluster = await addCluster(world.owner, c.organizationId, c.alice.userId);
    const invited = await world.request('invitations.create', c.bob, { organizationId: c.organizationId, email: 'dave@example.org' });
    const audited = await world.audited(c.organizationId);
    expect(await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'member' })).toMatchObject({ status: 200, body: { role: 'member' } });
    expect(await world.audited(c.organizationId)).toEqual(audited);
    expect(jobsFor([cluster])).toEqual([]);
    expect((await world.request('invitations.list', c.alice, { organizationId: c.organizationId })).body.items.map(({ id }: { id: string }) => id)).toEqual([invited.body.id]);
  });
  test('200 losing the role ends the open invitations of that person, whatever members may (D05)', async () => {
    for (const membersCanInvite of [false, true]) {
      const c = await world.company();
      await world.request('organizations.updatePermissions', c.alice, { organizationId: c.organizationId, membersCanInvite, membersCanCreateAndTerminate: true, membersCanOpenPorts: false });
      const [dave, erin, frank] = [await world.person({ givenName: 'Dave' }), await world.person({ givenName: 'Erin' }), await world.person({ givenName: 'Frank' })];
      const invite = async (by: TestPerson, email: string, administrator: boolean) => (await world.request('invitations.create', by, { organizationId: c.organizationId, email, administrator })).body.id as string;
      const [asAdministrator, asMember, byAlice] = [await invite(c.carol, dave.email, true), await invite(c.carol, erin.email, false), await invite(c.alice, frank.email, true)];
      await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.carolMemberId, role: 'member' });
      expect((await world.request('invitations.accept', dave, { invitationId: asAdministrator })).status).toBe(409);
      expect((await world.request('invitations.accept', erin, { invitationId: asMember })).status).toBe(409);
      expect((await world.request('invitations.list', c.alice, { organizationId: c.organizationId })).body.items.map(({ id }: { id: string }) => id)).toEqual([byAlice]);
      expect((await world.request('invitations.accept', frank, { invitationId: byAlice })).status).toBe(200);
    }
  });
  test('403 for an ordinary member, for his own role and for the owner (D02, D05)', async () => {
    const c = await world.company();
    const aliceMemberId = await world.memberIdOf(c.organizationId, c.alice);
    const change = (who: TestPerson, memberId: string | null, role: string) => world.request('members.changeRole', who, { organizationId: c.organizationId, memberId, role });
    expect(await change(c.bob, c.carolMemberId, 'member')).toMatchObject({ status: 403, body: { detail: expect.stringContaining('Only the owner and administrators') } });
    expect(await change(c.bob, c.bobMemberId, 'administrator')).toMatchObject({ status: 403 });
    expect(await change(c.carol, c.carolMemberId, 'member')).toMatchObject({ status: 403, body: { detail: 'You cannot change your own role.' } });
    expect(await change(c.carol, aliceMemberId, 'member')).toMatchObject({ status: 403, body: { detail: expect.stringContaining('The owner stays the owner') } });
    expect(await change(c.alice, c.carolMemberId, 'member')).toMatchObject({ status: 200 });
  });
  test('400 for the role owner (D02), 401 and 404 as everywhere, 404 for a member of another organization', async () => {
    const c = await world.company();
    const mallorysId = await world.memberIdOf(c.foreignOrganizationId, c.mallory);
    expect(await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'owner' })).toMatchObject({ status: 400, body: { fields: [{ field: 'role' }] } });
    expect((await world.request('members.changeRole', null, { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'member' })).status).toBe(401);
    expect((await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: mallorysId, role: 'member' })).status).toBe(404);
    expect((await world.request('members.changeRole', c.mallory, { organizationId: c.foreignOrganizationId, memberId: c.bobMemberId, role: 'administrator' })).status).toBe(404);
  });
});

describe('members.previewRemoval', () => {
  test('200 names each cluster with its consequence, and the open invitations that end (M12, D07, D08)', async () => {
    const c = await world.company();
    const running = await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'a-running', open: true });
    const stopped = await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'b-stopped', wanted: 'stopped' });
    const unmanaged = await addCluster(world.owner, c.organizationId, c.alice.userId, { name: 'c-unmanaged', userManagement: 'unmanaged', passwordShownTo: c.carol.userId });
    await world.request('invitations.create', c.carol, { organizationId: c.organizationId, email: 'dave@example.org' });
    const { status, body } = await world.request('members.previewRemoval', c.alice, { organizationId: c.organizationId, memberId: c.carolMemberId });
    expect(status).toBe(200);
    expect(body).toMatchObject({ member: { id: c.carolMemberId }, invitations: 1, sessionMinutes: 45 });
    expect(body.clusters).toEqual([
      { id: running, name: 'a-running', consequence: expect.stringContaining('within 45 minutes') },
      { id: stopped, name: 'b-stopped', consequence: expect.stringContaining('at its next start') },
    ]);
    expect(body.unmanagedClusters).toEqual([{ id: unmanaged, name: 'c-unmanaged', consequence: expect.stringContaining('reset at once') }]);
    expect(await world.memberIdOf(c.organizationId, c.carol)).toBe(c.carolMemberId);
  });
  test('403 for an ordinary member, 409 for the owner and oneself, as the removal itself', async () => {
    const c = await world.company();
    const aliceMemberId = await world.memberIdOf(c.organizationId, c.alice);
    expect((await world.request('members.previewRemoval', c.bob, { organizationId: c.organizationId, memberId: c.carolMemberId })).status).toBe(403);
    expect((await world.request('members.previewRemoval', c.carol, { organizationId: c.organizationId, memberId: aliceMemberId })).status).toBe(409);
    expect((await world.request('members.previewRemoval', c.carol, { organizationId: c.organizationId, memberId: c.carolMemberId })).status).toBe(409);
    expect((await world.request('members.previewRemoval', c.mallory, { organizationId: c.organizationId, memberId: c.bobMemberId })).status).toBe(404);
  });
});
