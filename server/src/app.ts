/** Wires features to adapters; besides it only the two main files know both. */
import type { FastifyInstance } from 'fastify';
import type { AnyEndpoint } from './kernel/endpoint.ts';
import type { Job, JobName, Work } from './kernel/job.ts';
import type { Settings } from './kernel/settings.ts';
import { apiKeyEndpoints } from './features/api-keys/routes.ts';
import * as apiKeys from './features/api-keys/store.ts';
import { apiKeyJobs } from './features/api-keys/workflow.ts';
import * as audit from './features/audit/store.ts';
import { authenticatorEndpoints } from './features/authenticators/routes.ts';
import { auditEndpoints } from './features/audit/routes.ts';
import { auditJobs } from './features/audit/workflow.ts';
import { cloudAccountEndpoints } from './features/cloud-accounts/routes.ts';
import type { Driver } from './features/clusters/driver.ts';
import { clusterEndpoints } from './features/clusters/routes.ts';
import { clusterJobs } from './features/clusters/workflow.ts';
import * as clusterConnections from './features/cluster-connections/store.ts';
import { clusterPasswordEndpoints } from './features/cluster-passwords/routes.ts';
import { clusterVersionEndpoints } from './features/cluster-versions/routes.ts';
import type { Hopsworks } from './features/cluster-accounts/hopsworks.ts';
import { clusterAccountEndpoints } from './features/cluster-accounts/routes.ts';
import * as clusterAccounts from './features/cluster-accounts/store.ts';
import { clusterAccountJobs, convergeAccounts } from './features/cluster-accounts/workflow.ts';
import { heartbeatEndpoints } from './features/heartbeats/routes.ts';
import { invitationAnswerEndpoints } from './features/invitations/answer-routes.ts';
import { invitationEndpoints } from './features/invitations/routes.ts';
import { sealBody } from './features/mail/body.ts';
import * as mails from './features/mail/store.ts';
import type { Transport } from './features/mail/transport.ts';
import { mailJobs } from './features/mail/workflow.ts';
import { memberListEndpoints } from './features/members/list-routes.ts';
import { memberEndpoints } from './features/members/routes.ts';
import { organizationEndpoints } from './features/organizations/routes.ts';
import { organizationJobs } from './features/organizations/workflow.ts';
import { ownershipOfferEndpoints } from './features/ownership-offers/routes.ts';
import { passkeyEndpoints } from './features/passkeys/routes.ts';
import { sessionEndpoints } from './features/sessions/routes.ts';
import { usageEndpoints } from './features/usage/routes.ts';
import { userEndpoints } from './features/users/routes.ts';
import { selfEndpoints } from './features/users/self-routes.ts';
import { userJobs } from './features/users/workflow.ts';
import { normaliseEmail } from './features/users/email.ts';
import { createEngine } from './platform/engine.ts';
import { createHttp } from './platform/http/server.ts';
import { createIdempotentAnswers } from './platform/idempotent-answers.ts';
import { createClients } from './platform/identity/clients.ts';
import { createIdentity, type Identity } from './platform/identity/identity.ts';
import type { Hub } from './platform/live/hub.ts';
import { asTx, type Pool } from './platform/postgres/pool.ts';
import type { Queue } from './platform/queue/queue.ts';
import { countLimits, countTries } from './platform/rate-limit.ts';
import { hashSecret, type Vault } from './platform/secrets.ts';

/** Everything outside that the product needs; tests give the same things, smaller. */
export type Outside = {
  pool: Pool;
  queue: Queue;
  hub: Hub;
  exclusively: Work['exclusively'];
  vault: Vault;
  transport: Transport;
  driver: Driver;
  hopsworks: Hopsworks;
  /** Of the private authority that signed every local cluster's certificate. */
  authorityPem: string;
  settings: Settings;
  clock: () => Date;
  log(message: string, details?: Record<string, unknown>): void;
};

export type Product = {
  endpoints: AnyEndpoint[];
  jobs: Job[];
  engine: ReturnType<typeof createEngine>;
  /** What a job works with; the audit log names the job. */
  workOf(job: JobName): Work;
  /** The same at the start of the process. */
  work: Work;
  identity: Identity;
};

export function endpointsOf({ vault, users, sessions, authenticators, passkeys }: { vault: Vault } & Pick<Identity, 'users' | 'sessions' | 'authenticators' | 'passkeys'>): AnyEndpoint[] {
  return [
    ...userEndpoints(users), ...selfEndpoints(users), ...sessionEndpoints(sessions), ...authenticatorEndpoints({ ...authenticators, vault }), ...passkeyEndpoints(passkeys),
    ...organizationEndpoints, ...ownershipOfferEndpoints, ...memberListEndpoints, ...memberEndpoints, ...invitationEndpoints({ countTries }), ...invitationAnswerEndpoints, ...cloudAccountEndpoints,
    ...clusterVersionEndpoints, ...clusterEndpoints({ vault }), ...clusterPasswordEndpoints({ vault }), ...heartbeatEndpoints, ...clusterAccountEndpoints, ...usageEndpoints, ...auditEndpoints, ...apiKeyEndpoints,
  ];
}

function identityOf({ pool, hub, vault, settings, clock, log }: Outside): Identity {
  return createIdentity({
    pool, clock, log, normaliseEmail,
    publicUrl: settings.publicUrl,
    secret: vault.derive('sessions'),
    accessOf: (clusterId, userId) => clusterAccounts.access(asTx(pool), clusterId, userId),
    signedOut: hub.sessionEnded,
  });
}

export function createProduct(outside: Outside): Product {
  const { vault, hopsworks, authorityPem } = outside;
  const identity = identityOf(outside);
  const engine = createEngine({
    ...outside,
    repeats: createIdempotentAnswers(vault.derive('idempotent answers')),
    appendAudit: audit.append,
    queueMail: (tx, id, mail, now) => mails.queue(tx, { ...mail, id }, sealBody(vault, id, mail), now),
  });
  const accountPorts = { hopsworks, vault, authorityPem };
  const jobs = [
    ...mailJobs(outside),
    ...userJobs(identity.users),
    ...clusterJobs({ ...outside, clients: createClients(outside.clock), convergeAccounts: (work, clusterId) => convergeAccounts(accountPorts, work, clusterId) }),
    ...clusterAccountJobs(accountPorts),
    ...organizationJobs,
    ...apiKeyJobs,
    ...auditJobs,
  ];
  const workWith = (within: Work['within']): Work => ({ within, exclusively: outside.exclusively, log: outside.log });
  return {
    endpoints: endpointsOf({ vault, ...identity }), jobs, engine, identity,
    workOf: (job) => workWith(engine.withinAs(job)),
    work: workWith(engine.within),
  };
}

type Serving = { webFolder: string; version: string; trustProxy: readonly string[]; logLevel: string };

/** The HTTP server of a product; not yet listening. */
export function createServer(product: Product, outside: Outside, serving: Serving): Promise<FastifyInstance> {
  const { engine, identity, endpoints } = product;
  const { pool, hub, settings } = outside;
  return createHttp({
    ...serving, engine, endpoints, hub, hashSecret,
    trustProxy: serving.trustProxy.length > 0 ? [...serving.trustProxy] : false,
    publicUrl: settings.publicUrl,
    readSession: identity.readSession,
    findCluster: clusterConnections.findByHeartbeatKeyHash,
    mountIdentity: (app) => identity.mount(app),
    noteKeyUse: ({ id }, organizationId) =>
      engine.transaction(async (tx) => {
        await engine.enter(tx, organizationId);
        await apiKeys.noteUse(tx, organizationId, id);
      }).catch((error: unknown) => outside.log('The use of an API key was not noted', { error: String(error) })),
    async countLimits(spec, call, actor) {
      const now = outside.clock();
      const limits = spec.limits ?? [];
      const email = typeof call.raw['email'] === 'string' ? normaliseEmail(call.raw['email']) : null;
      const stepOf = limits.some(({ per }) => per === 'step') ? await identity.stepOf(call.request.cookies, now) : null;
      const tried = { address: call.request.address, userId: actor.kind === 'user' ? (actor.key?.id ?? actor.userId) : null, clusterId: actor.kind === 'cluster' ? actor.clusterId : null, email, stepOf };
      const refused = await countLimits(engine.reader, limits, tried, now);
      return refused && { ...refused.problem, retryAfterSeconds: refused.retryAfterSeconds };
    },
    ready: () => pool`select 1`.then(() => true, () => false),
  });
}
