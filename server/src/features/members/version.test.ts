import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrganizationId } from '../../kernel/id.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

describe('members.changeRole: for the version that was seen', () => {
  test('412 for the second of two who change the same member, 200 for who read it again', async () => {
    const c = await world.company();
    const asked = (role: string) => ({ organizationId: c.organizationId, memberId: c.bobMemberId, role });
    const first = await world.request('members.changeRole', c.carol, asked('administrator'), { ifMatch: '"1"' });
    expect(first).toMatchObject({ status: 200, body: { role: 'administrator', version: 2 } });
    expect(await world.request('members.changeRole', c.alice, asked('member'), { ifMatch: '"1"' })).toMatchObject({ status: 412, body: { code: 'changed-meanwhile' } });
    expect(await world.request('members.changeRole', c.alice, asked('member'), { ifMatch: `"${first.body.version}"` })).toMatchObject({ status: 200, body: { role: 'member' } });
  });
  test('412 also when somebody was suspended meanwhile: the version is of the whole row', async () => {
    const c = await world.company();
    await world.request('members.suspend', c.carol, { organizationId: c.organizationId, memberId: c.bobMemberId });
    expect((await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'administrator' }, { ifMatch: '"1"' })).status).toBe(412);
  });
  test('428 without a version, 403 and 404 before that; removing and leaving ask for none', async () => {
    const c = await world.company();
    const asked = { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'administrator' };
    const none = { ifMatch: null };
    expect((await world.request('members.changeRole', c.alice, asked, none)).status).toBe(428);
    expect((await world.request('members.changeRole', c.bob, asked, none)).status).toBe(403);
    expect((await world.request('members.changeRole', c.mallory, asked, none)).status).toBe(404);
    expect((await world.request('members.leave', c.carol, { organizationId: c.organizationId }, none)).status).toBe(204);
    expect((await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId }, none)).status).toBe(204);
  });
});

describe('who changed a role, for whoever is told that it was changed meanwhile', () => {
  type Row = { givenName: string; roleChanged: { by: string | null; at: string } | null };
  const changedBy = async (who: TestPerson, organizationId: OrganizationId) =>
    Object.fromEntries(((await world.request('members.list', who, { organizationId })).body.items as Row[]).map(({ givenName, roleChanged }) => [givenName, roleChanged && roleChanged.by]));

  test('nobody, for the role that somebody came with; then the last one who changed it, alone or with several, told to the owner and administrators alone (M17)', async () => {
    const c = await world.company();
    const { organizationId } = c;
    expect(await changedBy(c.alice, organizationId)).toEqual({ Alice: null, Carol: null, Bob: null });
    const before = Date.now();
    const { body } = await world.request('members.changeRole', c.carol, { organizationId, memberId: c.bobMemberId, role: 'administrator' });
    expect(body.roleChanged).toEqual({ by: 'Carol Clark', at: expect.any(String) });
    expect(Math.abs(new Date(body.roleChanged.at).getTime() - before)).toBeLessThan(60_000);
    expect(await changedBy(c.alice, organizationId)).toEqual({ Alice: null, Carol: null, Bob: 'Carol Clark' });
    await world.request('members.changeRoleMany', c.alice, { organizationId, memberIds: [c.bobMemberId, c.carolMemberId], role: 'member' });
    expect(await changedBy(c.alice, organizationId)).toEqual({ Alice: null, Carol: 'Alice Adams', Bob: 'Alice Adams' });
    expect(await changedBy(c.bob, organizationId)).toEqual({ Alice: null, Carol: null, Bob: null });
  });
  test('a suspension changes no role, and a change that is refused leaves who was last', async () => {
    const c = await world.company();
    const asked = { organizationId: c.organizationId, memberId: c.bobMemberId };
    await world.request('members.changeRole', c.carol, { ...asked, role: 'administrator' });
    await world.request('members.suspend', c.alice, asked);
    expect((await world.request('members.changeRole', c.alice, { ...asked, role: 'member' }, { ifMatch: '"1"' })).status).toBe(412);
    expect(await changedBy(c.alice, c.organizationId)).toEqual({ Alice: null, Carol: null, Bob: 'Carol Clark' });
  });
  test('who accepted the ownership changed both roles (D02)', async () => {
    const c = await world.company();
    const { body } = await world.request('ownership-offers.create', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    expect((await world.request('ownership-offers.accept', c.bob, { organizationId: c.organizationId, offerId: body.id })).status).toBe(204);
    expect(await changedBy(c.alice, c.organizationId)).toEqual({ Alice: 'Bob Brown', Carol: null, Bob: 'Bob Brown' });
  });
});
