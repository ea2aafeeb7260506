/** Opens the database of this instance: the embedded one or DATABASE_URL; migrated, with the queue's tables. */
import path from 'node:path';
import { jobNames } from '../../kernel/job.ts';
import { ConfigurationError, type Configuration } from '../config.ts';
import type { DataDirectory } from '../data-directory.ts';
import { startEmbeddedPostgres } from '../postgres/embedded.ts';
import { migrate } from '../postgres/migrate.ts';
import { openPool, type Connection, type Pool } from '../postgres/pool.ts';
import { prepareQueue } from '../queue/queue.ts';
import type { Vault } from '../secrets.ts';

const migrations = path.join(import.meta.dirname, '../../../migrations');

export type Database = { server: Connection; stop(): Promise<void> };

type Opened = { owner: Connection; server: Connection; stop(): Promise<void> };

async function open(configuration: Configuration, data: DataDirectory, say: (message: string) => void): Promise<Opened> {
  const { databaseUrl, databaseOwnerUrl } = configuration;
  if (!databaseUrl) return startEmbeddedPostgres({ home: data.postgres, durable: true, log: say });
  return { owner: { url: databaseOwnerUrl ?? databaseUrl }, server: serverConnection(databaseUrl, databaseOwnerUrl), stop: async () => undefined };
}

/** As what serves requests connects. With one set of credentials it gives the owner's rights up as soon as it has logged in. */
export const serverConnection = (databaseUrl: string, databaseOwnerUrl: string | null): Connection =>
  databaseOwnerUrl ? { url: databaseUrl } : { url: databaseUrl, role: 'hopyard_server' };

/** Throws where the database would not keep organizations apart: for a superuser, the tables' owner and a role with BYPASSRLS (M01). */
export async function checkBound(pool: Pool): Promise<void> {
  const [row] = await pool<{ bound: boolean; role: string }[]>`select row_security_active('organization') as bound, current_user as role`;
  if (row?.bound) return;
  throw new ConfigurationError('DATABASE_URL', `acts as the role ${row?.role}, which row-level security does not bind: PostgreSQL would not keep organizations apart. Name a member of hopyard_server that owns no table, is no superuser and has no BYPASSRLS.`);
}

/** Migrations and the queue's tables are made as the owner; what is returned connects as the lesser role. */
export async function openDatabase(configuration: Configuration, data: DataDirectory, say: (message: string) => void): Promise<Database> {
  const database = await open(configuration, data, say);
  const owner = openPool(database.owner, { max: 2, name: 'hopyard migrations' });
  try {
    const applied = await migrate(owner, migrations);
    if (applied.length > 0) say(`Applied ${applied.length} migrations to the database`);
    await prepareQueue(database.owner, jobNames);
    await checkRole(database.server);
  } catch (error) {
    await database.stop();
    throw error;
  } finally {
    await owner.end({ timeout: 2 });
  }
  return database;
}

async function checkRole(connection: Connection): Promise<void> {
  const pool = openPool(connection, { max: 1, name: 'hopyard start' });
  try {
    await checkBound(pool);
  } finally {
    await pool.end({ timeout: 2 });
  }
}

/** Values were sealed with one key: with another one the start stops and says so. */
export async function checkVault(pool: Pool, vault: Vault): Promise<void> {
  const [row] = await pool<{ value: string }[]>`select value from instance where name = 'vault-check'`;
  const value = vault.check(row?.value ?? null);
  if (!row) await pool`insert into instance (name, value) values ('vault-check', ${value}) on conflict do nothing`;
}
