/** Who may do what with a cluster; each with when it can be done. */
import type { Actor } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { all, type Verdict } from '../../kernel/verdict.ts';
import { may } from '../access/permissions.ts';
import { can, type Cluster } from './cluster.ts';

export const mayList = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'clusters.list', organizationId);

/** M15, D04. */
export const mayCreate = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'clusters.create', organizationId);

export const mayRead = (actor: Actor, cluster: Cluster): Verdict => may(actor, 'clusters.read', cluster.organizationId);

/** M10: starting and stopping stay open to every member. */
export const mayStart = (actor: Actor, cluster: Cluster): Verdict =>
  all(may(actor, 'clusters.start', cluster.organizationId), can.start(cluster));

export const mayStop = (actor: Actor, cluster: Cluster): Verdict =>
  all(may(actor, 'clusters.stop', cluster.organizationId), can.stop(cluster));

/** M15. */
export const mayTerminate = (actor: Actor, cluster: Cluster): Verdict =>
  all(may(actor, 'clusters.terminate', cluster.organizationId), can.terminate(cluster));

/** M15 by D05. */
export const mayRetry = (actor: Actor, cluster: Cluster): Verdict =>
  all(may(actor, 'clusters.retry', cluster.organizationId), can.retry(cluster));

/** M10: every member opens it; what he is there, his membership says. */
export const mayOpen = (actor: Actor, cluster: Cluster): Verdict => all(mayRead(actor, cluster), can.open(cluster));

/** M16: opening and closing alike. */
export const mayUpdateServices = (actor: Actor, cluster: Cluster): Verdict =>
  all(may(actor, 'clusters.updateServices', cluster.organizationId), can.updateServices(cluster));
