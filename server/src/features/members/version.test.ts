import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newWorld, type World } from '../../testing/world.ts';

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
