/**
 * What of the sign-in library can be reached from outside: a closed list of methods and paths. Everything else that it
 * could do (sign up, change an address, make clients) is done by our own operations or not at all.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound, type Problem } from '../../kernel/problem.ts';
import { crossSite } from '../http/origin.ts';
import { addressHeader, basePath, errorPath } from './library.ts';

/** What reaches a door: the request rebuilt with only the headers it needs. */
export type Incoming = { url: URL; method: string; headers: Headers; body: string; address: string; userAgent: string };
export type Outgoing = { status: number; headers?: Record<string, string>; cookies?: string[]; body?: string };

/** `browser` doors change something by the cookie: they take JSON from our own pages only. */
export type Door = { method: 'GET' | 'POST'; path: string; kind: 'browser' | 'open'; forward: readonly string[]; open(incoming: Incoming): Promise<Outgoing> };

/** Serves these doors alone; any other method or path below /api/auth is answered with 404. */
export function mountDoors(app: FastifyInstance, publicUrl: string, doors: readonly Door[]): void {
  const byName = new Map(doors.map((door) => [`${door.method} ${door.path}`, door]));
  void app.register(async (inner) => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 32 * 1024 }, (_request, body, done) => done(null, body));
    const handle = async (request: FastifyRequest, reply: FastifyReply) => {
      const url = new URL(request.url, publicUrl);
      const method = request.method === 'HEAD' ? 'GET' : request.method;
      const door = byName.get(`${method} ${url.pathname}`);
      if (!door) return send(reply, notHere);
      const refused = door.kind === 'browser' ? crossSite(request, publicUrl) : null;
      return send(reply, refused ? refusal(refused) : await door.open(incomingOf(request, url, door)));
    };
    for (const url of [`${basePath}/*`, '/.well-known/openid-configuration']) inner.all(url, handle);
  });
}

const notHere = refusal(notFound());

function incomingOf(request: FastifyRequest, url: URL, door: Door): Incoming {
  const headers = new Headers({ [addressHeader]: request.ip });
  for (const name of ['user-agent', ...door.forward]) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  return { url, method: door.method, headers, body, address: request.ip, userAgent: request.headers['user-agent'] ?? '' };
}

export function refusal(refused: Problem, headers: Record<string, string> = {}): Outgoing {
  return { status: refused.status, headers: { 'content-type': 'application/problem+json', ...headers }, body: JSON.stringify({ type: 'about:blank', ...refused }) };
}

export const json = (body: unknown, cookies: string[] = [], status = 200): Outgoing => ({ status, headers: { 'content-type': 'application/json' }, cookies, body: JSON.stringify(body) });

/** A page for a person whose log-in link is wrong: never sent on to an address that nobody registered. */
export const page = (status: number, sentence: string): Outgoing => ({ status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${sentence}\n` });

export const isErrorPage = (url: URL): boolean => url.pathname === errorPath;

async function send(reply: FastifyReply, { status, headers = {}, cookies = [], body }: Outgoing): Promise<FastifyReply> {
  void reply.code(status).headers({ 'cache-control': 'no-store', ...headers });
  for (const cookie of cookies) void reply.header('set-cookie', cookie);
  return reply.send(body ?? '');
}
