import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { processesUsing } from '../processes.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded.ts';
import type { SocketConnection } from './pool.ts';
import { canReach, preparePlace } from './embedded-place.ts';
import { lastComplaint } from './embedded-process.ts';

const isRoot = process.getuid?.() === 0;
let folder: string;
let home: string;
let said: string[];
const started: EmbeddedPostgres[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hopyard-test-'));
  // Open to the user that PostgreSQL runs as when the tests run as root.
  chmodSync(folder, 0o755);
  home = path.join(folder, 'pg');
  mkdirSync(home, { mode: 0o755 });
  said = [];
});

afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(where = home, durable = false): Promise<EmbeddedPostgres> {
  const one = await startEmbeddedPostgres({ home: where, durable, log: (message) => said.push(message) });
  started.push(one);
  return one;
}

async function ask<Row extends object>(connection: SocketConnection, query: string): Promise<Row[]> {
  const sql = postgres({ ...connection, max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe<Row[]>(query))];
  } finally {
    await sql.end();
  }
}

/** Starts the database in a process of its own, which then waits to be killed. */
async function startInChild(): Promise<{ kill(): Promise<void> }> {
  const script = `import { startEmbeddedPostgres } from ${JSON.stringify(path.join(import.meta.dirname, 'embedded.ts'))};
    await startEmbeddedPostgres({ home: ${JSON.stringify(home)}, durable: false, log: () => {} });
    console.log('ready'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return {
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

async function eventually(what: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!what()) {
    if (Date.now() > deadline) throw new Error('It did not happen within 10 s.');
    await wait(20);
  }
}

const postmasterPid = (): number => Number(readFileSync(path.join(home, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);

describe('a start and a stop', () => {
  test('rows written before a stop are there after the next start', async () => {
    const first = await start();
    await ask(first.owner, 'create table note (body text); insert into note values ($$kept$$)');
    expect(said).toEqual([`Creating the database in ${home}/data`]);
    await first.stop();
    expect(processesUsing(path.join(home, 'data'))).toEqual([]);
    const second = await start();
    expect(await ask(second.owner, 'select body from note')).toEqual([{ body: 'kept' }]);
    expect(said).toHaveLength(1);
  });

  test('the server role can neither make databases, tables and roles nor bypass row-level security; the owner can', async () => {
    const { owner, server } = await start();
    expect(await ask(server, 'select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user')).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false },
    ]);
    for (const refused of ['create table t (a int)', 'create role r', 'create database d']) {
      await expect(ask(server, refused)).rejects.toThrow(/permission denied/);
      await ask(owner, refused);
    }
  });

  test('it is durable unless told otherwise, speaks no TCP and lets only its user near the socket', async () => {
    const durable = await start(home, true);
    const settings = `select current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses, current_setting('max_connections') as connections`;
    expect(await ask(durable.server, settings)).toEqual([{ fsync: 'on', addresses: '', connections: '100' }]);
    expect(statSync(durable.socketDirectory).mode & 0o777).toBe(0o700);
    await durable.stop();
    expect(await ask((await start()).server, settings)).toEqual([{ fsync: 'off', addresses: '', connections: '200' }]);
  });

  test('a path too long for a socket gets its socket in a short private folder', async () => {
    const long = path.join(home, 'a'.repeat(90));
    mkdirSync(long, { mode: 0o755 });
    const { socketDirectory, server } = await start(long);
    expect(existsSync(path.join(long, 'data'))).toBe(true);
    expect(socketDirectory.startsWith(long)).toBe(false);
    expect(statSync(socketDirectory).mode & 0o777).toBe(0o700);
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    await started[0]?.stop();
    rmSync(socketDirectory, { recursive: true });
  });
});

describe('after a crash', () => {
  test('a database left running by a killed program is stopped and its rows kept', async () => {
    const child = await startInChild();
    await child.kill();
    const orphan = postmasterPid();
    expect(processesUsing(path.join(home, 'data'))).toContain(orphan);
    const next = await start();
    expect(said).toEqual(['Stopping the database that an earlier, killed start left running.']);
    expect(postmasterPid()).not.toBe(orphan);
    expect(await ask(next.server, 'select current_user as name')).toEqual([{ name: 'hopyard_server' }]);
  });

  test('backends that outlive a killed postmaster are ended before the next one starts', async () => {
    const child = await startInChild();
    const busy = postgres({ host: path.join(home, 's'), user: 'hopyard', database: 'hopyard', max: 1, connect_timeout: 5 });
    const query = busy`select pg_sleep(60)`.catch((error: Error) => error);
    await eventually(() => readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && readQuietly(`/proc/${pid}/cmdline`).includes('SELECT')));
    await child.kill();
    process.kill(postmasterPid(), 'SIGKILL');
    const next = await start();
    expect(await ask(next.server, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await query).toBeInstanceOf(Error);
    await busy.end({ timeout: 1 });
  });

  test('a pid file whose number now belongs to somebody else does not stop the start', async () => {
    await (await start()).stop();
    writeFileSync(path.join(home, 'data', 'postmaster.pid'), `${process.pid}\n${home}/data\n1\n5432\n`);
    writeFileSync(path.join(home, 's', '.s.PGSQL.5432.lock'), `${process.pid}\n${home}/data\n`);
    expect(await ask((await start()).server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('an interrupted creation is begun again', async () => {
    mkdirSync(path.join(home, 'data.new'));
    writeFileSync(path.join(home, 'data.new', 'PG_VERSION'), '18\n');
    expect(await ask((await start()).server, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(path.join(home, 'data.new'))).toBe(false);
  });
});

describe('what is refused', () => {
  test('a second start on the same home, with who holds it; after a stop it is allowed', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(new RegExp(`^The database in ${home} is in use by process ${process.pid} since .*: stop that one first\\.$`));
    expect(await ask(first.server, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.stop();
    await expect(start()).resolves.toBeDefined();
  });

  test("a configuration that PostgreSQL refuses, in PostgreSQL's own words; repaired, it starts", async () => {
    await (await start()).stop();
    const file = path.join(home, 'data', 'postgresql.conf');
    const good = readFileSync(file, 'utf8');
    appendFileSync(file, "\nshared_buffers = 'plenty'\n");
    await expect(start()).rejects.toThrow(/^The database did not start: configuration file .* contains errors$/);
    writeFileSync(file, good);
    await expect(start()).resolves.toBeDefined();
  });

  test('the last FATAL line is what a person is told', () => {
    expect(lastComplaint('2026-01-01 UTC [1] LOG:  starting\n2026-01-01 UTC [1] FATAL:  no space left\n2026-01-01 UTC [1] LOG:  shut down\n')).toBe('no space left');
    expect(lastComplaint('just words\n')).toBe('just words');
  });
});

describe.runIf(isRoot)('as root', () => {
  test('a home that the other user cannot enter gets its data elsewhere, and finds it again', async () => {
    chmodSync(folder, 0o700);
    const first = await start();
    const place = readFileSync(path.join(home, 'database-place'), 'utf8').trim();
    try {
      expect(first.socketDirectory).toBe(path.join(place, 's'));
      await ask(first.owner, 'create table kept ()');
      await first.stop();
      expect(await ask((await start()).server, `select to_regclass('kept') is not null as found`)).toEqual([{ found: true }]);
      expect(statSync(path.join(place, 'data')).uid).not.toBe(0);
      await started.at(-1)?.stop();
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });

  test('where a database once is, it stays when the folders open or close later', async () => {
    chmodSync(folder, 0o700);
    const place = preparePlace(home, () => undefined).directory;
    chmodSync(folder, 0o755);
    expect(place.startsWith('/var/lib/hopyard/')).toBe(true);
    expect(preparePlace(home, () => undefined).directory).toBe(place);
    rmSync(place, { recursive: true });
    expect(() => preparePlace(home, () => undefined)).toThrow(`should lie in ${place}, which is gone`);
    rmSync(path.join(home, 'database-place'));
    await (await start()).stop();
    chmodSync(folder, 0o700);
    await expect(start()).rejects.toThrow('can no longer enter that folder');
    chmodSync(folder, 0o755);
    await expect(start()).resolves.toBeDefined();
  });

  test('a private home in an open folder is made enterable and holds its data itself', () => {
    chmodSync(home, 0o700);
    expect(preparePlace(home, () => undefined).directory).toBe(home);
    expect(statSync(home).mode & 0o777).toBe(0o711);
  });

  test('every folder on the way counts for who can reach a file', () => {
    const user = { uid: Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' })), gid: 65534 };
    expect(canReach(home, user)).toBe(true);
    chmodSync(folder, 0o700);
    expect(canReach(home, user)).toBe(false);
  });
});

function readQuietly(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
