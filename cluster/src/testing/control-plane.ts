/** The other end of the heartbeat: records what arrives and answers what a test wants. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from './call.ts';

export type Beat = { apiKey: string | undefined; path: string; body: Json };

export const answerWith = (payload: Record<string, unknown> = {}, around: Record<string, unknown> = {}): unknown => ({
  code: 200,
  status: 'OK',
  message: '',
  payload: {
    version: { major: 0, minor: 2, patch: 0 },
    workers: [{ nodeId: 'n1', host: 'localhost', ip: '127.0.0.1', instanceType: 'local', instanceState: 'running', nodeType: 'master' }],
    commands: [],
    blockedUsers: [],
    ...payload,
  },
  ...around,
});

export async function startControlPlane() {
  const beats: Beat[] = [];
  const reply = { status: 200, body: answerWith() as unknown };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      beats.push({ apiKey: request.headers['x-api-key'] as string | undefined, path: request.url!, body: JSON.parse(text) });
      response.writeHead(reply.status, { 'content-type': 'application/json' }).end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
    });
  });
  let port = 0;
  const open = (): Promise<void> =>
    new Promise((resolve) =>
      server.listen(port, '127.0.0.1', () => {
        ({ port } = server.address() as AddressInfo);
        resolve();
      }),
    );
  const close = (): Promise<void> => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections()));
  await open();
  return { beats, reply, open, close, endpoint: `http://127.0.0.1:${port}/api/v1/cluster-events` };
}
