/**
 * What one person has on one cluster: wanted (from membership) and seen (from the cluster's own answer) are two facts (D07).
 * A row exists from the moment we want an account; accounts without a row are not ours and are left alone (D09).
 * It remembers the address and number under which that cluster knows the person, never the present address.
 */
import type { ClusterId, OrganizationId, UserId } from '../../kernel/id.ts';
import type { HopsworksAccount } from './hopsworks.ts';

export type Wanted = 'absent' | 'user' | 'administrator' | 'blocked';
export type Seen = Wanted | 'unknown';

export type ClusterAccount = {
  id: string;
  organizationId: OrganizationId;
  clusterId: ClusterId;
  userId: UserId;
  email: string;
  accountNumber: number | null;
  username: string | null;
  wanted: Wanted;
  wantedAt: Date;
  seen: Seen;
  seenAt: Date | null;
  /** When a block or a demotion was first seen. */
  narrowedSeenAt: Date | null;
  sessionEndsBy: Date | null;
  problem: string | null;
};

/** With the names of today; the address stays the one that the cluster knows. */
export type NamedAccount = ClusterAccount & { givenName: string; familyName: string };

const outOfUse: readonly HopsworksAccount['status'][] = ['blocked', 'deactivated', 'spam'];
const inUse: readonly HopsworksAccount['status'][] = ['activated', 'temporary-password'];

/** What an account may do there. `unknown` where it is neither blocked nor of any use: not activated, or without a role. */
export function accessOf(account: Pick<HopsworksAccount, 'status' | 'roles'>): Exclude<Seen, 'absent'> {
  if (outOfUse.includes(account.status)) return 'blocked';
  if (!inUse.includes(account.status)) return 'unknown';
  if (account.roles.includes('HOPS_ADMIN')) return 'administrator';
  return account.roles.includes('HOPS_USER') ? 'user' : 'unknown';
}

/** The account that belongs to a row: by its number, else one of single sign-on with the very address we made it for. */
export function accountOf(row: Pick<ClusterAccount, 'accountNumber' | 'email'>, accounts: readonly HopsworksAccount[]): HopsworksAccount | null {
  if (row.accountNumber !== null) return accounts.find(({ id }) => id === row.accountNumber) ?? null;
  return accounts.find((account) => account.kind === 'remote' && sameEmail(account.email, row.email)) ?? null;
}

export const sameEmail = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** Somebody removed who has no account there needs no block, and one who turns out to have one does. */
function wantedOf(wanted: Wanted, account: HopsworksAccount | null): Wanted {
  if (wanted === 'blocked' && !account) return 'absent';
  return wanted === 'absent' && account ? 'blocked' : wanted;
}

type Look = { at: Date; sessionEndsBy: Date };

/** The row with what the cluster answered. A block or a demotion that is first seen starts the wait for open sessions. */
export function observe(row: ClusterAccount, account: HopsworksAccount | null, look: Look): ClusterAccount {
  const seen: Seen = account ? accessOf(account) : 'absent';
  const wanted = wantedOf(row.wanted, account);
  const settled = seen === wanted;
  return {
    ...row,
    wanted,
    email: account?.email ?? row.email,
    accountNumber: account?.id ?? row.accountNumber,
    username: account?.username ?? row.username,
    seen,
    seenAt: look.at,
    problem: settled ? null : row.problem,
    ...narrowing(row, seen, look),
  };
}

function narrowing(row: ClusterAccount, seen: Seen, look: Look): Pick<ClusterAccount, 'narrowedSeenAt' | 'sessionEndsBy'> {
  const kept = { narrowedSeenAt: row.narrowedSeenAt, sessionEndsBy: row.sessionEndsBy };
  if (seen === row.seen || seen === 'unknown' || seen === 'absent') return kept;
  const lostAccess = seen === 'blocked' && row.seen !== 'absent';
  const lostAdministration = seen === 'user' && row.seen === 'administrator';
  if (lostAccess || lostAdministration) return { narrowedSeenAt: look.at, sessionEndsBy: look.sessionEndsBy };
  return { narrowedSeenAt: null, sessionEndsBy: null };
}
