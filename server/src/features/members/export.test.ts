import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve, type Served } from '../../testing/served.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';
import { asCsv, asJson, pagesOf } from './export.ts';
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

const member = (given: Partial<Member>): Member => ({
  givenName: 'Bob', familyName: 'Brown', email: 'bob@example.org', role: 'member', joinedAt: new Date('2026-03-01T12:00:00Z'),
  invitedBy: null, lastActiveAt: null, twoSteps: true, suspendedAt: null, suspendedBy: null, suspensionNote: null, suspendedReasons: [], ...given,
}) as Member;
async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
async function* pages(...all: Member[][]) {
  for (const page of all) yield page;
}

describe('the file', () => {
  test('defuses what a spreadsheet would run, and quotes what would break a line', async () => {
    const text = await textOf(asCsv(pages([member({ givenName: '=HYPERLINK("x")', suspensionNote: 'one,\ntwo' })], [member({ invitedBy: '@SUM(A1)' })])));
    const [head, ...rows] = text.split('\r\n');
    expect(head).toBe('name,address,role,joined,invited by,last active,two steps,suspended since,suspended by,note');
    expect(rows[0]).toMatch(/^"'=HYPERLINK\(""x""\) Brown",bob@example\.org,member,2026-03-01T12:00:00\.000Z,,,yes,/);
    expect(rows[0]).toMatch(/"one,\ntwo"$/);
    expect(rows[1]).toContain(",'@SUM(A1),");
  });

  test('is valid JSON for none, one and several pages', async () => {
    expect(JSON.parse(await textOf(asJson(pages())))).toEqual([]);
    expect(JSON.parse(await textOf(asJson(pages([member({})]))))).toMatchObject([{ email: 'bob@example.org' }]);
    expect(JSON.parse(await textOf(asJson(pages([member({}), member({})], [member({})]))))).toHaveLength(3);
  });

  test('is read page by page until an empty one', async () => {
    const asked: (string | null)[] = [];
    const rest = [[member({ email: '1' }), member({ email: '2' })], [member({ email: '3' })], []];
    const read: string[] = [];
    for await (const page of pagesOf(async (last: Member | null) => (asked.push(last?.email ?? null), rest.shift() ?? []))) read.push(...page.map(({ email }) => email));
    expect([read, asked]).toEqual([['1', '2', '3'], [null, '2', '3']]);
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
