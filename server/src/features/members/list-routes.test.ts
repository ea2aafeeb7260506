import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrganizationId, UserId } from '../../kernel/id.ts';
import { newWorld, unboundOf, type TestPerson, type World } from '../../testing/world.ts';
import { startsOf, type Listing } from './listing.ts';
import * as members from './store.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const everybody: Listing = { sought: null, roles: [], statuses: [], sort: 'joined', direction: 'ascending', after: null };

/** An organization with names that are found in several ways. */
async function named() {
  const c = await world.company();
  const add = async (givenName: string, familyName: string, email: string) => {
    const who = await world.person({ givenName, familyName, email });
    await world.join(c.organizationId, who, 'member');
    return who;
  };
  const asa = await add('Åsa', 'Öberg-Lind', `asa.oberg+work-${c.organizationId}@north.example`);
  const sean = await add('Sean', "O'Brien", `sob-${c.organizationId}@south.example`);
  return { ...c, asa, sean };
}
const list = async (who: TestPerson, organizationId: string, query: object = {}) => (await world.request('members.list', who, { organizationId, ...query })).body;
const names = (body: { items: { givenName: string }[] }) => body.items.map(({ givenName }) => givenName);

describe('members.list', () => {
  test.each([
    ['the beginning of a given name', 'aLi', ['Alice']],
    ['the beginning of a family name', 'bro', ['Bob']],
    ['several words, each the beginning of one', 'brown bo', ['Bob']],
    ['a name without its marks', 'asa oberg', ['Åsa']],
    ['a name with its marks, in capitals', 'ÖBERG', ['Åsa']],
    ['the second half of a double name', 'lind', ['Åsa']],
    ['a name with an apostrophe', "o'br", ['Sean']],
    ['what follows the apostrophe', 'brien', ['Sean']],
    ['the host of an address', 'south.ex', ['Sean']],
    ['a part of an address', 'work', ['Åsa']],
    ['nothing but spaces', '  ', ['Alice', 'Carol', 'Bob', 'Åsa', 'Sean']],
    ['the middle of a word', 'rown', []],
    ['words of two people', 'alice brown', []],
    ['signs of the search language', "' & ! | \\ :* (", []],
  ])('200 a search for %s', async (_what, q, expected) => {
    const c = await named();
    const body = await list(c.bob, c.organizationId, { q });
    expect(names(body)).toEqual(expected);
    expect(body).toMatchObject({ total: 5, matching: { count: expected.length, orMore: false } });
  });

  test('200 a whole address is found, and nobody of another organization ever is (M01)', async () => {
    const c = await named();
    await world.join(c.foreignOrganizationId, await world.person({ givenName: 'Alice', familyName: 'Elsewhere' }), 'member');
    expect(names(await list(c.alice, c.organizationId, { q: c.bob.email.toUpperCase() }))).toEqual(['Bob']);
    expect(names(await list(c.alice, c.organizationId, { q: 'elsewhere' }))).toEqual([]);
    expect(names(await list(c.mallory, c.foreignOrganizationId, { q: 'elsewhere' }))).toEqual(['Alice']);
  });

  test('200 who renames himself is found under the new name, in every organization, and no more under the old one', async () => {
    const c = await named();
    await world.join(c.foreignOrganizationId, c.bob, 'member');
    await world.request('users.updateSelf', c.bob, { givenName: 'Zoë', familyName: 'Zimmer' });
    for (const [who, organizationId] of [[c.alice, c.organizationId], [c.mallory, c.foreignOrganizationId]] as const) {
      expect(names(await list(who, organizationId, { q: 'zoe zim' }))).toEqual(['Zoë']);
      expect(names(await list(who, organizationId, { q: 'brown' }))).toEqual([]);
    }
    expect(names(await list(c.alice, c.organizationId, { sort: 'name' })).at(-1)).toBe('Zoë');
  });

  test('200 in the order that is asked for, both ways', async () => {
    const c = await named();
    const byName = ['Alice', 'Åsa', 'Bob', 'Carol', 'Sean'];
    const byJoining = ['Alice', 'Carol', 'Bob', 'Åsa', 'Sean'];
    const byRole = ['Alice', 'Carol', 'Åsa', 'Bob', 'Sean'];
    for (const [sort, expected] of [['name', byName], ['joined', byJoining], ['role', byRole]] as const) {
      expect(names(await list(c.alice, c.organizationId, { sort }))).toEqual(expected);
      expect(names(await list(c.alice, c.organizationId, { sort, direction: 'descending' }))).toEqual(expected.toReversed());
    }
    expect(names(await list(c.alice, c.organizationId))).toEqual(byJoining);
  });

  test('200 filtered by roles and status, together with a search', async () => {
    const c = await named();
    await world.request('members.suspend', c.alice, { organizationId: c.organizationId, memberId: c.carolMemberId });
    const filtered = async (query: object) => names(await list(c.alice, c.organizationId, { sort: 'name', ...query }));
    expect(await filtered({ role: 'administrator' })).toEqual(['Carol']);
    expect(await filtered({ role: ['owner', 'administrator'] })).toEqual(['Alice', 'Carol']);
    expect(await filtered({ status: 'suspended' })).toEqual(['Carol']);
    expect(await filtered({ status: 'active', role: ['owner', 'administrator'] })).toEqual(['Alice']);
    expect(await filtered({ status: ['active', 'suspended'] })).toHaveLength(5);
    expect(await filtered({ q: 'c', status: 'suspended' })).toEqual(['Carol']);
    expect(await filtered({ q: 'c', status: 'active', role: 'administrator' })).toEqual([]);
  });

  test.each(['name', 'joined', 'role'])('200 pages by %s, both ways, each member once, whatever is sought', async (sort) => {
    const c = await world.company();
    for (let count = 0; count < 5; count++) await world.join(c.organizationId, await world.person({ givenName: 'Dave', familyName: 'Same' }), count % 2 ? 'administrator' : 'member');
    for (const [direction, q, expected] of [['ascending', '', 8], ['descending', '', 8], ['ascending', 'dave', 5], ['descending', 'dave', 5]] as const) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const body: any = await list(c.alice, c.organizationId, { sort, direction, limit: '3', ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) }); // oxlint-disable-line typescript/no-explicit-any
        expect(body.total).toBe(8);
        seen.push(...body.items.map(({ id }: { id: string }) => id));
        cursor = body.nextCursor;
      } while (cursor);
      expect([seen.length, new Set(seen).size]).toEqual([expected, expected]);
    }
  });

  test('400 for a cursor of another order, for unknown roles and orders, and for a search beyond 100 characters', async () => {
    const c = await named();
    const { nextCursor } = await list(c.alice, c.organizationId, { sort: 'name', limit: '2' });
    const refused = async (query: object) => (await world.request('members.list', c.alice, { organizationId: c.organizationId, ...query })).body.fields?.map(({ field }: { field: string }) => field);
    expect(await refused({ sort: 'joined', cursor: nextCursor })).toEqual(['cursor']);
    expect(await refused({ sort: 'name', direction: 'descending', cursor: nextCursor })).toEqual(['cursor']);
    expect(await refused({ role: 'king' })).toEqual(['role']);
    expect(await refused({ sort: 'size' })).toEqual(['sort']);
    expect(await refused({ q: 'x'.repeat(101) })).toEqual(['q']);
    expect((await list(c.alice, c.organizationId, { sort: 'name', cursor: nextCursor })).items).toHaveLength(3);
  });

  test('200 tells who invited, and tells the owner and administrators alone when somebody was last there', async () => {
    const c = await named();
    const { body } = await world.request('invitations.create', c.carol, { organizationId: c.organizationId, email: c.mallory.email });
    await world.request('invitations.accept', c.mallory, { invitationId: body.id });
    const [seen] = (await list(c.alice, c.organizationId, { q: 'mallory' })).items;
    expect(seen).toMatchObject({ invitedBy: 'Carol Clark', lastActiveAt: expect.any(String), version: 1, suspended: null });
    expect((await list(c.bob, c.organizationId, { q: 'mallory' })).items).toMatchObject([{ invitedBy: 'Carol Clark', lastActiveAt: null }]);
  });

  test('200 tells the owner and administrators alone whose password needs a code; an app that is not confirmed asks for none, and a passkey leaves the password as good as before', async () => {
    const c = await named();
    await world.owner`insert into authenticator (user_id, secret, made_at, confirmed_at) values (${c.bob.userId}, 'sealed', now(), now()), (${c.sean.userId}, 'sealed', now(), null)`;
    await world.owner`insert into passkey (id, user_id, name, credential_id, public_key, counter, transports, made_at) values (gen_random_uuid(), ${c.asa.userId}, 'Key', ${`credential of ${c.asa.userId}`}, 'key', 0, '{}', now())`;
    const seenBy = async (who: TestPerson) => Object.fromEntries((await list(who, c.organizationId)).items.map(({ givenName, twoSteps }: { givenName: string; twoSteps: boolean | null }) => [givenName, twoSteps]));
    for (const who of [c.alice, c.carol]) expect(await seenBy(who)).toEqual({ Alice: false, Carol: false, Bob: true, Åsa: false, Sean: false });
    expect(await seenBy(c.bob)).toEqual({ Alice: null, Carol: null, Bob: null, Åsa: null, Sean: null });
  });

  test('200 says with each whether the ownership can be offered, and to the owner alone why not (D02)', async () => {
    const c = await named();
    await world.request('members.suspend', c.alice, { organizationId: c.organizationId, memberId: c.carolMemberId });
    const offered = async (who: TestPerson) => Object.fromEntries((await list(who, c.organizationId)).items.map(({ givenName, allows }: { givenName: string; allows: { offerOwnership: true | string } }) => [givenName, allows.offerOwnership]));
    expect(await offered(c.alice)).toEqual({ Alice: 'This is the owner already.', Carol: 'Carol Clark is suspended. Reinstate first, then offer the ownership.', Bob: true, Åsa: true, Sean: true });
    expect(new Set(Object.values(await offered(c.bob)))).toEqual(new Set(['Only the owner of this organization may offer its ownership to somebody.']));
    await world.request('ownership-offers.create', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    expect(await offered(c.alice)).toMatchObject({ Bob: expect.stringContaining('offered to Bob Brown already'), Sean: expect.stringContaining('Withdraw that offer first.') });
    expect(JSON.stringify(await offered(c.asa))).not.toContain('Bob Brown');
  });
});

/** 6000 people beside the smaller organizations of the other tests. */
async function large(): Promise<OrganizationId> {
  const { organizationId } = await world.company();
  await world.owner`with people as (
      insert into "user" (id, name, email, "emailVerified", "givenName", "familyName")
      select gen_random_uuid(), 'Person' || n || ' Family' || n % 300, 'p' || n || ${`-${organizationId}@example.org`}, true, 'Person' || n, 'Family' || n % 300 from generate_series(1, 6000) n returning id)
    insert into member (id, organization_id, user_id, role, joined_at) select gen_random_uuid(), ${organizationId}, id, 'member', now() from people`;
  await world.owner`analyze member`;
  await world.owner`analyze "user"`;
  return organizationId;
}

type Node = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; 'Actual Rows': number; 'Actual Loops': number; 'Rows Removed by Filter'?: number; Plans?: Node[] };
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

describe('a list of thousands', () => {
  let organizationId: OrganizationId;
  beforeAll(async () => void (organizationId = await large()));

  async function planOf(listing: Listing): Promise<Node[]> {
    const starts = startsOf(listing);
    const parameters = [organizationId, starts.map(({ standing }) => standing), starts.map(({ rank }) => rank), starts.map(({ key }) => key), starts.map(({ id }) => id), 51];
    const [row] = await world.owner.unsafe(`explain (analyze, format json) ${members.pageStatement(listing)}`, (listing.sought === null ? parameters : [...parameters, listing.sought]) as never[], { prepare: true });
    return nodesOf(row!['QUERY PLAN'][0].Plan as Node);
  }
  // Second steps are read whole as long as hardly anybody has one.
  const scans = (nodes: Node[]) => nodes.filter((node) => node['Node Type'] === 'Seq Scan' && !['authenticator', 'passkey'].includes(node['Relation Name'] ?? ''));
  const orders = (['name', 'joined', 'role'] as const).flatMap((sort) => (['ascending', 'descending'] as const).map((direction) => ({ sort, direction })));
  const readRows = (nodes: Node[]) => nodes.filter((node) => node['Relation Name'] === 'member').reduce((sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'], 0);

  test.each(orders)('by $sort, $direction: a page deep inside reads its own rows by an index, not the organization', async (order) => {
    const tx = unboundOf(world);
    const before = await members.list(tx, organizationId, { ...everybody, ...order }, 100);
    for (const after of [null, before.at(-1)!.place]) {
      const nodes = await planOf({ ...everybody, ...order, after });
      expect(scans(nodes)).toEqual([]);
      expect(nodes.map((node) => node['Index Name'])).toContain(order.sort === 'joined' ? 'member_by_joining' : 'member_by_name');
      expect(readRows(nodes)).toBeLessThan(51 * 5 + 51 + 5);
    }
  });

  test.each(orders)('filtered by role and status, by $sort, $direction: the same', async (order) => {
    const nodes = await planOf({ ...everybody, ...order, roles: ['administrator', 'member'], statuses: ['active'] });
    expect(scans(nodes)).toEqual([]);
    expect(readRows(nodes)).toBeLessThan(51 * 4);
  });

  test.each(orders)('a search, by $sort, $direction: reads whom it finds by the index of words', async (order) => {
    const nodes = await planOf({ ...everybody, ...order, sought: 'family17 person' });
    expect(nodes.map((node) => node['Index Name'])).toContain('member_by_words');
    expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'member')).toEqual([]);
    expect(readRows(nodes)).toBeLessThan(2000);
  });

  test('counts up to 1000 and says that there are more', async () => {
    const { alice } = await world.company();
    await world.join(organizationId, alice, 'member');
    expect(await list(alice, organizationId, { q: 'person', limit: '1' })).toMatchObject({ total: 6004, matching: { count: 1000, orMore: true } });
    expect(await list(alice, organizationId, { q: 'family299', limit: '1' })).toMatchObject({ total: 6004, matching: { count: 20, orMore: false } });
    expect(await list(alice, organizationId, { role: 'member', limit: '1' })).toMatchObject({ matching: { count: 1000, orMore: true } });
    expect(await list(alice, organizationId, { limit: '1' })).toMatchObject({ matching: { count: 6004, orMore: false } });
  });
});

test('the words of a member are made anew by the database when a person is renamed, by whomever', async () => {
  const c = await world.company();
  const wordsOf = async () => (await world.owner<{ key: string; words: string }[]>`select name_key as key, words::text from member where id = ${c.bobMemberId}`)[0]!;
  const before = await wordsOf();
  await world.pool`update "user" set name = 'Béla Bartók' where id = ${c.bob.userId as UserId}`; // as the server, outside of any organization
  const after = await wordsOf();
  expect(before.key).toBe('bob brown');
  expect(after.key).toBe('bela bartok');
  expect(after.words).toContain(`${c.organizationId.replaceAll('-', '')}bartok`);
  expect(after.words).not.toContain('brown');
});
