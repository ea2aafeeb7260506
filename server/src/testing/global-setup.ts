/** One PostgreSQL for the whole run, with a migrated template from which each worker clones its own database. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { jobNames } from '../kernel/job.ts';
import { startEmbeddedPostgres } from '../platform/postgres/embedded.ts';
import { migrate } from '../platform/postgres/migrate.ts';
import { openPool } from '../platform/postgres/pool.ts';
import { prepareQueue } from '../platform/queue/queue.ts';
import { template } from './template.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresSocket: string;
  }
}


export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(path.join(tmpdir(), 'hopyard-test-'));
  const database = await startEmbeddedPostgres({ home, durable: false, log: () => undefined });
  const maintenance = openPool({ ...database.owner, database: 'postgres' }, { max: 1, name: 'test setup' });
  await maintenance.unsafe(`create database ${template}`);
  const owner = { ...database.owner, database: template };
  const pool = openPool(owner, { max: 1, name: 'test setup' });
  await migrate(pool, path.join(import.meta.dirname, '../../migrations'));
  await pool.end();
  await prepareQueue(owner, jobNames);
  await maintenance.end();
  project.provide('postgresSocket', database.socketDirectory);
  return async () => {
    await database.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
