import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
const seal = () => world.product.jobs.find(({ name }) => name === 'audit.seal')!.run(world.product.workOf('audit.seal'), 'all');
const list = (who: TestPerson | null, c: Company, query: Record<string, unknown> = {}) => world.request('audit.list', who, { organizationId: c.organizationId, ...query });
const sentences = async (c: Company, query: Record<string, unknown> = {}) => (await list(c.alice, c, query)).body.items.map((row: { sentence: string }) => row.sentence);
const base = ({ organizationId }: Company) => `/api/v1/organizations/${organizationId}/audit`;

/** Alice invites Dave and renames the organization; Carol makes Bob an administrator; Alice removes him. */
async function story() {
  const c = await world.company();
  const { organizationId, alice, carol, bobMemberId } = c;
  await world.request('invitations.create', alice, { organizationId, email: 'dave@example.org' });
  await world.within(async (scope) => {
    await scope.enter(organizationId);
    scope.emit({ operation: 'organizations.update', organizationId, subject: organizationId, before: { name: 'Old' }, after: { name: '=New' } });
  });
  await world.within(async (scope) => {
    await scope.enter(organizationId);
    scope.emit({ operation: 'members.changeRole', organizationId, subject: bobMemberId, before: { userId: c.bob.userId, role: 'member' }, after: { userId: c.bob.userId, role: 'administrator' } });
  });
  await world.request('members.remove', alice, { organizationId, memberId: bobMemberId });
  return { ...c, carol };
}

describe('audit.list', () => {
  test('200 newest first: who did what to whom, when and from where, for the owner and administrators (D05)', async () => {
    const c = await story();
    expect(await sentences(c)).toEqual(['removed Bob Brown', 'made Bob Brown an administrator', 'renamed the organization from Old to =New', 'invited dave@example.org as an ordinary member']);
    const { body } = await list(c.carol, c);
    expect(body.items[0]).toMatchObject({
      operation: 'members.remove', number: null,
      actor: { kind: 'user', name: 'Alice Adams', email: c.alice.email, key: null },
      before: { userId: c.bob.email, email: c.bob.email, role: 'member' }, after: null,
      from: { address: '127.0.0.1', userAgent: 'test' },
    });
    expect(Math.abs(Date.now() - Date.parse(body.items[0].at))).toBeLessThan(60_000);
    expect(body.items[1]).toMatchObject({ actor: { kind: 'system', name: 'Hopyard itself' }, from: null });
    expect(body.sealed).toMatchObject({ number: 0, at: null, waiting: 4 });
    await seal();
    expect((await list(c.alice, c)).body).toMatchObject({ items: [{ number: 4 }, { number: 3 }, { number: 2 }, { number: 1 }], sealed: { number: 4, waiting: 0, at: expect.any(String) } });
  });

  test('200 filtered by who did it, who is concerned, what, and when', async () => {
    const c = await story();
    expect(await sentences(c, { actor: 'alice ad' })).toEqual(['removed Bob Brown', 'invited dave@example.org as an ordinary member']);
    expect(await sentences(c, { actor: 'bob' })).toEqual([]);
    expect(await sentences(c, { person: c.bob.email.toUpperCase() })).toEqual(['removed Bob Brown', 'made Bob Brown an administrator']);
    expect(await sentences(c, { person: 'dave@' })).toEqual(['invited dave@example.org as an ordinary member']);
    expect(await sentences(c, { person: 'nobody here' })).toEqual([]);
    expect(await sentences(c, { person: '%' })).toEqual([]);
    const { personId } = (await list(c.alice, c)).body.items[0].actor;
    expect(await sentences(c, { actor: personId })).toHaveLength(2);
    expect(await sentences(c, { operation: 'members.remove' })).toEqual(['removed Bob Brown']);
    expect(await sentences(c, { noun: 'members' })).toHaveLength(2);
    expect(await sentences(c, { noun: 'member' })).toEqual([]);
    const now = Date.now();
    expect(await sentences(c, { from: new Date(now - 3_600_000).toISOString(), to: new Date(now + 3_600_000).toISOString() })).toHaveLength(4);
    expect(await sentences(c, { to: new Date(now - 3_600_000).toISOString() })).toEqual([]);
    expect(await sentences(c, { from: new Date(now + 3_600_000).toISOString() })).toEqual([]);
  });

  test('200 in pages that together are the whole', async () => {
    const c = await story();
    const first = (await list(c.alice, c, { limit: 3 })).body;
    const rest = (await list(c.alice, c, { limit: 3, cursor: first.nextCursor })).body;
    expect([...first.items, ...rest.items].map((row: { sentence: string }) => row.sentence)).toEqual(await sentences(c));
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([3, 1, null]);
  });

  test('the name of an invited person is not told before he is in, even where he has an account', async () => {
    const c = await world.company();
    await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: c.mallory.email });
    expect(await sentences(c)).toEqual([`invited ${c.mallory.email} as an ordinary member`]);
    expect(await sentences(c, { person: 'Mallory Moss' })).toEqual([]);
  });

  test('403 with the sentence for an ordinary member, 404 from another organization, 401 signed out; 400 for a filter that is none', async () => {
    const c = await world.company();
    expect(await list(c.bob, c)).toMatchObject({ status: 403, body: { detail: 'Only the owner and administrators of this organization may read the audit log.' } });
    expect((await list(c.mallory, c)).status).toBe(404);
    expect((await list(null, c)).status).toBe(401);
    expect(await list(c.alice, c, { from: 'yesterday' })).toMatchObject({ status: 400, body: { fields: [{ field: 'from' }] } });
    expect((await list(c.alice, c)).status).toBe(200);
  });

  test('shows nothing of another organization, whatever the filter', async () => {
    const [mine, theirs] = [await story(), await story()];
    const { personId } = (await list(theirs.alice, theirs)).body.items[0].actor;
    expect(await sentences(mine, { actor: personId })).toEqual([]);
    expect(await sentences(mine, { person: theirs.bob.email })).toEqual([]);
  });
});

describe('audit.export', () => {
  test('200 as CSV, with the same filters as the list and nothing in it that a spreadsheet would run', async () => {
    const c = await story();
    const file = await served.get(`${base(c)}/export?format=csv`, { who: c.alice });
    expect(file).toMatchObject({ status: 200, headers: { 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store', 'content-disposition': expect.stringMatching(/^attachment; filename="audit-log-\d{4}-\d\d-\d\d\.csv"$/) } });
    const lines = file.text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toContain('removed Bob Brown');
    expect(file.text).not.toMatch(/(?:^|,)[=+@-]/m);
    expect((await served.get(`${base(c)}/export?format=csv&noun=members`, { who: c.alice })).text.trimEnd().split('\r\n')).toHaveLength(3);
  });

  test('200 as JSON, from which an outsider recomputes the chain', async () => {
    const c = await story();
    await seal();
    const { body } = await served.get(`${base(c)}/export?format=json`, { who: c.carol });
    expect(body.map((item: { number: number }) => item.number)).toEqual([4, 3, 2, 1]);
    const { canonical } = await import('./chain.ts');
    const { hashSecret: digest } = await import('../../platform/secrets.ts');
    let previous = '0'.repeat(64);
    for (const { number, hash, entry } of body.toReversed()) {
      expect(digest(canonical({ entry, number, previous }))).toBe(hash);
      previous = hash;
    }
    expect((await served.get(`${base(c)}/export?format=json&operation=members.leave`, { who: c.carol })).body).toEqual([]);
  });

  test('403 for an ordinary member, 404 from another organization, 401 signed out, 400 for another format', async () => {
    const c = await story();
    const statusOf = async (who: TestPerson | null, format = 'csv') => (await served.get(`${base(c)}/export?format=${format}`, { who })).status;
    const dave = await world.person({ givenName: 'Dave' });
    await world.join(c.organizationId, dave, 'member');
    expect([await statusOf(c.alice), await statusOf(dave), await statusOf(c.mallory), await statusOf(null), await statusOf(c.alice, 'xml')]).toEqual([200, 403, 404, 401, 400]);
  });

  test('200 for a log that is longer than one piece', async () => {
    const c = await world.company();
    await world.owner`insert into audit (id, at, organization_id, actor_kind, actor_id, operation, subject)
      select gen_random_uuid(), now(), ${c.organizationId}, 'system', 'load', 'clusters.start', 's' from generate_series(1, 2500)`;
    expect((await served.get(`${base(c)}/export?format=csv`, { who: c.alice })).text.trimEnd().split('\r\n')).toHaveLength(2501);
    expect((await served.get(`${base(c)}/export?format=json`, { who: c.alice })).body).toHaveLength(2500);
    await seal();
    expect((await world.request('audit.verify', c.alice, { organizationId: c.organizationId })).body).toMatchObject({ verified: true, rows: 2500 });
    expect((await served.get(`${base(c)}/seals?after=2000`, { who: c.alice })).text.trimEnd().split('\n')).toHaveLength(500);
  });
});

describe('audit.verify', () => {
  const verify = (who: TestPerson | null, c: Company, given: Record<string, unknown> = {}) => world.request('audit.verify', who, { organizationId: c.organizationId, ...given });

  test('200 with how many rows fit and how many wait; a seal that was kept outside is found again', async () => {
    const c = await story();
    await seal();
    await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: 'eve@example.org' });
    const { body } = await verify(c.carol, c);
    expect(body).toMatchObject({ verified: true, rows: 4, broken: null, forgotten: 0, keptFits: null, sealed: { number: 4, waiting: 1 } });
    expect((await verify(c.alice, c, { kept: { number: 4, hash: body.sealed.hash } })).body).toMatchObject({ verified: true, keptFits: true });
    expect((await verify(c.alice, c, { kept: { number: 4, hash: 'f'.repeat(64) } })).body).toMatchObject({ verified: false, keptFits: false });
  });

  test.each<[string, (organizationId: string) => Promise<unknown>, object]>([
    ['a changed row', (id) => world.owner`update audit set subject = 'x' where id = (select audit_id from audit_seal where organization_id = ${id} and number = 2)`, { broken: { number: 2 } }],
    ['a time changed by a millionth of a second', (id) => world.owner`update audit set at = at + interval '1 microsecond' where id = (select audit_id from audit_seal where organization_id = ${id} and number = 3)`, { broken: { number: 3 } }],
    ['a deleted row', (id) => withoutKeys(async (sql) => sql`delete from audit where id = (select audit_id from audit_seal where organization_id = ${id} and number = 1)`), { broken: { number: 1 } }],
    ['a deleted row with its seal', (id) => withoutKeys(async (sql) => {
      const [gone] = await sql`delete from audit_seal where organization_id = ${id} and number = 2 returning audit_id`;
      await sql`delete from audit where id = ${gone!['audit_id']}`;
    }), { broken: { number: 2 } }],
    ['two rows that changed places', async (id) => {
      const [one, other] = await world.owner`select audit_id from audit_seal where organization_id = ${id} and number in (1, 2) order by number`;
      await withoutKeys(async (sql) => {
        await sql`delete from audit_seal where audit_id = ${other!['audit_id']}`;
        await sql`update audit_seal set audit_id = ${other!['audit_id']} where audit_id = ${one!['audit_id']}`;
      });
    }, { broken: { number: 1 } }],
    ['a row that was taken off the list of those that wait', async (id) => {
      await world.owner`insert into audit (id, at, organization_id, actor_kind, operation, subject) values (gen_random_uuid(), now(), ${id}, 'system', 'clusters.start', 's')`;
      await world.owner`delete from audit_unsealed where organization_id = ${id}`;
    }, { broken: null, forgotten: 1 }],
  ])('200 finds %s, though whoever owns the database did it', async (_what, tamper, found) => {
    const c = await story();
    await seal();
    expect((await verify(c.alice, c)).body.verified).toBe(true);
    await tamper(c.organizationId);
    expect((await verify(c.alice, c)).body).toMatchObject({ verified: false, ...found });
  });

  test('200 does not find an end that was cut off; a kept seal shows it', async () => {
    const c = await story();
    await seal();
    const { sealed } = (await verify(c.alice, c)).body;
    await withoutKeys(async (sql) => {
      const [gone] = await sql`delete from audit_seal where organization_id = ${c.organizationId} and number = 4 returning audit_id`;
      await sql`delete from audit_origin where audit_id = ${gone!['audit_id']}`;
      await sql`delete from audit where id = ${gone!['audit_id']}`;
    });
    expect((await verify(c.alice, c)).body).toMatchObject({ verified: true, rows: 3 });
    expect((await verify(c.alice, c, { kept: { number: sealed.number, hash: sealed.hash } })).body).toMatchObject({ verified: false, keptFits: false });
  });

  test('403 for an ordinary member, 404 from another organization, 401 signed out, 400 for a seal that is none', async () => {
    const c = await world.company();
    expect([(await verify(c.bob, c)).status, (await verify(c.mallory, c)).status, (await verify(null, c)).status, (await verify(c.alice, c, { kept: { number: 1, hash: 'x' } })).status]).toEqual([403, 404, 401, 400]);
    expect((await verify(c.alice, c)).body).toMatchObject({ verified: true, rows: 0, sealed: { number: 0, at: null } });
  });
});

describe('a file that is read slowly', () => {
  test.each(['audit.export', 'members.export', 'audit.listSeals'] as const)('%s gives no further piece to who was removed meanwhile, and the rest to others (M12)', async (operation) => {
    const c = await story();
    await seal();
    const format = operation === 'audit.listSeals' ? {} : { format: 'json' };
    const piecesFor = async (who: TestPerson) => ((await world.request(operation, who, { organizationId: c.organizationId, ...format })).body.pieces as AsyncIterable<string>)[Symbol.asyncIterator]();
    const [hers, his] = [await piecesFor(c.carol), await piecesFor(c.alice)];
    expect([(await hers.next()).done, (await his.next()).done]).toEqual([false, false]);
    expect((await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.carolMemberId })).status).toBe(204);
    await expect(hers.next()).rejects.toThrow(/may not read it any more/);
    await expect(his.next()).resolves.toBeDefined();
  });
});

describe('audit.listSeals', () => {
  test('200 as lines of JSON, oldest first, after a number', async () => {
    const c = await story();
    await seal();
    const file = await served.get(`${base(c)}/seals`, { who: c.alice });
    expect(file).toMatchObject({ status: 200, headers: { 'content-type': 'application/x-ndjson' } });
    const lines = file.text.trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(lines.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(lines[3]).toEqual({ number: 4, hash: (await list(c.alice, c)).body.sealed.hash, auditId: expect.any(String), sealedAt: expect.any(String) });
    expect((await served.get(`${base(c)}/seals?after=3`, { who: c.alice })).text.trimEnd().split('\n')).toEqual([JSON.stringify(lines[3])]);
  });

  test('403 for an ordinary member, 404 from another organization, 401 signed out, 400 for no number', async () => {
    const c = await world.company();
    const statusOf = async (who: TestPerson | null, query = '') => (await served.get(`${base(c)}/seals${query}`, { who })).status;
    expect([await statusOf(c.alice), await statusOf(c.bob), await statusOf(c.mallory), await statusOf(null), await statusOf(c.alice, '?after=x')]).toEqual([200, 403, 404, 401, 400]);
  });
});

/** Foreign keys look away, as for whoever owns the whole machine. */
async function withoutKeys(work: (sql: World['owner']) => Promise<unknown>): Promise<void> {
  await world.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await work(sql as unknown as World['owner']);
  });
}
