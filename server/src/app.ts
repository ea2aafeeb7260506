/** Wires features to adapters; with main.ts the only file that knows both. */
import type { AnyEndpoint } from './kernel/endpoint.ts';
import type { Job, Work } from './kernel/job.ts';
import type { Settings } from './kernel/settings.ts';
import * as audit from './features/audit/store.ts';
import { invitationEndpoints } from './features/invitations/routes.ts';
import { sealBody } from './features/mail/body.ts';
import * as mails from './features/mail/store.ts';
import type { Transport } from './features/mail/transport.ts';
import { mailJobs } from './features/mail/workflow.ts';
import { memberEndpoints } from './features/members/routes.ts';
import { organizationEndpoints } from './features/organizations/routes.ts';
import { createEngine } from './platform/engine.ts';
import type { Hub } from './platform/live/hub.ts';
import type { Pool } from './platform/postgres/pool.ts';
import type { Queue } from './platform/queue/queue.ts';
import type { Vault } from './platform/secrets.ts';

/** Everything outside that the product needs; tests give the same things, smaller. */
export type Outside = {
  pool: Pool;
  queue: Queue;
  hub: Hub;
  exclusively: Work['exclusively'];
  vault: Vault;
  transport: Transport;
  settings: Settings;
  clock: () => Date;
  log(message: string, details?: Record<string, unknown>): void;
};

export type Product = {
  endpoints: AnyEndpoint[];
  jobs: Job[];
  engine: ReturnType<typeof createEngine>;
  work: Work;
};

export function endpointsOf(_outside: Pick<Outside, 'vault'>): AnyEndpoint[] {
  return [...organizationEndpoints, ...memberEndpoints, ...invitationEndpoints];
}

export function createProduct(outside: Outside): Product {
  const { vault } = outside;
  const engine = createEngine({
    ...outside,
    appendAudit: audit.append,
    queueMail: (tx, id, mail, now) => mails.queue(tx, { id, ...mail }, sealBody(vault, id, mail), now),
  });
  const work: Work = { within: engine.within, exclusively: outside.exclusively, log: outside.log };
  return { endpoints: endpointsOf(outside), jobs: [...mailJobs(outside)], engine, work };
}
