/** The PostgreSQL of a run: the product's own embedded one, in the product's data directory, seeded before it starts. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDataDirectory } from '../../server/src/platform/data-directory.ts';
import { startEmbeddedPostgres } from '../../server/src/platform/postgres/embedded.ts';
import type { SocketConnection } from '../../server/src/platform/postgres/pool.ts';
import { migrate } from '../../server/src/platform/postgres/migrate.ts';
import { openPool } from '../../server/src/platform/postgres/pool.ts';
import { openVault } from '../../server/src/platform/secrets.ts';
import type { Ending } from './ending.ts';
import type { Plan } from './seed/company.ts';
import { copyCompany } from './seed/copy.ts';

export const floorDatabase = 'hopyard_floor';
const migrations = path.join(import.meta.dirname, '../../server/migrations');

export type PreparedData = {
  directory: string;
  /** The owner of the product's database; its socket also leads to the floor's. */
  owner: SocketConnection;
  /** With which the product will sign sessions. */
  sessionSecret: string;
  postgresVersion: string;
};

/**
 * Makes a data directory whose database holds the plan twice: as the product's, and copied file by file for the floor.
 * Nothing runs afterwards. With the product's durable settings: fsync and synchronous commits are on.
 */
export async function prepareData(plan: Plan, ending: Ending): Promise<PreparedData> {
  const directory = mkdtempSync(path.join(tmpdir(), 'hopyard-bench-'));
  ending.add(() => removeData(directory));
  const data = openDataDirectory(directory, { log: () => undefined });
  try {
    const sessionSecret = openVault({ secret: null, file: data.secretFile }).derive('sessions');
    return { directory, sessionSecret, ...(await seed(data.postgres, plan, ending)) };
  } finally {
    data.close();
  }
}

async function seed(home: string, plan: Plan, ending: Ending): Promise<Pick<PreparedData, 'owner' | 'postgresVersion'>> {
  const database = await startEmbeddedPostgres({ home, durable: true, log: () => undefined });
  ending.add(() => database.stop());
  const owner = openPool(database.owner, { max: 1, name: 'bench seed' });
  await migrate(owner, migrations);
  await copyCompany(owner, plan);
  const [row] = await owner<{ version: string }[]>`select current_setting('server_version') as version`;
  await owner.end();
  const maintenance = openPool({ ...database.owner, database: 'postgres' }, { max: 1, name: 'bench seed' });
  await maintenance.unsafe(`create database ${floorDatabase} template ${database.owner.database} strategy file_copy`);
  await maintenance.end();
  await database.stop();
  return { owner: database.owner, postgresVersion: row?.version ?? 'unknown' };
}

/** As root the database lies where its user can reach it; a file in the data directory says where. */
function removeData(directory: string): void {
  const pointer = path.join(directory, 'postgres', 'database-place');
  if (existsSync(pointer)) {
    const place = readFileSync(pointer, 'utf8').trim();
    const belongsTo = path.join(place, 'belongs-to');
    if (existsSync(belongsTo) && readFileSync(belongsTo, 'utf8').includes(path.basename(directory))) rmSync(place, { recursive: true });
  }
  rmSync(directory, { recursive: true, force: true });
}
