/** A world behind its real HTTP server on a free loopback port, spoken to as a browser does: signed cookie, Origin, JSON. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, type Outside, type Product } from '../app.ts';
import { createCookies } from '../platform/identity/cookies.ts';
import type { TestPerson, World } from './world.ts';

export type HttpAnswer = { status: number; headers: http.IncomingHttpHeaders; text: string; body: any }; // oxlint-disable-line typescript/no-explicit-any -- tests look into answers freely

type Sending = { who?: TestPerson | null; headers?: Record<string, string | undefined>; body?: unknown; raw?: string };

export type Served = Awaited<ReturnType<typeof serve>>;

/** `port`: where something else must know it before. */
type Parts = { product?: Product; outside?: Outside; webFolder?: string; port?: number; trustProxy?: string[] };

export async function serve(world: World, { product = world.product, outside = world.outside, webFolder = '/nowhere', port: wantedPort = 0, trustProxy = [] }: Parts = {}) {
  const app = await createServer(product, outside, { webFolder, version: '0.0.0', trustProxy, logLevel: 'silent' });
  await app.listen({ host: '127.0.0.1', port: wantedPort });
  const { port } = app.server.address() as AddressInfo;
  const { publicUrl } = outside.settings;
  const cookies = createCookies({ publicUrl, secret: outside.vault.derive('sessions') });
  const cookieOf = (who: TestPerson) => cookies.session(who.sessionToken).split(';')[0] ?? '';

  /** A header given as undefined is left out. */
  function send(method: string, path: string, { who, headers, body, raw }: Sending = {}): Promise<HttpAnswer> {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const own = ['GET', 'HEAD', 'OPTIONS'].includes(method) ? {} : { origin: publicUrl, 'content-type': 'application/json' };
    const all = { ...own, ...(who ? { cookie: cookieOf(who) } : {}), ...(payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) }), ...headers };
    const given = Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
    return new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port, method, path, headers: given, agent: false }, (response) => void read(response).then(resolve, reject));
      request.on('error', reject);
      request.end(payload);
    });
  }

  return { app, port, url: `http://127.0.0.1:${port}`, publicUrl, cookieOf, send, get: (path: string, given: Sending = {}) => send('GET', path, given), close: () => app.close() };
}

async function read(response: http.IncomingMessage): Promise<HttpAnswer> {
  const text = Buffer.concat(await response.toArray()).toString('utf8');
  const isJson = /[/+]json/.test(response.headers['content-type'] ?? '');
  return { status: response.statusCode ?? 0, headers: response.headers, text, body: isJson && text ? JSON.parse(text) : undefined };
}
