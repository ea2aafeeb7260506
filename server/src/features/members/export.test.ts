import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MemberId, OrganizationId, UserId } from '../../kernel/id.ts';
import { serve, type Served } from '../../testing/served.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';
import { memberTable } from './export.ts';
import type { Member } from './member.ts';

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

const bob: Member = {
  id: 'm' as MemberId, organizationId: 'o' as OrganizationId, userId: 'u' as UserId, givenName: 'Bob', familyName: 'Brown', email: 'bob@example.org', role: 'member',
  joinedAt: new Date('2026-03-01T12:00:00Z'), version: 1, invitedBy: 'Alice Adams', lastActiveAt: null, twoSteps: true, roleChangedBy: null, roleChangedAt: null,
  suspendedAt: new Date('2026-04-01T12:00:00Z'), suspendedBy: 'Carol Clark', suspensionNote: 'away', suspendedReasons: ['administrator'],
};

test('a line tells of a member what the page does', () => {
  expect(Object.fromEntries(memberTable.columns.map(([head, value]) => [head, value(bob)]))).toEqual({
    name: 'Bob Brown', address: 'bob@example.org', role: 'member', joined: '2026-03-01T12:00:00.000Z', 'invited by': 'Alice Adams', 'last active': null, 'two steps': 'yes',
    'suspended since': '2026-04-01T12:00:00.000Z', 'suspended by': 'Carol Clark', note: 'away',
  });
});

describe('members.export', () => {
  const get = (who: TestPerson | null, organizationId: string, query: string) => served.get(`/api/v1/organizations/${organizationId}/members/export?${query}`, { who });

  test('200 with everybody, or whom the search and the filters find, in the order that is asked for', async () => {
    const c = await world.company();
    const csv = await get(c.carol, c.organizationId, 'format=csv&sort=name');
    expect(csv.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': expect.stringMatching(/members-\d{4}-\d\d-\d\d\.csv/) });
    expect(csv.text.trim().split('\r\n').slice(1).map((line) => line.split(',')[0])).toEqual(['Alice Adams', 'Bob Brown', 'Carol Clark']);
    const json = await get(c.alice, c.organizationId, 'format=json&q=bro&role=member');
    expect(JSON.parse(json.text)).toMatchObject([{ userId: c.bob.userId, email: c.bob.email, role: 'member' }]);
    expect(JSON.parse((await get(c.alice, c.organizationId, 'format=json&status=suspended')).text)).toEqual([]);
  });

  test('200 with more members than are read at once, each once', async () => {
    const c = await world.company();
    await world.owner`with people as (
        insert into "user" (id, name, email, "emailVerified", "givenName", "familyName")
        select gen_random_uuid(), 'Same Name', 'e' || n || ${`-${c.organizationId}@example.org`}, true, 'Same', 'Name' from generate_series(1, 2100) n returning id)
      insert into member (id, organization_id, user_id, role, joined_at) select gen_random_uuid(), ${c.organizationId}, id, 'member', now() from people`;
    const rows = JSON.parse((await get(c.alice, c.organizationId, 'format=json&sort=name&direction=descending')).text) as { id: string }[];
    expect([rows.length, new Set(rows.map(({ id }) => id)).size]).toEqual([2103, 2103]);
  });

  test('403 for an ordinary member, 401 and 404 as everywhere, 400 for another format', async () => {
    const c = await world.company();
    expect((await get(c.bob, c.organizationId, 'format=csv')).body).toMatchObject({ status: 403, detail: 'Only the owner and administrators of this organization may take the list of members away as a file.' });
    expect((await get(null, c.organizationId, 'format=csv')).status).toBe(401);
    expect((await get(c.mallory, c.organizationId, 'format=csv')).status).toBe(404);
    expect((await get(c.alice, c.organizationId, 'format=xml')).status).toBe(400);
    expect((await get(c.alice, c.organizationId, 'format=csv')).status).toBe(200);
  });
});
