/** The identity part of the product behind a real HTTP listener, on this worker's own database. */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, request as httpRequest } from 'node:http';
import Fastify from 'fastify';
import { normaliseEmail } from '../features/users/email.ts';
import * as users from '../features/users/store.ts';
import type { ClusterId, UserId } from '../kernel/id.ts';
import type { AccessAnswer } from '../features/cluster-accounts/wanted.ts';
import { createClients } from '../platform/identity/clients.ts';
import { createIdentity } from '../platform/identity/identity.ts';
import { hashPassword } from '../platform/identity/passwords.ts';
import { newUuid } from '../platform/identifiers.ts';
import { asTx, openPool } from '../platform/postgres/pool.ts';
import { testDatabase } from './database.ts';

export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; cookies: string[]; text: string; json: any }; // oxlint-disable-line typescript/no-explicit-any -- tests look into answers freely
type Asked = { method?: string; headers?: Record<string, string>; body?: string };

export const goodPassword = 'seven quiet otters juggle';

export async function startIdentityServer(options: { publicUrl?: string } = {}) {
  const database = await testDatabase();
  const pool = openPool(database.server, { max: 8, name: 'test identity' });
  const owner = openPool(database.owner, { max: 2, name: 'test facts' });
  const port = await freePort();
  const listening = `http://127.0.0.1:${port}`;
  const publicUrl = options.publicUrl ?? listening;
  const clock = { offsetMs: 0, now: () => new Date(Date.now() + clock.offsetMs) };
  const access = new Map<string, AccessAnswer>();
  const signedOut: string[] = [];
  const logged: string[] = [];
  const identity = createIdentity({
    pool, publicUrl, secret: randomBytes(32).toString('base64url'), normaliseEmail, clock: clock.now,
    accessOf: async (clusterId, userId) => access.get(`${clusterId} ${userId}`) ?? { allowed: false, because: 'You are not a member of this organization.' },
    log: (message, details) => void logged.push(`${message} ${JSON.stringify(details)}`),
    signedOut: async (token) => void signedOut.push(token),
  });
  const app = Fastify();
  identity.mount(app);
  await app.listen({ host: '127.0.0.1', port });

  async function person(given: { verified?: boolean; givenName?: string } = {}) {
    const id = newUuid() as UserId;
    const email = `${id.slice(-12)}@example.org`;
    const user = { id, email, givenName: given.givenName ?? 'Bob', familyName: 'Brown', emailVerified: given.verified ?? true, passwordHash: await hashPassword(goodPassword), createdAt: new Date() };
    await users.insert(asTx(pool), user);
    return { id, email };
  }

  const ask = (path: string, asked: Asked = {}) => askAt(new URL(path, listening), asked);
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', origin: publicUrl, ...headers } });
  const signIn = (email: string, password = goodPassword, more: object = {}) => post('/api/auth/sign-in/email', { email, password, ...more });
  return {
    listening, publicUrl, pool, owner, tx: asTx(pool), identity, clients: createClients(clock.now), clock, access, signedOut, logged, person, ask, post, signIn,
    newClusterId: () => randomUUID() as ClusterId,
    async close() {
      await app.close();
      await Promise.all([pool.end({ timeout: 1 }), owner.end({ timeout: 1 })]);
    },
  };
}

export type IdentityServer = Awaited<ReturnType<typeof startIdentityServer>>;

/** As a browser sends cookies back. */
export const asCookieHeader = (answer: Pick<Answer, 'cookies'>): string => answer.cookies.map((cookie) => cookie.split(';')[0]).join('; ');

/** Plain HTTP: the built-in fetch would mark itself as a script and follow redirects. */
export function askAt(url: URL, { method = 'GET', headers = {}, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, cookies: response.headers['set-cookie'] ?? [], text, json: parsed(text) }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
