/** Clears what a killed program left behind. A pid file alone proves nothing: its number may be a zombie's or reused. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { processesUsing } from '../processes.ts';
import type { Place } from './embedded-place.ts';

/**
 * Ends every PostgreSQL process that still uses the data, then removes stale lock files. Backends outlive a killed
 * postmaster and would write into the data of the next one, so nothing is removed while one of them lives.
 */
export async function clearLeftovers(place: Place, log: (message: string) => void): Promise<void> {
  const left = processesUsing(place.data);
  if (left.length > 0) {
    log('Stopping the database that an earlier, killed start left running.');
    // SIGINT is the postmaster's fast shutdown and only cancels a query in a backend; SIGQUIT ends either, and recovery mends the data.
    const gone = (await endProcesses(place.data, 'SIGINT', 15_000)) || (await endProcesses(place.data, 'SIGQUIT', 15_000));
    if (!gone) throw new Error(`Process ${processesUsing(place.data).join(', ')} still uses the database in ${place.data} and does not end: stop it first.`);
  }
  for (const file of [path.join(place.data, 'postmaster.pid'), path.join(place.socketDirectory, '.s.PGSQL.5432.lock'), path.join(place.socketDirectory, '.s.PGSQL.5432')]) {
    rmSync(file, { force: true });
  }
}

async function endProcesses(data: string, signal: 'SIGINT' | 'SIGQUIT', patienceMs: number): Promise<boolean> {
  for (const pid of processesUsing(data)) signalQuietly(pid, signal);
  const deadline = Date.now() + patienceMs;
  while (processesUsing(data).length > 0) {
    if (Date.now() > deadline) return false;
    await wait(25);
  }
  return true;
}

function signalQuietly(pid: number, signal: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}
