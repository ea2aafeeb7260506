/** What must be done on a cluster so that what it shows becomes what is wanted: one step per difference, on our accounts alone (D09). */
import type { UserId } from '../../kernel/id.ts';
import { accessOf, accountOf, sameEmail, type ClusterAccount } from './account.ts';
import type { HopsworksAccount } from './hopsworks.ts';
import type { WantedAccount } from './wanted.ts';

type ClusterRole = 'HOPS_ADMIN' | 'HOPS_USER';

export type AccountStep =
  | { kind: 'create'; userId: UserId; email: string; givenName: string; familyName: string }
  | { kind: 'set-role'; userId: UserId; accountNumber: number; role: ClusterRole }
  | { kind: 'activate'; userId: UserId; accountNumber: number }
  | { kind: 'block'; userId: UserId; accountNumber: number; email: string };

export type Difference = {
  steps: AccountStep[];
  /** People whose address another account holds; it is named and left alone. */
  conflicts: { userId: UserId; because: string }[];
};

/**
 * At most one step per person, so that each is confirmed by the next look. A role is set before an account is
 * activated, so that nobody comes back with more than he may have.
 */
export function difference(wanted: readonly WantedAccount[], rows: readonly ClusterAccount[], accounts: readonly HopsworksAccount[]): Difference {
  const byUser = new Map(rows.map((row) => [row.userId, row]));
  const result: Difference = { steps: [], conflicts: [] };
  for (const person of wanted) {
    const row = byUser.get(person.userId);
    const account = row ? accountOf(row, accounts) : null;
    const step = account ? correction(person, account) : absence(person, row, accounts);
    if (step && 'because' in step) result.conflicts.push(step);
    else if (step) result.steps.push(step);
  }
  return result;
}

function absence(person: WantedAccount, row: ClusterAccount | undefined, accounts: readonly HopsworksAccount[]): AccountStep | Difference['conflicts'][number] | null {
  if (person.wanted === 'absent' || person.wanted === 'blocked') return null;
  const email = row?.email ?? person.email;
  const holder = accounts.find((account) => sameEmail(account.email, email));
  if (holder?.kind === 'local') {
    return { userId: person.userId, because: 'A local account on the cluster already has this e-mail address. It is left alone; somebody with access to the cluster can remove or rename it.' };
  }
  return { kind: 'create', userId: person.userId, email, givenName: person.givenName, familyName: person.familyName };
}

function correction({ userId, wanted }: WantedAccount, account: HopsworksAccount): AccountStep | null {
  if (wanted === 'blocked' || wanted === 'absent') { // absent is wanted of removed people alone, and only while none was found
    return accessOf(account) === 'blocked' ? null : { kind: 'block', userId, accountNumber: account.id, email: account.email };
  }
  const isAdministrator = account.roles.includes('HOPS_ADMIN');
  const role: ClusterRole = wanted === 'administrator' ? 'HOPS_ADMIN' : 'HOPS_USER';
  const hasRole = wanted === 'administrator' ? isAdministrator : !isAdministrator && account.roles.includes('HOPS_USER');
  if (!hasRole) return { kind: 'set-role', userId, accountNumber: account.id, role };
  return accessOf(account) === wanted ? null : { kind: 'activate', userId, accountNumber: account.id };
}

/** The accounts that are not ours: listed, and left alone. */
export function othersOf(rows: readonly ClusterAccount[], accounts: readonly HopsworksAccount[]): HopsworksAccount[] {
  const ours = new Set(rows.map((row) => accountOf(row, accounts)?.id));
  return accounts.filter(({ id }) => !ours.has(id));
}

export type BlockFacts = {
  /** People with a removal in the audit log. */
  audited: ReadonlySet<UserId>;
  /** Addresses that an administrator named after the last pass stopped. */
  confirmed: ReadonlySet<string>;
  /** How many accounts of ours the cluster has. */
  total: number;
};

/**
 * D09: more than five people and more than a fifth of a cluster are not blocked at once without a removal in the audit
 * log for each. What is held is not done, and waits for an administrator; the rest goes on.
 */
export function guardBlocks(steps: readonly AccountStep[], { audited, confirmed, total }: BlockFacts): { steps: AccountStep[]; held: string[] } {
  const unexplained = steps.filter((step) => step.kind === 'block' && !audited.has(step.userId) && !confirmed.has(step.email));
  if (unexplained.length <= 5 || unexplained.length * 5 <= total) return { steps: [...steps], held: [] };
  return { steps: steps.filter((step) => !unexplained.includes(step)), held: unexplained.flatMap((step) => (step.kind === 'block' ? [step.email] : [])) };
}
