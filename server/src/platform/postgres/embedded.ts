/** The database that comes with Hopyard: PostgreSQL 18 as a child process, reached through a Unix socket only. */
import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { LockHeldError, takeProcessLock, type ProcessLock } from '../process-lock.ts';
import { preparePlace, type Place } from './embedded-place.ts';
import { createDataUnlessThere, runPostgres, type RunningPostgres } from './embedded-process.ts';
import { clearLeftovers } from './embedded-recovery.ts';
import type { SocketConnection } from './pool.ts';

export interface EmbeddedPostgres {
  /** The superuser: migrations and new databases only. */
  owner: SocketConnection;
  /** The role of requests and workers: no superuser, bound by row-level security, makes no databases and no roles. */
  server: SocketConnection;
  socketDirectory: string;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  home: string;
  /** False only for tests: data may be lost with the machine, never with the process. */
  durable: boolean;
  log: (message: string) => void;
}

/** Starts it, creating data, database and role when missing. Throws one sentence: in use, not startable, no such platform. */
export async function startEmbeddedPostgres({ home, durable, log }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const locks = [lockFolder(realpathSync(home))];
  const release = (): void => locks.splice(0).forEach((lock) => lock.release());
  try {
    const place = preparePlace(realpathSync(home), log);
    // Two copies of one data directory may point to the same place.
    if (place.directory !== realpathSync(home)) locks.push(lockFolder(place.directory));
    await clearLeftovers(place, log);
    createDataUnlessThere(place, durable, log);
    const running = await runPostgres(place, durable, log);
    return await openedAfterSetup(place, running, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function openedAfterSetup(place: Place, running: RunningPostgres, release: () => void): Promise<EmbeddedPostgres> {
  const host = place.socketDirectory;
  const owner = { host, user: 'hopyard', database: 'hopyard' };
  try {
    await createDatabaseAndRole({ ...owner, database: 'postgres' });
  } catch (error) {
    await running.stop();
    throw error;
  }
  return {
    owner,
    server: { host, user: 'hopyard_server', database: 'hopyard' },
    socketDirectory: host,
    stop: async () => {
      await running.stop();
      release();
    },
  };
}

async function createDatabaseAndRole(maintenance: SocketConnection): Promise<void> {
  const sql = postgres({ ...maintenance, max: 1 });
  try {
    const [found] = await sql<{ database: boolean; role: boolean }[]>`
      select exists (select from pg_database where datname = 'hopyard') as database,
             exists (select from pg_roles where rolname = 'hopyard_server') as role`;
    if (!found?.role) await sql`create role hopyard_server login nosuperuser nobypassrls nocreatedb nocreaterole`;
    if (!found?.database) await sql`create database hopyard`;
  } finally {
    await sql.end();
  }
}

function lockFolder(folder: string): ProcessLock {
  try {
    return takeProcessLock(path.join(folder, 'process.lock'));
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    throw new Error(`The database in ${folder} is in use by process ${error.holder.pid} since ${error.holder.since}: stop that one first.`);
  }
}
