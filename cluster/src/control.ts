/** The runtime's own interface, on the administration address only: who it is, what is open, stopping, faults. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { notFound, RestError } from './errors.ts';
import { faultListSchema } from './faults.ts';
import { header, json, type Answer, type Exchange } from './http/exchange.ts';
import type { Route } from './http/route.ts';
import type { Heartbeat } from './heartbeat.ts';
import { listenersSchema, type Listeners } from './listeners.ts';
import type { World } from './world.ts';

export type Running = { world: World; listeners: Listeners; heartbeat: Heartbeat; startedAt: Date; stop: () => void };

const digest = (value: string): Buffer => createHash('sha256').update(value).digest();

function parseBody<Schema extends z.ZodType>(exchange: Exchange, schema: Schema): z.output<Schema> {
  let body: unknown;
  try {
    body = JSON.parse(exchange.body);
  } catch {
    throw new RestError('webApplication', 'The body is not JSON.', 400);
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new RestError('webApplication', parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '), 400);
  return parsed.data;
}

export function controlRoutes({ world, listeners, heartbeat, startedAt, stop }: Running): Route[] {
  const { configuration } = world;
  const { clusterId, name, version, controlKey } = configuration;
  const instance = { pid: process.pid, startedAt: startedAt.toISOString() };
  const status = (open = listeners.status()) => json({ clusterId, name, version, ...instance, ...open, heartbeat: heartbeat.status() });

  const guarded = (method: Route['method'], path: string, run: (exchange: Exchange) => Answer | Promise<Answer>): Route => ({
    method,
    path: `/runtime/${path}`,
    listeners: ['administration'],
    guard: 'none',
    run: (exchange) => {
      if (!timingSafeEqual(digest(header(exchange, 'authorization')), digest(`Bearer ${controlKey}`))) throw new RestError('notAuthenticated');
      return run(exchange);
    },
  });

  return [
    {
      method: 'GET',
      path: '/runtime/identity',
      listeners: ['administration'],
      guard: 'none',
      run: ({ query }) => {
        const challenge = query.get('challenge') ?? '';
        if (!/^[\w-]{16,512}$/.test(challenge)) throw new RestError('webApplication', 'challenge is 16 to 512 characters of base64url.', 400);
        const proof = createHmac('sha256', Buffer.from(controlKey, 'base64url')).update(`identity:${clusterId}:${challenge}`).digest('base64url');
        return json({ clusterId, ...instance, proof });
      },
    },
    guarded('GET', 'status', () => status()),
    guarded('PUT', 'listeners', async (exchange) => status(await listeners.set(parseBody(exchange, listenersSchema)))),
    guarded('POST', 'stop', () => {
      stop();
      return { status: 202, headers: { connection: 'close' } };
    }),
    guarded('GET', 'faults', () => {
      requireFaults(configuration.faultsAllowed);
      return json(world.faults.list());
    }),
    guarded('PUT', 'faults', (exchange) => {
      requireFaults(configuration.faultsAllowed);
      world.faults.replace(parseBody(exchange, faultListSchema));
      return json(world.faults.list());
    }),
  ];
}

function requireFaults(allowed: boolean): void {
  if (!allowed) throw notFound();
}
