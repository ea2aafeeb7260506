import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newImaginedWorld, type ImaginedWorld } from '../../testing/imagined-world.ts';

let world: ImaginedWorld;
beforeAll(async () => void (world = await newImaginedWorld()));
afterAll(() => world.close());

describe('cluster-passwords.reveal (D08)', () => {
  test('200 for owner, administrators and the creator; 403 for others; each showing is audited', async () => {
    const { alice, bob, carol, path, organizationId } = await world.running({ userManagement: 'unmanaged' });
    const dave = await world.person({ givenName: 'Dave' });
    await world.join(organizationId, dave, 'member');
    for (const who of [alice, carol, bob]) expect((await world.request('cluster-passwords.reveal', who, path)).body).toMatchObject({ email: expect.stringMatching(/^administrator@/), password: world.imagined.at(path.clusterId).password });
    expect(await world.request('cluster-passwords.reveal', dave, path)).toMatchObject({ status: 403 });
    const shown = (await world.audited(organizationId)).filter(({ operation }) => operation === 'cluster-passwords.reveal');
    expect(shown.map(({ actorId }) => actorId)).toEqual([alice.userId, carol.userId, bob.userId]);
    expect(JSON.stringify(await world.audited(organizationId))).not.toContain(world.imagined.at(path.clusterId).password);
  });
  test('409 on a managed one, which has none; 404 from another organization, through its own path too; 401 signed out; none of it is recorded as a showing', async () => {
    const managed = await world.running();
    expect(await world.request('cluster-passwords.reveal', managed.alice, managed.path)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('no shared password') } });
    const { mallory, foreignOrganizationId, path, organizationId } = await world.running({ userManagement: 'unmanaged' });
    expect((await world.request('cluster-passwords.reveal', mallory, path)).status).toBe(404);
    expect((await world.request('cluster-passwords.reveal', mallory, { ...path, organizationId: foreignOrganizationId })).status).toBe(404);
    expect((await world.request('cluster-passwords.reveal', null, path)).status).toBe(401);
    expect(await world.owner`select from cluster_password_showing where organization_id in (${organizationId}, ${managed.organizationId})`).toEqual([]);
  });
  test('it changes at once when somebody who saw it is removed, and not when somebody else is', async () => {
    const { alice, bob, carol, carolMemberId, bobMemberId, path, organizationId } = await world.running({ userManagement: 'unmanaged' });
    await world.request('cluster-passwords.reveal', bob, path);
    const { password } = world.imagined.at(path.clusterId);
    await world.request('members.remove', alice, { organizationId, memberId: carolMemberId });
    await world.work();
    expect(world.imagined.at(path.clusterId).password).toBe(password);
    const { body } = await world.request('members.previewRemoval', alice, { organizationId, memberId: bobMemberId });
    expect(body.unmanagedClusters).toMatchObject([{ id: path.clusterId, consequence: expect.stringContaining('reset at once') }]);
    await world.request('members.remove', alice, { organizationId, memberId: bobMemberId });
    expect(await world.request('cluster-passwords.reveal', alice, path)).toMatchObject({ status: 409 });
    expect((await world.request('clusters.read', alice, path)).body.administrator).toMatchObject({ passwordResetPending: true });
    await world.work();
    expect((await world.request('clusters.read', alice, path)).body.administrator).toMatchObject({ passwordResetPending: false, passwordChangedAt: expect.any(String) });
    expect((await world.audited(organizationId)).filter(({ operation }) => operation === 'cluster-passwords.reset')).toMatchObject([{ subject: path.clusterId, before: null, after: null }]);
    const shown = await world.request('cluster-passwords.reveal', alice, path);
    expect([shown.body.password, shown.body.password === password]).toEqual([world.imagined.at(path.clusterId).password, false]);
    expect(carol.userId).not.toBe(bob.userId);
  });
});
