/** Runs initdb and postgres themselves: a Unix socket only, no TCP port, no shell. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readOrNull } from '../files.ts';
import { giveTo, type Place } from './embedded-place.ts';

export interface RunningPostgres {
  /** Fast stop: open transactions are rolled back, the data is written. Safe to call twice. */
  stop(): Promise<void>;
}

const startPatienceMs = 60_000;
const settings = ['listen_addresses=', 'unix_socket_permissions=0700', 'timezone=UTC', 'log_timezone=UTC', 'log_checkpoints=off'];
const durableSettings = ['max_connections=100'];
const fastSettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];

/** Creates the database's files unless they are there. An interrupted creation is begun again. */
export function createDataUnlessThere(place: Place, durable: boolean, log: (message: string) => void): void {
  for (const name of readdirSync(place.directory)) {
    if (name.startsWith('data.new')) rmSync(path.join(place.directory, name), { recursive: true });
  }
  if (existsSync(place.data)) return;
  log(`Creating the database in ${place.data}`);
  // initdb writes PG_VERSION early, so only the final rename proves that it finished.
  const draft = `${place.data}.new`;
  mkdirSync(draft, { mode: 0o700 });
  giveTo(draft, place.runAs);
  const words = ['-D', draft, '-U', 'hopyard', '-E', 'UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--auth=trust'];
  const result = spawnSync(path.join(place.binaries, 'bin', 'initdb'), durable ? words : [...words, '--no-sync'], { ...spawnOptions(place), encoding: 'utf8' });
  if (result.error !== undefined) throw new Error(`The database could not be created: ${result.error.message}.`);
  if (result.status !== 0) throw new Error(`The database could not be created: ${lastComplaint(result.stderr || result.stdout)}`);
  renameSync(draft, place.data);
}

/** Starts postgres and waits until it takes connections; throws PostgreSQL's own message when it does not. */
export async function runPostgres(place: Place, durable: boolean, log: (message: string) => void): Promise<RunningPostgres> {
  const output = openSync(place.logFile, 'a', 0o600);
  const before = fstatSync(output).size;
  const chosen = [...settings, `unix_socket_directories=${place.socketDirectory}`, ...(durable ? durableSettings : fastSettings)];
  // Detached: a Ctrl-C in the terminal must reach only this program, which then stops the database in order.
  const child = spawn(path.join(place.binaries, 'bin', 'postgres'), ['-D', place.data, ...chosen.flatMap((setting) => ['-c', setting])], {
    ...spawnOptions(place), detached: true, stdio: ['ignore', output, output],
  });
  closeSync(output);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}`));
  });
  const outcome = await Promise.race([ended, untilReady(place, child)]);
  if (outcome !== 'ready') {
    child.kill('SIGINT');
    const said = readFileSync(place.logFile).subarray(before).toString('utf8');
    throw new Error(`The database did not start: ${lastComplaint(said) || outcome}`);
  }
  return supervise(child, ended, log);
}

function supervise(child: ChildProcess, ended: Promise<string>, log: (message: string) => void): RunningPostgres {
  let stopping = false;
  // A program that exits without stopping must not leave the database behind.
  const onExit = (): void => void child.kill('SIGINT');
  process.once('exit', onExit);
  void ended.then((how) => {
    process.off('exit', onExit);
    if (!stopping) log(`The database ended unexpectedly: ${how}.`);
  });
  child.unref();
  return {
    stop: async () => {
      stopping = true;
      child.ref();
      child.kill('SIGINT');
      await ended;
    },
  };
}

async function untilReady(place: Place, child: ChildProcess): Promise<string> {
  const deadline = Date.now() + startPatienceMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) return 'ended';
    const lines = readOrNull(path.join(place.data, 'postmaster.pid'))?.split('\n') ?? [];
    if (lines[7]?.trim() === 'ready' && Number(lines[0]) === child.pid) return 'ready';
    await wait(5);
  }
  return `it was not ready after ${startPatienceMs / 1000} s.`;
}

function spawnOptions(place: Place): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  // The other user may not be able to enter the present folder, and nothing of this program's environment is its business.
  return { cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' }, ...place.runAs };
}

/** The most telling line of PostgreSQL's output, without its time stamp. */
export function lastComplaint(output: string): string {
  const lines = output.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const telling = lines.findLast((line) => /\b(FATAL|PANIC|error):/i.test(line)) ?? lines.at(-1) ?? '';
  return telling.replace(/^.*?\b(?:FATAL|PANIC|error):\s*/i, '');
}
