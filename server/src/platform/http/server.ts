/** The HTTP side of one process: API, identity, live streams, dashboard, health. */
import { randomBytes } from 'node:crypto';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import type { AnyEndpoint } from '../../kernel/endpoint.ts';
import { problem } from '../../kernel/problem.ts';
import type { Hub } from '../live/hub.ts';
import { docsPage } from './docs-page.ts';
import { installEndpoints, type EndpointParts } from './endpoints.ts';
import { installEvents } from './events.ts';
import { openApiDocument } from './openapi.ts';
import { installProblems, sendProblem, unreadableAddress } from './problems.ts';
import { installWeb, securityHeaders } from './web.ts';

export type HttpParts = EndpointParts & {
  endpoints: readonly AnyEndpoint[];
  hub: Hub;
  webFolder: string;
  version: string;
  trustProxy: string[] | false;
  logLevel: string;
  /** Mounts /api/auth and the provider's discovery. */
  mountIdentity(app: FastifyInstance): Promise<void> | void;
  /** Answers whether the database does. */
  ready(): Promise<boolean>;
};

/** All routes of one process; it does not listen yet. Closing it ends the live streams first. */
export async function createHttp(parts: HttpParts): Promise<FastifyInstance> {
  const secure = parts.publicUrl.startsWith('https:');
  const app = Fastify({
    bodyLimit: 1_000_000,
    requestTimeout: 30_000, // without it a body may trickle in for ever
    trustProxy: parts.trustProxy === false ? false : parts.trustProxy,
    logger: { level: parts.logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, _request, reply) => void sendProblem(reply.headers(securityHeaders(null, secure)), unreadableAddress(error)),
  });
  installProblems(app);
  acceptEmptyBodies(app);
  await installWeb(app, parts.webFolder, secure);
  await parts.mountIdentity(app);
  installEndpoints(app, parts.endpoints, parts);
  installEvents(app, { hub: parts.hub, reader: parts.engine.reader, readSession: parts.readSession });
  installDocumentation(app, parts, secure);
  installHealth(app, parts.ready);
  app.addHook('preClose', () => parts.hub.close());
  return app;
}

/** A change that needs nothing said may come without a body, as a DELETE does. */
function acceptEmptyBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => (body.length === 0 ? done(null, undefined) : parse(request, body as string, done)));
}

function installDocumentation(app: FastifyInstance, { endpoints, version }: HttpParts, secure: boolean): void {
  const document = openApiDocument(endpoints, version);
  const text = JSON.stringify(document);
  app.get('/api/v1/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(text));
  app.get('/api/v1/docs', (_request, reply) => {
    const nonce = randomBytes(16).toString('base64');
    return reply.headers(securityHeaders(nonce, secure)).type('text/html; charset=utf-8').send(docsPage(document, nonce));
  });
}

function installHealth(app: FastifyInstance, ready: () => Promise<boolean>): void {
  app.get('/healthz', (_request, reply) => reply.send({ ok: true }));
  app.get('/readyz', async (_request, reply) =>
    (await ready()) ? reply.send({ ok: true }) : sendProblem(reply, problem(503, 'not-ready', 'The database does not answer.')));
}
