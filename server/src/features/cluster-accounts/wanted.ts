/** From membership to what is wanted on one cluster (M11, M12, M19, D06, D09). */
import type { Role } from '../../kernel/actor.ts';
import type { UserId } from '../../kernel/id.ts';
import { isAdministrator } from '../access/permissions.ts';
import { managesAdministrators } from '../cluster-versions/version.ts';
import type { ClusterAccount, Wanted } from './account.ts';

type Person = { userId: UserId; email: string; givenName: string; familyName: string };
export type Member = Person & { role: Role };
export type WantedAccount = Person & { wanted: Wanted };

/** M19: below 2.6.0, and where the version is not known, administrators are ordinary users. */
export const accessFor = (role: Role, version: string): 'administrator' | 'user' =>
  isAdministrator(role) && managesAdministrators(version) ? 'administrator' : 'user';

/** `blocked`: who was removed, or is suspended. */
type Membership = { members: readonly Member[]; blocked: readonly Person[] };
type Known = { rows: readonly ClusterAccount[]; isThere(row: ClusterAccount): boolean };

/**
 * Everybody for whom an account is wanted one way or another. Blocked is wanted only by a recorded removal or
 * suspension (D11); somebody who is neither member nor that is not in the answer, and what he has is left as it is (D09).
 * @param version of the cluster
 */
export function wantedAccounts({ members, blocked }: Membership, { rows, isThere }: Known, version: string): WantedAccount[] {
  const present = new Set(members.map(({ userId }) => userId));
  const byUser = new Map(rows.map((row) => [row.userId, row]));
  const wanted: WantedAccount[] = members.map(({ role, ...person }) => ({ ...person, wanted: accessFor(role, version) }));
  for (const person of blocked) {
    const row = byUser.get(person.userId);
    if (present.has(person.userId) || !row) continue;
    wanted.push({ userId: person.userId, email: person.email, givenName: person.givenName, familyName: person.familyName, wanted: isThere(row) ? 'blocked' : 'absent' });
  }
  return wanted;
}

export type AccessFacts = { isRunning: boolean; isManaged: boolean; role: Role | null; isSuspended: boolean; version: string };
export type AccessAnswer = { allowed: true; role: 'administrator' | 'user' } | { allowed: false; because: string };

/** What our identity provider asks at every log-in to a cluster (M12, M19). */
export function accessAnswer(facts: AccessFacts | null): AccessAnswer {
  if (!facts || facts.role === null) return { allowed: false, because: 'You are not a member of the organization that this cluster belongs to.' };
  if (facts.isSuspended) return { allowed: false, because: 'Your membership of the organization that this cluster belongs to is suspended.' };
  if (!facts.isManaged) return { allowed: false, because: 'People do not sign in to this cluster with their Hopyard account.' };
  if (!facts.isRunning) return { allowed: false, because: 'This cluster is not running.' };
  return { allowed: true, role: accessFor(facts.role, facts.version) };
}
