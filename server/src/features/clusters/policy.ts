/** Who may do what with a cluster; each with when it can be done. */
import type { Actor } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { all, allowed, conflict, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { isAdministrator, may } from '../access/permissions.ts';
import { can, type Cluster } from './cluster.ts';

export const mayList = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'clusters.list', organizationId);

export const mayListVersions = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'clusters.listVersions', organizationId);

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

export type PasswordFacts = { kept: boolean; changedAt: Date | null; resetWantedAt: Date | null };

/** D08: the owner and administrators; the creator until the password is first changed. */
export const mayRevealPassword = (actor: Actor, cluster: Cluster, password: PasswordFacts): Verdict =>
  all(mayKnowPassword(actor, cluster, password), canRevealPassword(cluster, password));

function mayKnowPassword(actor: Actor, cluster: Cluster, password: PasswordFacts): Verdict {
  const member = may(actor, 'clusters.revealPassword', cluster.organizationId);
  if (!member.ok || actor.kind !== 'user' || !actor.membership) return member;
  const isCreator = actor.userId === cluster.createdBy && !password.changedAt && !password.resetWantedAt;
  if (isCreator || isAdministrator(actor.membership.role)) return allowed;
  return forbidden('Only the owner and administrators of this organization may see the administrator password of this cluster.');
}

function canRevealPassword(cluster: Cluster, password: PasswordFacts): Verdict {
  if (cluster.userManagement === 'managed') return conflict('People sign in to this cluster with their own account; it has no shared password.');
  if (password.resetWantedAt) return conflict('The password is being changed because somebody who saw it left. Try again once the cluster has taken the new one.');
  return password.kept ? allowed : conflict('There is no password yet.');
}
