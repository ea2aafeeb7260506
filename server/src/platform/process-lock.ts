/** A lock file that ends with its process: it names pid and start time, so a crash or a reused pid never holds it. */
import { linkSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { readOrNull } from './files.ts';
import { processMark } from './processes.ts';

export interface LockHolder {
  pid: number;
  /** ISO instant at which the lock was taken. */
  since: string;
  mark: string;
}

export interface ProcessLock {
  release(): void;
}

/** Somebody alive holds the lock. */
export class LockHeldError extends Error {
  readonly holder: LockHolder;
  constructor(file: string, holder: LockHolder) {
    super(`${file} is held by process ${holder.pid} since ${holder.since}.`);
    this.name = 'LockHeldError';
    this.holder = holder;
  }
}

/** Takes the lock or throws LockHeldError; a second take in the same process is refused too. */
export function takeProcessLock(file: string): ProcessLock {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const own = JSON.stringify({ pid: process.pid, since: new Date().toISOString(), mark: processMark(process.pid) ?? '' });
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    // Each round either takes the lock, meets a living holder, or clears one dead holder.
    for (let round = 0; round < 20; round += 1) {
      if (linkIfFree(draft, file)) return { release: () => releaseLock(file, own) };
      const held = readOrNull(file);
      if (held === null) continue;
      const holder = parseHolder(held);
      if (holder !== null && isAlive(holder)) throw new LockHeldError(file, holder);
      clearDeadLock(file, held, `${draft}.dead`);
    }
    throw new Error(`${file} could not be taken: other programs keep changing it.`);
  } finally {
    unlinkSync(draft);
  }
}

function isAlive(holder: LockHolder): boolean {
  const mark = processMark(holder.pid);
  return mark !== null && mark === holder.mark;
}

// A link appears whole or not at all, so no reader ever meets a half-written lock.
function linkIfFree(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

// Between reading and moving, another start may have replaced the dead lock: then its lock goes back.
function clearDeadLock(file: string, dead: string, aside: string): void {
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readOrNull(aside) !== dead) linkIfFree(aside, file);
  unlinkSync(aside);
}

function releaseLock(file: string, own: string): void {
  if (readOrNull(file) === own) unlinkSync(file);
}

function parseHolder(text: string): LockHolder | null {
  try {
    const value = JSON.parse(text) as LockHolder;
    return Number.isInteger(value.pid) ? value : null;
  } catch {
    return null;
  }
}
