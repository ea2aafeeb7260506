/** Serves every endpoint of the registry under /api/v1, through the one dispatcher. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, KeyFacts } from '../../kernel/actor.ts';
import { dispatch, type Call, type Engine } from '../../kernel/dispatch.ts';
import type { AnyEndpoint } from '../../kernel/endpoint.ts';
import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import { notFound, Refusal, type Problem } from '../../kernel/problem.ts';
import type { RequestFacts, Tx } from '../../kernel/scope.ts';
import { TextStream } from '../../kernel/text-stream.ts';
import { authenticate, authenticateKey } from '../authenticate.ts';
import { credentialOf, isProblem, unknownKey, type Credential } from './credential.ts';
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
  const credential: Credential | Problem = spec.access === 'cluster' ? { kind: 'session', token: null } : credentialOf(request.headers, parts.readSession);
  if (isProblem(credential)) return sendProblem(reply, credential);
  if (spec.method !== 'GET' && spec.access !== 'cluster') {
    const refused = crossSite(request, credential.kind === 'key' ? null : parts.publicUrl);
    if (refused) return sendProblem(reply, refused);
  }
  const params = withIds(request.params as Record<string, string>);
  if (!params) return sendProblem(reply, notFound());
  const used: { key?: { facts: KeyFacts; organizationId: OrganizationId } } = {};
  const call = toCall(spec, request, params, spec.access === 'cluster' ? (tx) => authenticateCluster(tx, parts, request) : authenticateBy(credential, parts, used));
  if (spec.limits?.length) {
    const actor = await claimed(call, parts);
    const limited = await parts.countLimits(spec, call, actor);
    if (limited) return sendProblem(reply.header('retry-after', String(limited.retryAfterSeconds)), limited);
  }
  const answer = await dispatch(spec, parts.engine, call);
  if (used.key) await parts.noteKeyUse(used.key.facts, used.key.organizationId);
  if (!answer.ok) return sendProblem(reply, answer.problem);
  for (const cookie of answer.cookies) reply.header('set-cookie', cookie);
  if (answer.replayed) reply.header('idempotent-replayed', 'true');
  reply.code(answer.status).header('cache-control', 'no-store');
  if (answer.body instanceof TextStream) return sendText(reply, answer.body);
  const version = (answer.body as { version?: unknown } | undefined)?.version;
  if (typeof version === 'number') reply.header('etag', `"${version}"`);
  return answer.body === undefined ? reply.send() : reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(answer.body));
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

/** @param used learns of the key whose use is to be noted */
function authenticateBy(credential: Credential, { hashSecret }: EndpointParts, used: { key?: { facts: KeyFacts; organizationId: OrganizationId } }): Call['authenticate'] {
  if (credential.kind === 'session') return (tx, organizationId, lock) => authenticate(tx, credential.token, organizationId, lock);
  return async (tx, organizationId, lock) => {
    const found = credential.secret === null ? null : await authenticateKey(tx, hashSecret(credential.secret), organizationId, lock);
    if (!found) throw new Refusal(unknownKey());
    if (found.unnoted) used.key = { facts: found.key, organizationId: found.organizationId };
    return found.actor;
  };
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
