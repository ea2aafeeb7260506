/** Brings the database to the newest schema. Forward only, one transaction per file, one process at a time. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from './pool.ts';

const serverRole = 'hopyard_server';

type Migration = { name: string; text: string; digest: string };

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      return { name, text, digest: createHash('sha256').update(text).digest('hex') };
    });
}

/**
 * @param owner connections of the tables' owner
 * @returns the names of what was applied now. Throws when an applied file was changed, or the database is newer than this program.
 */
export async function migrate(owner: Pool, folder: string): Promise<string[]> {
  const migrations = readMigrations(folder);
  const connection = await owner.reserve();
  try {
    await connection`select pg_advisory_lock(hashtextextended('hopyard migrations', 0))`;
    await prepare(connection);
    const applied = await connection<{ name: string; digest: string }[]>`select name, digest from migration order by name`;
    compare(applied, migrations);
    const done = new Set(applied.map(({ name }) => name));
    const missing = migrations.filter(({ name }) => !done.has(name));
    for (const migration of missing) {
      await connection.unsafe('begin');
      try {
        await connection.unsafe(migration.text);
        await connection`insert into migration (name, digest) values (${migration.name}, ${migration.digest})`;
        await connection.unsafe('commit');
      } catch (error) {
        await connection.unsafe('rollback');
        throw new Error(`Migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    }
    await grant(connection);
    return missing.map(({ name }) => name);
  } finally {
    await connection`select pg_advisory_unlock(hashtextextended('hopyard migrations', 0))`;
    connection.release();
  }
}

type Reserved = Awaited<ReturnType<Pool['reserve']>>;

async function prepare(connection: Reserved): Promise<void> {
  const [version] = await connection<{ number: number }[]>`select current_setting('server_version_num')::int as number`;
  if (!version || version.number < 150_000) throw new Error('Hopyard needs PostgreSQL 15 or newer.');
  const [role] = await connection`select from pg_roles where rolname = ${serverRole}`;
  if (!role) await connection.unsafe(`create role ${serverRole} nologin nosuperuser nobypassrls nocreatedb nocreaterole`);
  // From 16 on, whoever makes a role administers it but may not act as it before it is granted to him.
  const privilege = version.number >= 160_000 ? 'set' : 'member';
  const [may] = await connection<{ act: boolean }[]>`select pg_has_role(current_user, ${serverRole}, ${privilege}) as act`;
  if (!may?.act) await connection.unsafe(`grant ${serverRole} to current_user`);
  await connection.unsafe(`create table if not exists migration (name text primary key, digest text not null, applied_at timestamptz not null default now())`);
}

function compare(applied: { name: string; digest: string }[], known: Migration[]): void {
  const byName = new Map(known.map((migration) => [migration.name, migration.digest]));
  for (const { name, digest } of applied) {
    const now = byName.get(name);
    if (now === undefined) throw new Error(`The database was written by a newer Hopyard (it knows ${name}). Start that version instead.`);
    if (now !== digest) throw new Error(`${name} was changed after it had been applied. Migrations only go forward: add a new one.`);
  }
}

/** The server reads and writes rows; it changes no table, and only ever adds to the audit log and to what usage is counted from (M05). */
async function grant(connection: Reserved): Promise<void> {
  await connection.unsafe(`
    grant usage on schema public to ${serverRole};
    grant select, insert, update, delete on all tables in schema public to ${serverRole};
    grant usage on all sequences in schema public to ${serverRole};
    revoke update, delete, truncate on audit, audit_seal, cluster_state_change from ${serverRole};
    revoke insert, update, delete on migration from ${serverRole};`);
}
