/** The live stream of one organization (server-sent events). Cookie sessions only, same origin. */
import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { OrganizationId } from '../../kernel/id.ts';
import { notFound, problem, suspendedHere } from '../../kernel/problem.ts';
import type { Tx } from '../../kernel/scope.ts';
import { authenticate, findDeleter } from '../authenticate.ts';
import type { EndReason, Hub } from '../live/hub.ts';
import { credentialOf, isProblem } from './credential.ts';
import { withIds } from './ids.ts';
import { sendProblem } from './problems.ts';

type EventParts = { hub: Hub; reader: Tx; readSession(cookieHeader: string | undefined): string | null };

const streamsPerSession = 5;
const heartbeatMs = 20_000;

/** What was set for every answer: a hijacked one does not send it by itself. */
const headersOf = (reply: FastifyReply) => reply.getHeaders() as OutgoingHttpHeaders;

export function installEvents(app: FastifyInstance, { hub, reader, readSession }: EventParts): void {
  app.get<{ Params: { organizationId: string } }>('/api/v1/organizations/:organizationId/events', { exposeHeadRoute: false }, async (request, reply) => {
    const organizationId = withIds(request.params)?.['organizationId'] as OrganizationId | undefined;
    if (!organizationId) return sendProblem(reply, notFound());
    const credential = credentialOf(request.headers, readSession);
    if (isProblem(credential)) return sendProblem(reply, credential);
    if (credential.kind === 'key') return sendProblem(reply, problem(401, 'not-for-keys', 'Live streams are for people who are signed in; API keys read.'));
    const sessionToken = credential.token;
    const actor = await authenticate(reader, sessionToken, organizationId, 'none');
    if (!sessionToken || actor.kind !== 'user') return sendProblem(reply, problem(401, 'not-signed-in', 'Sign in first.'));
    if (!actor.membership) return sendProblem(reply, actor.suspended ? suspendedHere() : notFound());
    if (hub.countOf(sessionToken) >= streamsPerSession) {
      return sendProblem(reply.header('retry-after', '30'), problem(429, 'too-many-streams', `At most ${streamsPerSession} pages listen at once.`));
    }
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, { ...headersOf(reply), 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    stream.write('retry: 1000\nevent: open\ndata: {}\n\n');
    const write = (event: string, data: object) => void stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    const beat = setInterval(() => stream.write(': \n\n'), heartbeatMs);
    let deletedBy: string | null = null;
    const stop = hub.subscribe({
      organizationId, sessionToken,
      send: ({ noun, id }) => write('changed', { noun, id }),
      end: (because) => {
        write('closed', deletedBy === null ? { because } : { because, by: deletedBy });
        stream.end();
      },
      hangUp: () => void stream.end(),
      async check(): Promise<EndReason | null> {
        const now = await authenticate(reader, sessionToken, organizationId, 'none');
        if (now.kind !== 'user') return actor.sessionExpiresAt.getTime() <= Date.now() ? 'expired' : 'signed-out';
        if (now.membership) return null;
        deletedBy = await findDeleter(reader, now.userId, organizationId);
        if (deletedBy !== null) return 'deleted';
        return now.suspended ? 'suspended' : 'removed';
      },
    });
    stream.on('close', () => {
      clearInterval(beat);
      stop();
    });
    return reply;
  });
}
