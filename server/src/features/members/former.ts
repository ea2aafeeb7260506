/**
 * Somebody who was removed or left and has not returned. What stands on the clusters is told as they said it themselves:
 * blocked only once it was seen (D07).
 */
import type { Role } from '../../kernel/actor.ts';
import type { ClusterId, OrganizationId, UserId } from '../../kernel/id.ts';
import type { ClusterAccount } from '../cluster-accounts/account.ts';
import { sentenceOf, type ClusterMood } from '../cluster-accounts/sentence.ts';

export type AccountThere = Pick<ClusterAccount, 'wanted' | 'seen' | 'sessionEndsBy' | 'problem'> & {
  userId: UserId; clusterId: ClusterId; clusterName: string; mood: ClusterMood; nextAttemptAt: Date | null;
};

export type Removal = {
  id: string;
  organizationId: OrganizationId;
  userId: UserId;
  email: string;
  givenName: string;
  familyName: string;
  role: Exclude<Role, 'owner'> | null;
  endedAt: Date;
  left: boolean;
  removedBy: { givenName: string; familyName: string } | null;
};

export type Former = Removal & { accounts: readonly AccountThere[] };

type Pending = { clusterId: ClusterId; mood: ClusterMood; name: string; sentence: string; problem: string | null; nextTryAt: string | null };
export type Blocking = { seenBlocked: number; total: number; sentence: string; pending: Pending[] };

/** @param accounts what the person has on the live managed clusters of the organization */
export function blockingOf(accounts: readonly AccountThere[], now: Date): Blocking {
  const pending = accounts.filter(({ seen }) => seen !== 'blocked').map((account) => pendingOf(account, now));
  const [total, seenBlocked] = [accounts.length, accounts.length - pending.length];
  return { seenBlocked, total, pending, sentence: summary(seenBlocked, total) };
}

function summary(seenBlocked: number, total: number): string {
  if (total === 0) return 'has no account on any cluster';
  const clusters = total === 1 ? 'the one cluster' : `all ${total} clusters`;
  return seenBlocked === total ? `blocked on ${clusters} with an account` : `blocked on ${seenBlocked} of ${total} clusters with an account`;
}

function pendingOf(account: AccountThere, now: Date): Pending {
  const { clusterId, clusterName: name, mood } = account;
  const isTried = mood !== 'stopped';
  return {
    clusterId, name, mood,
    sentence: sentenceOf({ ...account, wanted: 'blocked' }, mood, now), // wanted of everybody who is gone, also before the cluster's turn came
    problem: isTried ? account.problem : null,
    nextTryAt: isTried ? (account.nextAttemptAt?.toISOString() ?? null) : null,
  };
}
