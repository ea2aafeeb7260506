/** The process of a cluster, remembered with its start time: a pid alone may name a stranger by now. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fchmodSync, fstatSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { DriverFault } from '../../../features/clusters/driver.ts';
import { readOrNull, writeWhole } from '../../files.ts';
import { processMark } from '../../processes.ts';
import { rotateLog, type Folder } from './folder.ts';

const ownerShape = z.object({
  pid: z.number().int().positive(),
  mark: z.string(),
  startedAt: z.iso.datetime(),
  /** Bytes that the log had before this process. */
  logStart: z.number().int().min(0),
  /** Whether it ever answered. One that did and is gone has ended; one that did not has failed. */
  hasAnswered: z.boolean(),
});
export type Owner = z.output<typeof ownerShape>;

/** Null when we started none, or what was written is not readable. */
export function findOwner(folder: Folder): Owner | null {
  try {
    return ownerShape.parse(JSON.parse(readOrNull(folder.owner) ?? 'null'));
  } catch {
    return null;
  }
}

export function saveOwner(folder: Folder, pid: number, { logStart, hasAnswered }: Pick<Owner, 'logStart' | 'hasAnswered'>): void {
  const owner: Owner = { pid, mark: processMark(pid) ?? 'ended', startedAt: new Date().toISOString(), logStart, hasAnswered };
  writeWhole(folder.owner, JSON.stringify(owner), 0o600);
}

export function forgetRun(folder: Folder): void {
  for (const file of [folder.owner, folder.run, folder.failure]) rmSync(file, { force: true });
}

export function isAlive(owner: Owner): boolean {
  return processMark(owner.pid) === owner.mark;
}

/** Starts the runtime in a session of its own, with nothing of our environment; it outlives this process. */
export async function startProcess(folder: Folder, { nodePath, runtimeEntry, compileCache }: { nodePath: string; runtimeEntry: string; compileCache: string }): Promise<void> {
  rotateLog(folder);
  const output = openSync(folder.log, 'a', 0o600);
  fchmodSync(output, 0o600);
  const logStart = fstatSync(output).size;
  try {
    const child = spawn(nodePath, ['--disable-warning=ExperimentalWarning', runtimeEntry, '--config', folder.configuration], {
      cwd: folder.data,
      detached: true,
      env: { NODE_COMPILE_CACHE: compileCache, TZ: 'UTC' },
      stdio: ['ignore', output, output],
    });
    await once(child, 'spawn');
    child.unref();
    if (child.pid !== undefined) saveOwner(folder, child.pid, { logStart, hasAnswered: false });
  } finally {
    closeSync(output);
  }
}

/** Asks, then forces. Throws when the process is still there, or when it cannot be told from a stranger. */
export async function endProcess(owner: Owner, patience: { termMs: number; killMs: number }): Promise<void> {
  for (const [signal, patienceMs] of [['SIGTERM', patience.termMs], ['SIGKILL', patience.killMs]] as const) {
    if (!isAlive(owner)) break;
    // Where the system tells no start times, any living process would look like ours.
    if (owner.mark === 'alive') throw new DriverFault(`Process ${owner.pid} may be the cluster's; it does not answer, and this system does not tell whether it is.`, 'End that process by hand if it is the cluster, then retry.');
    sendSignal(owner.pid, signal);
    if (await hasEnded(owner, patienceMs)) return;
  }
  if (!(await hasEnded(owner, patience.killMs))) throw new Error(`The cluster's process ${owner.pid} did not end.`);
}

// It may end by itself between the check and the signal.
function sendSignal(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Whether it ends within this time, with all that it held. */
export async function hasEnded(owner: Owner, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (isAlive(owner) || isEnding(owner.pid)) {
    if (Date.now() > deadline) return false;
    await wait(10);
  }
  return true;
}

// After a kill the first thread may be gone while others still hold the ports.
function isEnding(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z') && readdirSync(`/proc/${pid}/task`).length > 1;
  } catch {
    return false;
  }
}
