/** Asks the system whether a port could be listened on at this moment. */
import { createServer, type Server } from 'node:net';

export type PortState = 'free' | 'taken' | 'not-ours';

/** `not-ours`: this user may not have that port, or this machine does not have that address. */
export async function tryPort(address: string, port: number): Promise<PortState> {
  const attempt = await hold(address, port);
  if (!('server' in attempt)) return attempt.state;
  await release(attempt.server);
  return 'free';
}

/** The port itself where it is free, another free one where it is taken. All results of one call differ. */
export async function freePorts(address: string, wanted: readonly number[]): Promise<number[]> {
  const held: Server[] = [];
  try {
    const ports: number[] = [];
    for (const port of wanted) {
      // All stay held until the end, or one port could be given out twice.
      const attempt = await hold(address, port);
      const got = 'server' in attempt ? attempt : await hold(address, 0);
      if (!('server' in got)) throw new Error(`No free port was found on ${address}.`);
      held.push(got.server);
      ports.push(got.port);
    }
    return ports;
  } finally {
    await Promise.all(held.map(release));
  }
}

function hold(address: string, port: number): Promise<{ server: Server; port: number } | { state: PortState }> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve({ state: error.code === 'EADDRINUSE' ? 'taken' : 'not-ours' }));
    server.listen({ host: address, port, exclusive: true }, () => {
      const bound = server.address();
      resolve({ server, port: typeof bound === 'object' && bound !== null ? bound.port : port });
    });
  });
}

const release = (server: Server): Promise<void> => new Promise((resolve) => void server.close(() => resolve()));
