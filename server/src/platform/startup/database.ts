/** Opens the database of this instance: the embedded one or DATABASE_URL; migrated, with the queue's tables. */
import path from 'node:path';
import { jobNames } from '../../kernel/job.ts';
import type { Configuration } from '../config.ts';
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
  const owner = { url: databaseOwnerUrl ?? databaseUrl };
  // With one set of credentials the server gives the owner's rights up as soon as it has logged in.
  return { owner, server: databaseOwnerUrl ? { url: databaseUrl } : { url: databaseUrl, role: 'hopyard_server' }, stop: async () => undefined };
}

/** Migrations and the queue's tables are made as the owner; what is returned connects as the lesser role. */
export async function openDatabase(configuration: Configuration, data: DataDirectory, say: (message: string) => void): Promise<Database> {
  const database = await open(configuration, data, say);
  const owner = openPool(database.owner, { max: 2, name: 'hopyard migrations' });
  try {
    const applied = await migrate(owner, migrations);
    if (applied.length > 0) say(`Applied ${applied.length} migrations to the database`);
    await prepareQueue(database.owner, jobNames);
  } catch (error) {
    await database.stop();
    throw error;
  } finally {
    await owner.end({ timeout: 2 });
  }
  return database;
}

/** Values were sealed with one key: with another one the start stops and says so. */
export async function checkVault(pool: Pool, vault: Vault): Promise<void> {
  const [row] = await pool<{ value: string }[]>`select value from instance where name = 'vault-check'`;
  const value = vault.check(row?.value ?? null);
  if (!row) await pool`insert into instance (name, value) values ('vault-check', ${value}) on conflict do nothing`;
}
