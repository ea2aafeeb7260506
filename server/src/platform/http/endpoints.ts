/** Serves every endpoint of the registry under /api/v1, through the one dispatcher. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, KeyFacts } from '../../kernel/actor.ts';
import { dispatch, type Call, type Engine, type Reply } from '../../kernel/dispatch.ts';
import type { AnyEndpoint } from '../../kernel/endpoint.ts';
import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import { notFound, Refusal, type Problem } from '../../kernel/problem.ts';
import type { RequestFacts, Tx } from '../../kernel/scope.ts';
import { TextStream } from '../../kernel/text-stream.ts';
import { authenticate, authenticateKey } from '../authenticate.ts';
import { credentialOf, isProblem, unknownKey } from './credential.ts';
import { withIds } from './ids.ts';
import { crossSite } from './origin.ts';
import { sendProblem } from './problems.ts';

export type EndpointParts = {
  engine: Engine;
  publicUrl: string;
  readSession(cookieHeader: string | undefined): string | null;
  findCluster(tx: Tx, keyHash: string): Promise<{ clusterId: ClusterId; organizationId: OrganizationId } | null>;
  hashSecret(value: string): string;
  /** In a transaction of its own, so that reads stay reads. */
  noteKeyUse(key: KeyFacts, organizationId: OrganizationId): Promise<void>;
  /** Counts this call against the endpoint's limits; a problem when one is used up. */
  countLimits(spec: AnyEndpoint, call: Call, actor: Actor): Promise<(Problem & { retryAfterSeconds: number }) | null>;
};

/** Refuses a change from another site before anything else, then an id that cannot be one, then what was tried too often. */
export function installEndpoints(app: FastifyInstance, endpoints: readonly AnyEndpoint[], parts: EndpointParts): void {
  for (const spec of endpoints) {
    const limit = spec.bodyLimit === undefined ? {} : { bodyLimit: spec.bodyLimit };
    app.route({ method: spec.method, url: `/api/v1${spec.path}`, ...limit, handler: (request, reply) => handle(spec, parts, request, reply) });
  }
}

async function handle(spec: AnyEndpoint, parts: EndpointParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const door = doorOf(spec, parts, request);
  if (isProblem(door)) return sendProblem(reply, door);
  const params = withIds(request.params as Record<string, string>);
  if (!params) return sendProblem(reply, notFound());
  const call = toCall(spec, request, params, door.authenticate);
  const limited = spec.limits?.length ? await parts.countLimits(spec, call, await claimed(call, parts)) : null;
  if (limited) return sendProblem(reply.header('retry-after', String(limited.retryAfterSeconds)), limited);
  const answer = await dispatch(spec, parts.engine, call);
  if (door.used) await parts.noteKeyUse(door.used.key, door.used.organizationId);
  return answer.ok ? send(reply, answer) : sendProblem(reply, answer.problem);
}

function send(reply: FastifyReply, { status, body, cookies, replayed }: Extract<Reply, { ok: true }>): FastifyReply {
  for (const cookie of cookies) reply.header('set-cookie', cookie);
  if (replayed) reply.header('idempotent-replayed', 'true');
  reply.code(status).header('cache-control', 'no-store');
  if (body instanceof TextStream) return sendText(reply, body);
  const version = (body as { version?: unknown } | undefined)?.version;
  if (typeof version === 'number') reply.header('etag', `"${version}"`);
  return body === undefined ? reply.send() : reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(body));
}

const sendText = (reply: FastifyReply, { contentType, fileName, pieces }: TextStream): FastifyReply =>
  reply.header('content-type', contentType).header('content-disposition', `attachment; filename="${fileName}"`).send(Readable.from(pieces));

function factsOf(request: FastifyRequest): RequestFacts {
  const cookies: Record<string, string> = {};
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0) cookies[pair.slice(0, at).trim()] = pair.slice(at + 1).trim();
  }
  return { cookies, userAgent: request.headers['user-agent'] ?? '', address: request.ip };
}

function toCall(spec: AnyEndpoint, request: FastifyRequest, params: Record<string, string>, authenticates: Call['authenticate']): Call {
  const body = request.body && typeof request.body === 'object' && !Array.isArray(request.body) ? (request.body as Record<string, unknown>) : {};
  const given = spec.method === 'GET' ? (request.query as Record<string, unknown>) : body;
  const organizationId = (params['organizationId'] ?? null) as OrganizationId | null;
  return {
    raw: { ...given, ...params },
    organizationId,
    request: factsOf(request),
    ifMatch: request.headers['if-match'] ?? null,
    idempotencyKey: request.headers['idempotency-key']?.toString() ?? null,
    authenticate: authenticates,
  };
}

/** How a request says who it is. `used`: the key that it came with, when its use is to be noted. */
type Door = { authenticate: Call['authenticate']; used?: { key: KeyFacts; organizationId: OrganizationId } };

function doorOf(spec: AnyEndpoint, parts: EndpointParts, request: FastifyRequest): Door | Problem {
  if (spec.access === 'cluster') return { authenticate: (tx) => authenticateCluster(tx, parts, request) };
  const credential = credentialOf(request.headers, parts.readSession);
  if (isProblem(credential)) return credential;
  const refused = spec.method === 'GET' ? null : crossSite(request, credential.kind === 'key' ? null : parts.publicUrl);
  if (refused) return refused;
  return credential.kind === 'key' ? keyDoor(credential.secret, parts) : { authenticate: (tx, organizationId, lock) => authenticate(tx, credential.token, organizationId, lock) };
}

function keyDoor(secret: string | null, { hashSecret }: EndpointParts): Door {
  const door: Door = {
    async authenticate(tx, organizationId, lock) {
      const found = secret === null ? null : await authenticateKey(tx, hashSecret(secret), organizationId, lock);
      if (!found) throw new Refusal(unknownKey());
      if (found.unnoted) door.used = found;
      return found.actor;
    },
  };
  return door;
}

/** Who a call is counted for: with a key that does not work, the address it comes from. */
async function claimed(call: Call, { engine }: EndpointParts): Promise<Actor> {
  try {
    return await call.authenticate(engine.reader, null, 'none');
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'anonymous' };
    throw error;
  }
}

async function authenticateCluster(tx: Tx, parts: EndpointParts, request: FastifyRequest): Promise<Actor> {
  const key = request.headers['x-api-key'];
  const found = typeof key === 'string' ? await parts.findCluster(tx, parts.hashSecret(key)) : null;
  return found ? { kind: 'cluster', ...found } : { kind: 'anonymous' };
}
