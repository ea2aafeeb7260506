import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCluster } from '../../testing/cluster-rows.ts';
import { newWorld, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const removalsOf = (organizationId: string) =>
  world.owner`select user_id as "userId", removed_by as "removedBy", ended_at is null as open from removal where organization_id = ${organizationId} order by id`;
const jobsFor = (keys: string[]) => world.queue.sent.filter(({ key }) => keys.includes(key)).map(({ name, key }) => `${name} ${key}`).sort();

describe('members.remove', () => {
  test('204 ends all sharing with the very next request (M12), and records who removed whom (D09)', async () => {
    const c = await world.company();
    const read = () => world.request('organizations.read', c.bob, { organizationId: c.organizationId });
    expect((await read()).status).toBe(200);
    expect(await world.request('members.remove', c.carol, { organizationId: c.organizationId, memberId: c.bobMemberId })).toEqual({ status: 204, body: undefined });
    expect((await read()).status).toBe(404);
    expect((await world.request('clusters.list', c.bob, { organizationId: c.organizationId })).status).toBe(404);
    expect((await world.request('organizations.list', c.bob)).body.items).toEqual([]);
    expect(await removalsOf(c.organizationId)).toEqual([{ userId: c.bob.userId, removedBy: c.carol.userId, open: true }]);
    expect(await world.audited(c.organizationId)).toMatchObject([
      { operation: 'members.remove', actorId: c.carol.userId, subject: c.bobMemberId, before: { userId: c.bob.userId, email: c.bob.email, role: 'member' }, after: null },
    ]);
  });

  test('204 has every managed cluster block, running or stopped, and resets the one password that was shown (M12, D08)', async () => {
    const c = await world.company();
    const owner = c.alice.userId;
    const running = await addCluster(world.owner, c.organizationId, owner, { open: true });
    const stopped = await addCluster(world.owner, c.organizationId, owner, { wanted: 'stopped' });
    const shown = await addCluster(world.owner, c.organizationId, owner, { userManagement: 'unmanaged', passwordShownTo: c.bob.userId });
    const untouched = [
      await addCluster(world.owner, c.organizationId, owner, { userManagement: 'unmanaged', passwordShownTo: c.carol.userId }),
      await addCluster(world.owner, c.foreignOrganizationId, c.mallory.userId),
    ];
    await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    expect(jobsFor([running, stopped, shown, ...untouched])).toEqual([`cluster-accounts.reconcile ${running}`, `cluster-accounts.reconcile ${stopped}`, `clusters.reconcile ${shown}`].sort());
    const wanted = await world.owner`select cluster_id as id from cluster_connection where organization_id = ${c.organizationId} and password_reset_wanted_at is not null`;
    expect(wanted).toEqual([{ id: shown }]);
  });

  test('204 ends the invitations that the person sent, and leaves those of others (D05)', async () => {
    const c = await world.company();
    const [dave, erin] = [await world.person({ givenName: 'Dave' }), await world.person({ givenName: 'Erin' })];
    const byCarol = (await world.request('invitations.create', c.carol, { organizationId: c.organizationId, email: dave.email })).body.id;
    const byAlice = (await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: erin.email })).body.id;
    await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.carolMemberId });
    expect(await world.request('invitations.accept', dave, { invitationId: byCarol })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('may no longer invite') } });
    expect((await world.request('invitations.accept', erin, { invitationId: byAlice })).status).toBe(200);
    expect((await world.audited(c.organizationId)).filter(({ operation }) => operation === 'invitations.end')).toMatchObject([{ subject: byCarol, after: { because: 'the inviter was removed' } }]);
  });

  test('204 removed, invited again and accepting, the person has a new row and the removal is over (D06)', async () => {
    const c = await world.company();
    const cluster = await addCluster(world.owner, c.organizationId, c.alice.userId);
    await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'administrator' });
    for (let round = 1; round <= 2; round++) {
      const memberId = await world.memberIdOf(c.organizationId, c.bob);
      expect((await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId })).status).toBe(204);
      const { body } = await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: c.bob.email });
      expect((await removalsOf(c.organizationId)).filter(({ open }) => open)).toHaveLength(1); // an invitation alone unblocks nobody
      expect((await world.request('invitations.accept', c.bob, { invitationId: body.id })).status).toBe(200);
      const removals = await removalsOf(c.organizationId);
      expect(removals).toHaveLength(round);
      expect(removals.filter(({ open }) => open)).toEqual([]);
      expect((await world.request('organizations.read', c.bob, { organizationId: c.organizationId })).body.role).toBe('member'); // the role of before does not come back (D11)
      expect(await world.memberIdOf(c.organizationId, c.bob)).not.toBe(memberId);
    }
    expect(jobsFor([cluster])).toHaveLength(5); // promoted, twice removed, twice returned
  });

  test('403 for an ordinary member, with the sentence', async () => {
    const c = await world.company();
    expect(await world.request('members.remove', c.bob, { organizationId: c.organizationId, memberId: c.carolMemberId })).toMatchObject({
      status: 403, body: { detail: 'Only the owner and administrators of this organization may remove members.' },
    });
  });

  test('409 for the owner and for oneself (D02), who stay', async () => {
    const c = await world.company();
    const aliceMemberId = await world.memberIdOf(c.organizationId, c.alice);
    expect(await world.request('members.remove', c.carol, { organizationId: c.organizationId, memberId: aliceMemberId })).toMatchObject({ status: 409, body: { detail: 'The owner cannot be removed.' } });
    expect(await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: aliceMemberId })).toMatchObject({ status: 409 });
    expect(await world.request('members.remove', c.carol, { organizationId: c.organizationId, memberId: c.carolMemberId })).toMatchObject({ status: 409, body: { detail: 'You cannot remove yourself. Leave the organization instead.' } });
    expect((await world.request('members.list', c.alice, { organizationId: c.organizationId })).body.items).toHaveLength(3);
  });

  test('404 the second time, from outside and for a member of another organization; 401 when nobody is signed in', async () => {
    const c = await world.company();
    const input = { organizationId: c.organizationId, memberId: c.bobMemberId };
    expect((await world.request('members.remove', null, input)).status).toBe(401);
    expect((await world.request('members.remove', c.mallory, input)).status).toBe(404);
    expect((await world.request('members.remove', c.mallory, { ...input, organizationId: c.foreignOrganizationId })).status).toBe(404);
    expect((await world.request('members.remove', c.alice, input)).status).toBe(204);
    expect((await world.request('members.remove', c.alice, input)).status).toBe(404);
  });
});

describe('the second wall, in the database', () => {
  test('an organization without an owner cannot be committed (D02)', async () => {
    const c = await world.company();
    await expect(world.owner`delete from member where organization_id = ${c.organizationId} and role = 'owner'`).rejects.toThrow(/would have no owner/);
    await expect(world.owner`update member set role = 'member' where organization_id = ${c.organizationId} and role = 'owner'`).rejects.toThrow(/would have no owner/);
    await world.owner`delete from member where organization_id = ${c.organizationId} and role = 'member'`;
  });
  test('nor one with two owners, nor one person twice', async () => {
    const c = await world.company();
    await expect(world.join(c.organizationId, await world.person(), 'owner')).rejects.toThrow(/member_one_owner/);
    await expect(world.join(c.organizationId, c.bob, 'member')).rejects.toThrow(/organization_id_user_id/);
    await world.join(c.organizationId, await world.person(), 'member');
  });
  test('the server may add to the audit log, and never change or empty it', async () => {
    const c = await world.company();
    await world.request('organizations.update', c.alice, { organizationId: c.organizationId, name: 'Audited' });
    for (const statement of ['update audit set operation = $1', 'delete from audit where operation = $1']) {
      await expect(world.pool.unsafe(statement, ['organizations.update'])).rejects.toThrow(/permission denied/);
    }
    expect(await world.audited(c.organizationId)).toHaveLength(1);
  });
});
