/** Refusals as RFC 9457 problem documents. A client never sees a stack trace. */
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { problem, type Problem } from '../../kernel/problem.ts';

/** Also for what is answered outside an endpoint, so that every refusal has one form. */
export function sendProblem(reply: FastifyReply, refused: Problem): FastifyReply {
  const { status, retryAfterSeconds } = refused;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return reply.code(status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify({ type: 'about:blank', ...refused }));
}

const tryAgain = { next: 'Try again in a moment. Nothing was changed.' };

/** The database's and Fastify's own errors, in words. */
function problemOf(error: FastifyError & { code?: string }, bodyLimit: number): Problem {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return problem(413, 'too-large', `A request holds at most ${sizeOf(bodyLimit)} here.`);
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return problem(415, 'wrong-content-type', 'Send application/json.');
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) return problem(error.statusCode, 'bad-request', 'This request cannot be read: it must be JSON.');
  if (error.code === '23505') return problem(409, 'conflict', 'Somebody else did the same at the same moment. Reload to see it.');
  if (error.code === '40P01' || error.code === '40001') return problem(503, 'busy', 'Too much happened here at the same moment.', tryAgain);
  if (isConnectionError(error.code)) return problem(503, 'database-unavailable', 'The database does not answer right now.', tryAgain);
  return problem(500, 'internal-error', 'Something went wrong here, and has been logged.', tryAgain);
}

const sizeOf = (bytes: number): string => (bytes < 1_000_000 ? `${Math.floor(bytes / 1000)} kB` : `${Math.floor(bytes / 1_000_000)} MB`);

/** What Fastify refuses before any route: an address that cannot be read, or whose parts are too long. */
export const unreadableAddress = (error: FastifyError): Problem =>
  error.code === 'FST_ERR_BAD_URL' ? problem(400, 'bad-request', 'This address cannot be read.') : unknownRoute();

const isConnectionError = (code: string | undefined) =>
  code !== undefined && (/^(CONNECT|CONNECTION_|ECONN|ENOENT|EPIPE|ETIMEDOUT)/.test(code) || code.startsWith('57P') || code.startsWith('08') || code === '53300');

export function installProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = problemOf(error, request.routeOptions.bodyLimit);
    if (answer.status >= 500) request.log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'request failed');
    return sendProblem(reply, answer);
  });
}

export const unknownRoute = (): Problem => problem(404, 'unknown-route', 'There is nothing at this address.');
