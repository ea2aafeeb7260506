import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCluster } from '../../testing/cluster-rows.ts';
import { openStream } from '../../testing/event-stream.ts';
import { serve, type Served } from '../../testing/served.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
let served: Served;
beforeAll(async () => {
  world = await newWorld();
  served = await serve(world);
});
afterAll(async () => {
  await served.close();
  await world.close();
});

type Company = Awaited<ReturnType<World['company']>>;
const nameOf = "Alice's organization";
const remove = (c: Company, who: TestPerson | null, name = nameOf) => world.request('organizations.delete', who, { organizationId: c.organizationId, name });
const listed = async (who: TestPerson) => (await world.request('organizations.list', who)).body.items.map(({ id }: { id: string }) => id);

describe('organizations.delete', () => {
  test('204 for the owner who types its name: at the next request nobody is a member of it (D02)', async () => {
    const c = await world.company();
    expect(await remove(c, c.alice)).toMatchObject({ status: 204 });
    for (const who of [c.alice, c.carol, c.bob]) {
      expect((await world.request('organizations.read', who, { organizationId: c.organizationId })).status).toBe(404);
      expect(await listed(who)).not.toContain(c.organizationId);
      expect((await world.request('users.readSelf', who)).body.organizations).toEqual([]);
    }
    expect((await remove(c, c.alice)).status).toBe(404);
    expect(await listed(c.mallory)).toEqual([c.foreignOrganizationId]);
  });
  test('its slug stays taken and its audit log stays; who owned it may create as many as before', async () => {
    const c = await world.company();
    const counted = async () => (await world.owner<{ count: number }[]>`select count(*)::int as count from organization where created_by = ${c.alice.userId} and deleted_at is null`)[0]?.count;
    const [before] = await world.owner<{ slug: string }[]>`select slug from organization where id = ${c.organizationId}`;
    expect(await counted()).toBe(1);
    await remove(c, c.alice);
    expect(await counted()).toBe(0);
    await expect(world.owner`insert into organization (id, slug, name, created_by, created_at) values (${crypto.randomUUID()}, ${before!.slug}, 'A', ${c.alice.userId}, now())`).rejects.toThrow(/slug/);
    expect((await world.audited(c.organizationId)).map(({ operation }) => operation)).toEqual(['organizations.delete']);
  });
  test('400 naming the field unless the name is exact, and nothing happens', async () => {
    const c = await world.company();
    for (const name of ['', 'alice’s organization', `${nameOf} `, nameOf.toUpperCase()]) {
      expect(await remove(c, c.alice, name)).toMatchObject({ status: 400, body: { fields: [{ field: 'name', message: `Type the name exactly as it is: ${nameOf}` }] } });
    }
    expect(await listed(c.bob)).toEqual([c.organizationId]);
    expect((await remove(c, c.alice)).status).toBe(204);
  });
  test('403 for everybody but the owner, 401 and 404 as everywhere', async () => {
    const c = await world.company();
    for (const who of [c.carol, c.bob]) expect(await remove(c, who)).toMatchObject({ status: 403, body: { detail: 'Only the owner of this organization may delete it.' } });
    expect((await remove(c, null)).status).toBe(401);
    expect((await remove(c, c.mallory)).status).toBe(404);
    expect((await remove(c, c.alice)).status).toBe(204);
  });
  test('409 while a cluster lives, stopped ones included, which is named; 204 once it is terminated', async () => {
    const c = await world.company();
    const first = await addCluster(world.owner, c.organizationId, c.bob.userId, { name: 'fraud' });
    const second = await addCluster(world.owner, c.organizationId, c.bob.userId, { name: 'churn', wanted: 'stopped' });
    expect(await remove(c, c.alice)).toMatchObject({ status: 409, body: { detail: '“churn” and “fraud” are still there. Terminate them first.' } });
    await world.owner`update cluster set terminated_at = now() where id = ${first}`;
    expect(await remove(c, c.alice)).toMatchObject({ status: 409, body: { detail: '“churn” is still there. Terminate it first.' } });
    await world.owner`update cluster set terminated_at = now() where id = ${second}`;
    expect((await remove(c, c.alice)).status).toBe(204);
    expect(await world.owner`select deleted_at is not null as gone from cloud_account where organization_id = ${c.organizationId}`).toEqual([{ gone: true }, { gone: true }]);
    expect(await world.owner`select distinct sealed_control_key || sealed_heartbeat_key || sealed_client_secret as sealed from cluster_connection where organization_id = ${c.organizationId}`).toEqual([{ sealed: '' }]);
  });
  test('204 ends open invitations and the open offer, each with its row in the audit log', async () => {
    const c = await world.company();
    const dave = await world.person({ givenName: 'Dave' });
    const invited = await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: dave.email });
    const offered = await world.request('ownership-offers.create', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    expect((await world.request('invitations.listReceived', dave)).body.items).toHaveLength(1);
    await remove(c, c.alice);
    expect((await world.request('invitations.listReceived', dave)).body.items).toEqual([]);
    expect((await world.request('invitations.accept', dave, { invitationId: invited.body.id })).status).toBe(409);
    const ended = (await world.audited(c.organizationId)).filter(({ operation }) => operation.endsWith('.end'));
    expect(ended).toMatchObject([{ operation: 'invitations.end', subject: invited.body.id }, { operation: 'ownership-offers.end', subject: offered.body.id }]);
  });
  test('204 closes the open pages of everybody before it is answered, and tells them who did it', async () => {
    const c = await world.company();
    const path = `/api/v1/organizations/${c.organizationId}/events`;
    const streams = await Promise.all([c.carol, c.bob].map((who) => openStream(`${served.url}${path}`, { cookie: served.cookieOf(who) })));
    const elsewhere = await openStream(`${served.url}/api/v1/organizations/${c.foreignOrganizationId}/events`, { cookie: served.cookieOf(c.mallory) });
    await remove(c, c.alice);
    for (const stream of streams) {
      expect((await stream.until(({ event }) => event === 'closed')).data).toEqual({ because: 'deleted', by: 'Alice Adams' });
      await stream.ended();
    }
    expect(elsewhere.isEnded()).toBe(false);
    elsewhere.close();
  });
  test('who had been removed before is told that, and not who deleted it later', async () => {
    const c = await world.company();
    const path = `/api/v1/organizations/${c.organizationId}/events`;
    const stream = await openStream(`${served.url}${path}`, { cookie: served.cookieOf(c.bob) });
    await stream.until(({ event }) => event === 'open');
    await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    await remove(c, c.alice);
    expect((await stream.until(({ event }) => event === 'closed')).data).toEqual({ because: 'removed' });
    expect((await served.get(path, { who: c.bob })).status).toBe(404);
  });
});

describe('organizations.previewDeletion', () => {
  test('200 for the owner says what goes and what stands in the way, in the words of the refusal', async () => {
    const c = await world.company();
    await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: 'dave@example.org' });
    const preview = async () => (await world.request('organizations.previewDeletion', c.alice, { organizationId: c.organizationId })).body;
    expect(await preview()).toEqual({ name: nameOf, members: 3, invitations: 1, clusters: [], allows: { delete: true } });
    const id = await addCluster(world.owner, c.organizationId, c.bob.userId, { name: 'fraud' });
    const refused = await remove(c, c.alice);
    expect(await preview()).toMatchObject({ clusters: [{ id, name: 'fraud' }], allows: { delete: refused.body.detail } });
  });
  test('403 for everybody else, 404 from outside', async () => {
    const c = await world.company();
    for (const who of [c.carol, c.bob]) expect((await world.request('organizations.previewDeletion', who, { organizationId: c.organizationId })).status).toBe(403);
    expect((await world.request('organizations.previewDeletion', c.mallory, { organizationId: c.organizationId })).status).toBe(404);
  });
});
