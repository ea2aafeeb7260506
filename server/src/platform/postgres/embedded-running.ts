/** Finds the embedded database of a data directory while a server runs it, for commands beside that server. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SocketConnection } from './pool.ts';

/** The connection of requests; null when no server runs it. `home` is the data directory's folder for the database. */
export function findRunningPostgres(home: string): SocketConnection | null {
  const pointer = path.join(home, 'database-place');
  const directory = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : home;
  const pidFile = path.join(directory, 'data', 'postmaster.pid');
  if (!existsSync(pidFile)) return null;
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  const socketDirectory = lines[4]?.trim(); // as PostgreSQL documents the file: pid, data, start, port, socket directory, …
  return socketDirectory && lines[7]?.trim() === 'ready' ? { host: socketDirectory, user: 'hopyard_server', database: 'hopyard' } : null;
}
