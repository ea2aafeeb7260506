/** This worker's own database, cloned from the template at its first use. Tests share it: an organization per test. */
import { inject } from 'vitest';
import { openPool, type Pool } from '../platform/postgres/pool.ts';
import { template } from './template.ts';

export type TestDatabase = {
  /** As the server connects. */
  server: { host: string; user: string; database: string };
  /** As the owner of the tables, for facts that no endpoint makes. */
  owner: { host: string; user: string; database: string };
};

let cloned: Promise<TestDatabase> | undefined;

async function clone(): Promise<TestDatabase> {
  const host = inject('postgresSocket');
  const database = `hopyard_test_${process.env['VITEST_POOL_ID'] ?? '1'}_${process.pid}`;
  const maintenance: Pool = openPool({ host, user: 'hopyard', database: 'postgres' }, { max: 1, name: 'test clone' });
  await maintenance.unsafe(`create database ${database} template ${template} strategy file_copy`);
  await maintenance.end();
  return { server: { host, user: 'hopyard_server', database }, owner: { host, user: 'hopyard', database } };
}

export const testDatabase = (): Promise<TestDatabase> => (cloned ??= clone());
