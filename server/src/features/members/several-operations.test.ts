import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCluster } from '../../testing/cluster-rows.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

async function crowd() {
  const c = await world.company();
  const dave = await world.person({ givenName: 'Dave', familyName: 'Dunn' });
  const daveMemberId = await world.join(c.organizationId, dave, 'member');
  const aliceMemberId = (await world.memberIdOf(c.organizationId, c.alice))!;
  return { ...c, dave, daveMemberId, aliceMemberId };
}
const outcomes = (body: { results: { outcome: string }[] }) => body.results.map(({ outcome }) => outcome);

describe('members.removeMany', () => {
  test('200 removes each by itself: the owner, oneself and who is gone already are answered in words (M12, D02)', async () => {
    const c = await crowd();
    const cluster = await addCluster(world.owner, c.organizationId, c.alice.userId);
    const gone = crypto.randomUUID();
    const { status, body } = await world.request('members.removeMany', c.carol, { organizationId: c.organizationId, memberIds: [c.aliceMemberId, c.bobMemberId, c.carolMemberId, gone, c.daveMemberId, c.bobMemberId] });
    expect(status).toBe(200);
    expect(body.results).toEqual([
      { memberId: c.aliceMemberId, name: 'Alice Adams', outcome: 'refused', because: 'The owner cannot be removed.' },
      { memberId: c.bobMemberId, name: 'Bob Brown', outcome: 'done', because: null },
      { memberId: c.carolMemberId, name: 'Carol Clark', outcome: 'refused', because: 'You cannot remove yourself. Leave the organization instead.' },
      { memberId: gone, name: null, outcome: 'not-found', because: expect.stringMatching(/\.$/) },
      { memberId: c.daveMemberId, name: 'Dave Dunn', outcome: 'done', because: null },
    ]);
    for (const who of [c.bob, c.dave]) expect((await world.request('organizations.read', who, { organizationId: c.organizationId })).status).toBe(404);
    expect((await world.audited(c.organizationId)).map(({ operation, subject }) => [operation, subject])).toEqual([['members.remove', c.bobMemberId], ['members.remove', c.daveMemberId]]);
    expect(world.queue.sent.filter(({ key }) => key === cluster)).toHaveLength(1);
  });

  test('403 for an ordinary member; 400 for nobody and for more than 100; 401 and 404; a member elsewhere is not found (M01)', async () => {
    const c = await crowd();
    const remove = (who: TestPerson | null, memberIds: string[], organizationId: string = c.organizationId) => world.request('members.removeMany', who, { organizationId, memberIds });
    expect((await remove(c.bob, [c.daveMemberId])).status).toBe(403);
    expect((await remove(c.alice, [])).status).toBe(400);
    expect((await remove(c.alice, Array.from({ length: 101 }, () => crypto.randomUUID()))).status).toBe(400);
    expect((await remove(null, [c.daveMemberId])).status).toBe(401);
    expect((await remove(c.mallory, [c.daveMemberId])).status).toBe(404);
    expect(outcomes((await remove(c.mallory, [c.daveMemberId], c.foreignOrganizationId)).body)).toEqual(['not-found']);
    expect(outcomes((await remove(c.alice, [c.daveMemberId])).body)).toEqual(['done']);
  });
});

describe('members.suspendMany', () => {
  test('200 suspends each by itself, with the note; who is suspended already is answered (D11). 403 for an ordinary member', async () => {
    const c = await crowd();
    const suspend = (who: TestPerson) => world.request('members.suspendMany', who, { organizationId: c.organizationId, memberIds: [c.aliceMemberId, c.bobMemberId, c.daveMemberId], note: 'A pause.' });
    expect((await suspend(c.bob)).status).toBe(403);
    expect(outcomes((await suspend(c.carol)).body)).toEqual(['refused', 'done', 'done']);
    for (const who of [c.bob, c.dave]) {
      expect(await world.request('organizations.read', who, { organizationId: c.organizationId })).toMatchObject({ status: 403, body: { code: 'suspended' } });
      expect((await world.request('organizations.list', who)).body.items).toMatchObject([{ suspensionNote: 'A pause.' }]);
    }
    expect((await suspend(c.alice)).body.results.map(({ because }: { because: string }) => because)).toEqual(['The owner cannot be suspended.', 'Bob is suspended already.', 'Dave is suspended already.']);
  });
});

describe('members.changeRoleMany', () => {
  test('200 gives each the role by itself; who has it already stays as he is (M17, D05). 403 for an ordinary member, 400 for the role owner', async () => {
    const c = await crowd();
    const change = (who: TestPerson, role: string) => world.request('members.changeRoleMany', who, { organizationId: c.organizationId, memberIds: [c.aliceMemberId, c.carolMemberId, c.bobMemberId, c.daveMemberId], role });
    expect((await change(c.bob, 'administrator')).status).toBe(403);
    expect((await change(c.alice, 'owner')).status).toBe(400);
    expect(outcomes((await change(c.alice, 'administrator')).body)).toEqual(['refused', 'unchanged', 'done', 'done']);
    expect((await world.request('organizations.update', c.dave, { organizationId: c.organizationId, name: 'By Dave' })).status).toBe(200);
    expect(outcomes((await change(c.carol, 'member')).body)).toEqual(['refused', 'refused', 'done', 'done']);
    expect((await world.audited(c.organizationId)).filter(({ operation }) => operation === 'members.changeRole')).toHaveLength(4);
  });
});
