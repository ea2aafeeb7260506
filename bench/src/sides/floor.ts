import path from 'node:path';
import { freePort, startProgram } from '../child.ts';
import { floorDatabase, type PreparedData } from '../database.ts';
import type { Ending } from '../ending.ts';
import type { Side } from './side.ts';

const main = path.join(import.meta.dirname, 'floor-server.ts');

/** The smallest server that answers the same; its PostgreSQL must be running already. */
export async function startFloor(data: PreparedData, ending: Ending): Promise<Side> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = await startProgram({
    name: 'floor',
    words: [main, data.owner.host, floorDatabase, String(port)],
    environment: {},
    readyUrl: `${url}/readyz`,
  }, ending);
  return { name: 'floor', url, pid: child.pid, settle: async () => 0 };
}
