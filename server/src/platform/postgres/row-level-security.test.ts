import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrganizationId } from '../../kernel/id.ts';
import { newWorld, type World } from '../../testing/world.ts';
import { asTx, type Pool } from './pool.ts';
import { enterOrganization } from './tenant.ts';

let world: World;
let tables: Table[];
beforeAll(async () => {
  world = await newWorld();
  tables = await tablesOf(world.owner);
});
afterAll(() => world.close());

/** Every table that belongs to no organization, and why it needs no wall between them. A new one is written down here or has an organization. */
const outsideOrganizations: Record<string, string> = {
  user: 'a person, who may be in several', account: 'how a person signs in', session: 'of a person', proof: 'mailed to a person', user_preference: 'of a person',
  verification: 'codes of the sign-in library, found by their secret alone', jwks: 'keys of the instance',
  oauthClient: 'found by its id alone, which names the cluster', oauthAccessToken: 'found by its secret alone', oauthRefreshToken: 'stays empty', oauthConsent: 'stays empty',
  oauthClientAssertion: 'stays empty', oauthResource: 'stays empty', oauthClientResource: 'stays empty',
  authenticator: 'of a person', recovery_code: 'of a person', passkey: 'of a person', sign_in_step: 'of a person who is signing in',
  idempotent_answer: 'found by a keyed hash of who asked', rate_limit: 'found by a hash', instance: 'of the instance', migration: 'of the instance; the server only reads it',
};

type Command = 'INSERT' | 'UPDATE' | 'DELETE';
type Policy = { cmd: 'SELECT' | Command | 'ALL'; qual: string | null; with_check: string | null; permissive: string };
type Table = { name: string; key: 'id' | 'organization_id' | null; nullable: boolean; secured: boolean; may: Record<Command, boolean>; policies: Policy[] };

/** Of the database as it is, so that no table is forgotten. */
async function tablesOf(sql: Pool): Promise<Table[]> {
  return [...(await sql<Table[]>`
    select c.relname as name, c.relrowsecurity as secured, coalesce(not a.attnotnull, false) as nullable,
      case when c.relname = 'organization' then 'id' when a.attname is not null then 'organization_id' end as key,
      json_build_object('INSERT', has_table_privilege('hopyard_server', c.oid, 'insert'), 'UPDATE', has_table_privilege('hopyard_server', c.oid, 'update'),
        'DELETE', has_table_privilege('hopyard_server', c.oid, 'delete')) as may,
      coalesce((select json_agg(json_build_object('cmd', p.cmd, 'qual', p.qual, 'with_check', p.with_check, 'permissive', p.permissive))
        from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname), '[]') as policies
    from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`)];
}

const isInside = (table: Table): boolean => table.key !== null;

/** What a table lacks; empty when it is walled in, or stands on the list. */
function faultsOf(table: Table): string[] {
  const { name, key, nullable, secured, policies } = table;
  if (key === null) return name in outsideOrganizations ? [] : [`${name} has no organization_id and stands on no list`];
  const own = `(${key} = current_organization())`;
  const right = nullable ? [own, `((${key} IS NULL) OR ${own})`] : [own];
  const expressionOf = ({ cmd, qual, with_check: check }: Policy) => (cmd === 'INSERT' ? check : qual);
  const wrong = policies.filter((policy) => policy.cmd !== 'SELECT' && (!right.includes(expressionOf(policy) ?? '') || (policy.with_check !== null && !right.includes(policy.with_check))));
  return [
    ...(secured ? [] : [`${name} has no row-level security`]),
    ...(policies.some(({ cmd }) => cmd !== 'SELECT') ? [] : [`${name} has no policy for writing`]),
    ...wrong.map(({ cmd }) => `${name} lets ${cmd} reach other organizations`),
    ...(name in outsideOrganizations ? [`${name} stands on the list of those outside`] : []),
  ];
}

describe('the wall between organizations (M01), from the catalogue', () => {
  test('stands around every table that has one, and every other table says why it needs none', () => {
    expect(tables.filter(isInside).length).toBeGreaterThan(12);
    expect(tables.flatMap(faultsOf)).toEqual([]);
    const names = tables.map(({ name }) => name);
    expect(Object.keys(outsideOrganizations).filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each([
    ['without row-level security', '', ['has no row-level security', 'has no policy for writing']],
    ['with a policy that lets everything through', 'enable row level security; create policy w on forgotten for all using (true)', ['lets ALL reach other organizations']],
    ['that can be moved to another organization', `enable row level security; create policy w on forgotten for insert with check (organization_id = current_organization());
      create policy c on forgotten for update using (organization_id = current_organization()) with check (true);
      create policy d on forgotten for delete using (organization_id = current_organization())`, ['lets UPDATE reach other organizations']],
  ])('a new table %s is caught', async (_what, security, faults) => {
    await inVain(async (sql) => {
      await sql.unsafe(`create table forgotten (id uuid primary key, organization_id uuid not null); grant all on forgotten to hopyard_server; ${security && `alter table forgotten ${security}`}`);
      expect((await tablesOf(sql)).flatMap(faultsOf)).toEqual(faults.map((fault) => `forgotten ${fault}`));
    });
  });

  test('a new table that belongs to nobody is caught too', async () => {
    await inVain(async (sql) => {
      await sql.unsafe(`create table forgotten (id uuid primary key)`);
      expect((await tablesOf(sql)).flatMap(faultsOf)).toEqual(['forgotten has no organization_id and stands on no list']);
    });
  });

  test('binds the server: its role owns nothing and bypasses nothing', async () => {
    const [role] = await world.owner`select rolsuper, rolbypassrls, rolcreaterole, (select count(*)::int from pg_class where relowner = r.oid) as owned from pg_roles r where rolname = 'hopyard_server'`;
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, owned: 0 });
    const [bound] = await world.pool<{ active: boolean }[]>`select row_security_active('organization') as active`;
    expect(bound).toEqual({ active: true });
  });
});

/** Without a policy for a command row-level security lets no row through; without the privilege PostgreSQL refuses the statement. */
function reachable({ may, policies }: Table, command: Command): 'by policy' | 'not at all' | 'forbidden' {
  if (!may[command]) return 'forbidden';
  return policies.some(({ cmd }) => cmd === command) ? 'by policy' : 'not at all';
}

describe('the server, table by table', () => {
  const [here, elsewhere] = [crypto.randomUUID(), crypto.randomUUID()] as [OrganizationId, OrganizationId];

  test('adds a row in its own organization only: not without one, and not in another', async () => {
    for (const { name, key } of tables.filter((table) => reachable(table, 'INSERT') === 'by policy')) {
      // Nothing else is given, so a row that passes the wall is refused for what it lacks.
      const add = (within: OrganizationId | null) => inVain(async (sql) => {
        await actAsServer(sql, within);
        await sql.unsafe(`insert into "${name}" ("${key}") values ($1)`, [here]);
      }).then(() => 'added', (error: { code: string }) => error.code);
      expect([name, await add(null), await add(elsewhere)]).toEqual([name, '42501', '42501']);
      expect([name, await add(here)]).not.toEqual([name, '42501']);
    }
  });

  test('changes, deletes and holds rows of its own organization only', async () => {
    for (const table of tables.filter(isInside)) {
      const { name, key } = table;
      const statements = [
        ['UPDATE', `update "${name}" set "${key}" = "${key}" where "${key}" = $1 returning 1`],
        ['UPDATE', `select 1 from "${name}" where "${key}" = $1 for share`],
        ['DELETE', `delete from "${name}" where "${key}" = $1 returning 1`],
      ] as const;
      for (const [command, statement] of statements) {
        const reached = (within: OrganizationId | null) => inVain(async (sql) => {
          await putRow(sql, table, here);
          await actAsServer(sql, within);
          return (await sql.unsafe(statement, [here])).length;
        }).catch((error: { code: string }) => error.code);
        const expected = { 'by policy': [0, 0, 1], 'not at all': [0, 0, 0], forbidden: ['42501', '42501', '42501'] }[reachable(table, command)];
        expect([statement, await reached(null), await reached(elsewhere), await reached(here)]).toEqual([statement, ...expected]);
      }
    }
  });

  test('moves no row to another organization', async () => {
    for (const table of tables.filter((each) => reachable(each, 'UPDATE') === 'by policy')) {
      const move = (target: OrganizationId) => inVain(async (sql) => {
        await putRow(sql, table, here);
        await actAsServer(sql, here);
        await sql.unsafe(`update "${table.name}" set "${table.key}" = $1 where "${table.key}" = $2`, [target, here]);
      }).then(() => 'moved', (error: { code: string }) => error.code);
      expect([table.name, await move(elsewhere), await move(here)]).toEqual([table.name, '42501', 'moved']);
    }
  });
});

describe('the organization of a transaction', () => {
  test('is one: a second is refused, the same again is not', async () => {
    const c = await world.company();
    await expect(world.within(async ({ enter }) => {
      await enter(c.organizationId);
      await enter(c.organizationId);
      await enter(c.foreignOrganizationId);
    })).rejects.toThrow('A transaction writes in one organization');
    await world.within(async ({ enter }) => {
      await enter(c.organizationId);
      await enter(c.organizationId);
    });
  });
  test('ends with it: the next one on the same connection is in none', async () => {
    const c = await world.company();
    const named = async (sql: Pool) => (await sql<{ organization: string | null }[]>`select current_organization() as organization, pg_backend_pid() as backend`)[0];
    const held = await world.pool.reserve();
    await held`begin`;
    await enterOrganization(asTx(held), c.organizationId);
    expect(await named(held as unknown as Pool)).toMatchObject({ organization: c.organizationId });
    await held`commit`;
    expect(await named(held as unknown as Pool)).toMatchObject({ organization: null });
    held.release();
  });
});

const rolledBack = new Error('rolled back on purpose');

/** As the owner, in a transaction of which nothing stays. */
async function inVain<T>(work: (sql: Pool) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  await world.owner.begin(async (sql) => {
    result = { value: await work(sql as unknown as Pool) };
    throw rolledBack;
  }).catch((error: unknown) => {
    if (error !== rolledBack) throw error;
  });
  return result!.value;
}

async function actAsServer(sql: Pool, within: OrganizationId | null): Promise<void> {
  await sql.unsafe(`set local role hopyard_server`);
  if (within) await enterOrganization(asTx(sql), within);
}

const fillers: Record<string, string> = {
  uuid: 'gen_random_uuid()', text: `'x'`, 'timestamp with time zone': 'now()', integer: '1', bigint: '1', boolean: 'false', jsonb: `'{}'`, 'text[]': `'{}'`, 'uuid[]': `'{}'`,
};

/** A row with no meaning, in an organization that need not exist: what a table asks of its rows is set aside, since here only the wall counts. */
async function putRow(sql: Pool, { name, key }: Table, organizationId: OrganizationId): Promise<void> {
  await sql.unsafe(`set local session_replication_role = replica`);
  const checks = await sql<{ name: string }[]>`select conname as name from pg_constraint where conrelid = ${`public."${name}"`}::regclass and contype = 'c'`;
  for (const check of checks) await sql.unsafe(`alter table "${name}" drop constraint "${check.name}"`);
  const columns = await sql<{ name: string; type: string }[]>`
    select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = ${`public."${name}"`}::regclass and attnum > 0 and not attisdropped and attnotnull and not atthasdef and attidentity = '' and attname <> ${key}`;
  const values = columns.map(({ name: column, type }) => fillers[type] ?? `null /* no filler for ${column} ${type} */`);
  await sql.unsafe(`insert into "${name}" (${[key, ...columns.map((column) => column.name)].map((column) => `"${column}"`).join(', ')}) values (${['$1', ...values].join(', ')})`, [organizationId]);
}
