/** One pass over the accounts of a cluster: what it left behind, and how it ended. */
import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import { allowed, conflict, type Verdict } from '../../kernel/verdict.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { HopsworksAccount } from './hopsworks.ts';
import type { ClusterMood } from './sentence.ts';

export type PassOutcome =
  | { kind: 'clean' }
  /** The cluster does not run, so it can be told nothing; what is wanted is recorded. */
  | { kind: 'not-asked' }
  /** Something is not as wanted yet; it is tried again. */
  | { kind: 'unclean'; because: string };

/** An account that is not ours, as the cluster listed it (D09). */
export type OtherAccount = Pick<HopsworksAccount, 'id' | 'email' | 'givenName' | 'familyName' | 'status' | 'roles' | 'kind'>;

export type AccountsPass = {
  clusterId: ClusterId;
  organizationId: OrganizationId;
  checkedAt: Date | null;
  problem: string | null;
  attempts: number;
  nextAttemptAt: Date | null;
  /** D09: addresses of people it did not block without being told to. */
  heldBlocks: string[] | null;
  confirmedBlocks: string[] | null;
  others: OtherAccount[];
  otherCount: number;
};

const mostOthers = 200;

export const emptyPass = (clusterId: ClusterId, organizationId: OrganizationId): AccountsPass =>
  ({ clusterId, organizationId, checkedAt: null, problem: null, attempts: 0, nextAttemptAt: null, heldBlocks: null, confirmedBlocks: null, others: [], otherCount: 0 });

/** At most 200 are kept to be listed. */
export function othersToKeep(accounts: readonly HopsworksAccount[]): Pick<AccountsPass, 'others' | 'otherCount'> {
  const others = accounts.slice(0, mostOthers).map(({ id, email, givenName, familyName, status, roles, kind }) => ({ id, email, givenName, familyName, status, roles, kind }));
  return { others, otherCount: accounts.length };
}

export function heldSentence(people: readonly string[]): string {
  return `${people.length} people would be blocked here at once, and the audit log has no removal of them. They are not blocked until the owner or an administrator confirms it.`;
}

export type Retried = Pick<Cluster, 'userManagement' | 'wanted'> & { mood: ClusterMood };

/** Only a cluster that runs can be told anything about its accounts. */
export function canRetry({ userManagement, wanted, mood }: Retried): Verdict {
  if (userManagement === 'unmanaged') return conflict('Hopyard does not manage the accounts of this cluster, so there is nothing to try again.');
  if (wanted === 'terminated') return conflict('The cluster is being terminated.');
  if (mood === 'stopped') return conflict('The cluster is stopped. Its accounts follow at its next start, before anybody can log in.');
  return mood === 'running' ? allowed : conflict('The cluster is not running yet. Its accounts follow before anybody can log in.');
}
