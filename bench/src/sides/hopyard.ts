/** The product as it is shipped, in one process: sessions, permission checks, audit, limits, jobs and mail, all on. */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openPool } from '../../../server/src/platform/postgres/pool.ts';
import { freePort, startProgram } from '../child.ts';
import type { PreparedData } from '../database.ts';
import type { Ending } from '../ending.ts';
import type { Side } from './side.ts';

const main = path.join(import.meta.dirname, '../../../server/src/main.ts');
const settlePatienceMs = 3_000;

/** @param profileFolder where V8 writes a CPU profile when the process ends; null for none */
export async function startHopyard(data: PreparedData, profileFolder: string | null, ending: Ending): Promise<Side> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const profile = profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`] : [];
  const child = await startProgram({
    name: 'hopyard',
    words: [...profile, main],
    environment: {
      HOPYARD_DATA_DIR: data.directory, PORT: String(port), LOG_LEVEL: 'error',
      MAILBOX_PORT: String(await freePort()), MAILBOX_SMTP_PORT: String(await freePort()),
    },
    readyUrl: `${url}/readyz`,
  }, ending);
  const owner = openPool(data.owner, { max: 1, name: 'bench' });
  ending.add(() => owner.end({ timeout: 1 }));
  return {
    name: 'hopyard', url, pid: child.pid,
    async settle() {
      const deadline = Date.now() + settlePatienceMs;
      for (;;) {
        const [row] = await owner<{ waiting: number }[]>`select count(*)::int as waiting from mail where state = 'queued'`;
        if (!row?.waiting || Date.now() > deadline) return row?.waiting ?? 0;
        await wait(100);
      }
    },
  };
}
