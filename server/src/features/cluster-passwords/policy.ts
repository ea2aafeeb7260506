/** Who may see the administrator password of an unmanaged cluster, and when there is one to see (D08). */
import type { Actor } from '../../kernel/actor.ts';
import { all, allowed, conflict, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { isAdministrator, may } from '../access/permissions.ts';
import type { Cluster } from '../clusters/cluster.ts';

export type PasswordFacts = { kept: boolean; changedAt: Date | null; resetWantedAt: Date | null };
type Owned = Pick<Cluster, 'organizationId' | 'createdBy' | 'userManagement'>;

/** The owner and administrators; the creator until the password is first changed. */
export const mayReveal = (actor: Actor, cluster: Owned, password: PasswordFacts): Verdict =>
  all(mayKnow(actor, cluster, password), canReveal(cluster, password));

function mayKnow(actor: Actor, cluster: Owned, password: PasswordFacts): Verdict {
  const member = may(actor, 'cluster-passwords.reveal', cluster.organizationId);
  if (!member.ok || actor.kind !== 'user' || !actor.membership) return member;
  const isCreator = actor.userId === cluster.createdBy && !password.changedAt && !password.resetWantedAt;
  if (isCreator || isAdministrator(actor.membership.role)) return allowed;
  return forbidden('Only the owner and administrators of this organization may see the administrator password of this cluster.');
}

function canReveal(cluster: Owned, password: PasswordFacts): Verdict {
  if (cluster.userManagement === 'managed') return conflict('People sign in to this cluster with their own account; it has no shared password.');
  if (password.resetWantedAt) return conflict('The password is being changed because somebody who saw it left. Try again once the cluster has taken the new one.');
  return password.kept ? allowed : conflict('There is no password yet.');
}
