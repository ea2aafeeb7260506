/** A door in front of the test database that can be shut and opened: what a server sees when its database restarts. */
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const socketName = '.s.PGSQL.5432';

export type DatabaseDoor = { host: string; shut(): Promise<void>; open(): Promise<void>; close(): Promise<void> };

/** @param host the folder of the real server's socket */
export async function openDatabaseDoor(host: string): Promise<DatabaseDoor> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hopyard-door-'));
  const sockets = new Set<net.Socket>();
  let server: net.Server;
  const open = () =>
    new Promise<void>((resolve) => {
      server = net.createServer((inside) => {
        const outside = net.connect(path.join(host, socketName));
        for (const [from, to] of [[inside, outside], [outside, inside]] as const) {
          sockets.add(from);
          from.on('error', () => to.destroy());
          from.on('close', () => {
            sockets.delete(from);
            to.destroy();
          });
          from.pipe(to);
        }
      });
      server.listen(path.join(folder, socketName), resolve);
    });
  const shut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  await open();
  return {
    host: folder, open, shut,
    async close() {
      if (server.listening) await shut();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
