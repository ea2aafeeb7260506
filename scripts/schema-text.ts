/** docs/schema.sql: the database as it is after all migrations, read from PostgreSQL's own catalogue. */
import path from 'node:path';
import { startEmbeddedPostgres } from '../server/src/platform/postgres/embedded.ts';
import { migrate } from '../server/src/platform/postgres/migrate.ts';
import { openPool, type Pool } from '../server/src/platform/postgres/pool.ts';

type Named = { name: string; text: string };

const columnsOf = (sql: Pool, table: string) => sql<Named[]>`
  select a.attname as name, format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)) || case when a.attnotnull then ' not null' else '' end
    || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as text
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = ${`public."${table}"`}::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`;
const constraintsOf = (sql: Pool, table: string) => sql<Named[]>`
  select conname as name, format('constraint %I %s', conname, pg_get_constraintdef(oid)) as text from pg_constraint
  where conrelid = ${`public."${table}"`}::regclass and contype in ('p', 'u', 'f', 'c') order by contype desc, conname`;
const indexesOf = (sql: Pool, table: string) => sql<Named[]>`
  select c.relname as name, pg_get_indexdef(i.indexrelid) || ';' as text from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = ${`public."${table}"`}::regclass and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by c.relname`;
const triggersOf = (sql: Pool, table: string) => sql<Named[]>`
  select tgname as name, pg_get_triggerdef(oid) || ';' as text from pg_trigger where tgrelid = ${`public."${table}"`}::regclass and not tgisinternal order by tgname`;
const grantsOf = (sql: Pool, table: string) => sql<Named[]>`
  select string_agg(privilege_type, ', ' order by privilege_type) as text, grantee as name from information_schema.role_table_grants
  where table_schema = 'public' and table_name = ${table} and grantee = 'hopyard_server' group by grantee`;
const policiesOf = (sql: Pool, table: string) => sql<Named[]>`
  select policyname as name, format('create policy %I on %I for %s', policyname, tablename, lower(cmd)) || coalesce(' using (' || qual || ')', '') || coalesce(' with check (' || with_check || ')', '') || ';' as text
  from pg_policies where schemaname = 'public' and tablename = ${table} order by policyname`;

async function tableText(sql: Pool, table: string): Promise<string> {
  const [columns, constraints, indexes] = [await columnsOf(sql, table), await constraintsOf(sql, table), await indexesOf(sql, table)];
  const [triggers, policies, grants] = [await triggersOf(sql, table), await policiesOf(sql, table), await grantsOf(sql, table)];
  const body = [...columns, ...constraints].map(({ text }) => `  ${text}`).join(',\n');
  return [
    `create table ${table} (\n${body}\n);`,
    ...indexes.map(({ text }) => text),
    ...triggers.map(({ text }) => text),
    ...policies.map(({ text }) => text),
    ...grants.map(({ text, name }) => `-- ${name}: ${text.toLowerCase()}`),
  ].join('\n');
}

export async function schemaText(home: string, migrations: string): Promise<string> {
  const database = await startEmbeddedPostgres({ home: path.join(home, 'postgres'), durable: false, log: () => undefined });
  const sql = openPool(database.owner, { max: 1, name: 'schema' });
  try {
    await migrate(sql, migrations);
    const tables = await sql<{ name: string }[]>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`;
    const functions = await sql<{ text: string }[]>`select pg_get_functiondef(oid) as text from pg_proc where pronamespace = 'public'::regnamespace order by proname`;
    const parts = [];
    for (const { name } of tables) parts.push(await tableText(sql, name));
    return `-- Generated: the database after all migrations. The queue keeps its own tables in schema pgboss.\n\n${[...parts, ...functions.map(({ text }) => `${text.trim()};`)].join('\n\n')}\n`;
  } finally {
    await sql.end();
    await database.stop();
  }
}
