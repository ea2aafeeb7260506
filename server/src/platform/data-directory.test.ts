import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDataDirectory, PortTakenError, type DataDirectory } from './data-directory.ts';
import { takeProcessLock } from './process-lock.ts';
import { processMark } from './processes.ts';

let folder: string;
let said: string[];
const opened: DataDirectory[] = [];
const servers: Server[] = [];

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'hopyard-test-')), 'data');
  said = [];
});

afterEach(async () => {
  for (const one of opened.splice(0)) one.close();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  rmSync(path.dirname(folder), { recursive: true });
});

function open(): DataDirectory {
  const one = openDataDirectory(folder, { log: (message) => said.push(message) });
  opened.push(one);
  return one;
}

async function listen(port: number): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
}

/** Runs a script in a process of its own and returns what it said first; the process lives until `end`. */
async function runBeside(script: string): Promise<{ pid: number; said: string; end(): Promise<void> }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', `${script}; setInterval(() => {}, 1000);`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const first = await new Promise<string>((resolve) => child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { pid: child.pid ?? 0, said: first, end: async () => (child.kill('SIGKILL'), ended) };
}

const holdFolder = (): string =>
  `import { openDataDirectory } from ${JSON.stringify(path.join(import.meta.dirname, 'data-directory.ts'))};
   openDataDirectory(${JSON.stringify(folder)}, { log: () => {} }); console.log('held')`;

describe('the folder', () => {
  test('it is made once, private, with a folder for each kind of thing', () => {
    const data = open();
    expect(said).toEqual([`Keeping everything in ${folder}`]);
    for (const made of [data.path, data.postgres, data.clusters, data.mail]) expect(statSync(made).mode & 0o777).toBe(0o700);
    data.close();
    open();
    expect(said).toHaveLength(1);
  });

  test('a second process is told who holds it and since when; after that one was killed it gets in', async () => {
    const other = await runBeside(holdFolder());
    expect(open).toThrow(new RegExp(`^Hopyard already runs on ${folder}: process ${other.pid}, since \\d{4}-.*Z\\. Stop that one first`));
    expect(processMark(other.pid)).not.toBeNull();
    await other.end();
    expect(open().path).toBe(folder);
  });

  test('a lock whose pid was given to another process holds nobody; one with the right start time does', () => {
    open().close();
    const lock = path.join(folder, 'process.lock');
    const holder = { pid: process.pid, since: '2026-01-01T00:00:00.000Z' };
    writeFileSync(lock, JSON.stringify({ ...holder, mark: processMark(process.pid) }));
    expect(open).toThrow('since 2026-01-01T00:00:00.000Z');
    writeFileSync(lock, JSON.stringify({ ...holder, mark: 'an-earlier-boot:1' }));
    expect(open().path).toBe(folder);
  });

  test('a damaged lock file holds nobody', () => {
    open().close();
    writeFileSync(path.join(folder, 'process.lock'), '');
    expect(open().path).toBe(folder);
  });

  test('of many processes that start at once on a dead lock exactly one gets it', async () => {
    open().close();
    const lock = path.join(folder, 'process.lock');
    writeFileSync(lock, JSON.stringify({ pid: 1, since: '2026-01-01T00:00:00.000Z', mark: 'gone' }));
    const attempt = `import { takeProcessLock } from ${JSON.stringify(path.join(import.meta.dirname, 'process-lock.ts'))};
      try { takeProcessLock(${JSON.stringify(lock)}); console.log('taken'); } catch (error) { console.log(error.name); }`;
    const all = await Promise.all(Array.from({ length: 6 }, () => runBeside(attempt)));
    expect(all.map((one) => one.said).sort()).toEqual([...Array<string>(5).fill('LockHeldError'), 'taken']);
    await Promise.all(all.map((one) => one.end()));
    takeProcessLock(lock).release();
  });
});

describe('ports', () => {
  test('any port, once chosen, stays the same at the next start', async () => {
    const data = open();
    const port = await data.chosenPort('api', 0);
    expect(port).toBeGreaterThan(1023);
    data.close();
    expect(await open().chosenPort('api', 0)).toBe(port);
    expect(JSON.parse(readFileSync(path.join(folder, 'ports.json'), 'utf8'))).toEqual({ api: port });
  });

  test('two names asked for at once get two ports', async () => {
    const data = open();
    const ports = await Promise.all(['a', 'b', 'c', 'd'].map((name) => data.chosenPort(name, 0)));
    expect(new Set(ports).size).toBe(4);
  });

  test('a taken port stops with who has it; freed, it is given', async () => {
    const taken = await listen(0);
    const data = open();
    const refusal = await data.chosenPort('web', taken).catch((error: Error) => error);
    expect(refusal).toBeInstanceOf(PortTakenError);
    expect((refusal as Error).message).toContain(`Port ${taken}, wanted for web, is in use by process ${process.pid} (`);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await data.chosenPort('web', taken)).toBe(taken);
  });

  test('a recorded port that is taken meanwhile stops the start and is not exchanged', async () => {
    const data = open();
    const port = await data.chosenPort('api', 0);
    await listen(port);
    await expect(data.chosenPort('api', 0)).rejects.toThrow(PortTakenError);
    expect(JSON.parse(readFileSync(path.join(folder, 'ports.json'), 'utf8'))).toEqual({ api: port });
  });

  test('a wanted port replaces the recorded one', async () => {
    const data = open();
    const first = await data.chosenPort('api', 0);
    const other = await data.chosenPort('other', 0);
    rmSync(path.join(folder, 'ports.json'));
    expect(await data.chosenPort('api', other)).toBe(other);
    expect(first).not.toBe(other);
  });

  test('an address of another machine and a damaged record are named', async () => {
    const data = open();
    await expect(data.chosenPort('api', 8080, '192.0.2.1')).rejects.toThrow('192.0.2.1 cannot be listened on');
    writeFileSync(path.join(folder, 'ports.json'), '{');
    await expect(data.chosenPort('api', 0)).rejects.toThrow(/ports\.json is damaged: repair it/);
  });
});
