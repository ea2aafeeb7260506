import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { IdPageQuery, pageOf, toPage } from '../../kernel/page.ts';
import { all, Allowance, allowance, allowed, conflict } from '../../kernel/verdict.ts';
import { stateOf, type Cluster } from '../clusters/cluster.ts';
import { ClusterPath } from '../clusters/contract.ts';
import { fullName } from '../users/user.ts';
import { accessOf, type NamedAccount } from './account.ts';
import { emptyPass, heldSentence, type AccountsPass, type OtherAccount } from './pass.ts';
import { mayConfirmBlocks, mayRetry } from './policy.ts';
import { sentenceOf, type ClusterMood } from './sentence.ts';

export const ListAccounts = ClusterPath.extend(IdPageQuery);

const AccountView = z.object({
  id: z.string(),
  userId: z.string().nullable(),
  email: z.string(),
  name: z.string(),
  /** False for accounts that Hopyard did not make; they are listed and left alone (D09). */
  managed: z.boolean(),
  wanted: z.enum(['absent', 'user', 'administrator', 'blocked']).nullable(),
  seen: z.enum(['absent', 'user', 'administrator', 'blocked', 'unknown']),
  seenAt: z.iso.datetime().nullable(),
  /** What to show (D07). */
  sentence: z.string(),
  /** Until then a session that was open before the block or the demotion keeps what it had. */
  sessionEndsBy: z.iso.datetime().nullable(),
  nextTryAt: z.iso.datetime().nullable(),
  problem: z.string().nullable(),
});
export type AccountView = z.input<typeof AccountView>;

/** A page of the accounts that Hopyard made, with what is true of the whole list. */
export const AccountsView = pageOf(AccountView).extend({
  checkedAt: z.iso.datetime().nullable(),
  /** How many accounts that are not ours the cluster has; at most 200 of them are listed, on the first page alone. */
  others: z.object({ count: z.number().int(), items: z.array(AccountView) }),
  /** D09: blocks that wait for an administrator's word. */
  held: z.object({ people: z.array(z.string()), sentence: z.string() }).nullable(),
  allows: z.object({ confirmBlocks: Allowance, retry: Allowance }),
});
export type AccountsView = z.input<typeof AccountsView>;

/** Blocks exactly these people, as the page showed them; more or others are asked for again. */
export const ConfirmBlocks = ClusterPath.extend({ people: z.array(z.string().max(254)).min(1).max(5000) });

/** `rows` were read with one more than `limit`. */
type Found = { rows: NamedAccount[]; limit: number; isFirstPage: boolean; pass: AccountsPass | null };
type ShownCluster = Pick<Cluster, 'userManagement' | 'wanted' | 'seen' | 'seenPublic' | 'fault' | 'problem' | 'startedAt' | 'organizationId' | 'id'>;

export function accountsView(cluster: ShownCluster, { rows, limit, isFirstPage, pass: found }: Found, { actor, now }: { actor: Actor; now: Date }): AccountsView {
  const pass = found ?? emptyPass(cluster.id, cluster.organizationId);
  const held = pass.heldBlocks ?? [];
  const mood = moodOf(cluster);
  return {
    ...toPage(rows, limit, ({ id }) => id, (row) => ownView(row, { mood, pass, now })),
    checkedAt: iso(pass.checkedAt),
    others: { count: pass.otherCount, items: isFirstPage ? pass.others.map((other) => otherView(other, iso(pass.checkedAt))) : [] },
    held: held.length > 0 ? { people: [...held], sentence: heldSentence(held) } : null,
    allows: {
      confirmBlocks: allowance(all(mayConfirmBlocks(actor, cluster.organizationId), held.length > 0 ? allowed : conflict('Nobody is held back.'))),
      retry: allowance(mayRetry(actor, cluster.organizationId, { ...cluster, mood })),
    },
  };
}

export function moodOf(cluster: Omit<ShownCluster, 'userManagement' | 'organizationId' | 'id'>): ClusterMood {
  if (stateOf(cluster) === 'running') return 'running';
  return cluster.wanted === 'running' ? 'coming-up' : 'stopped';
}

type Showing = { mood: ClusterMood; pass: Pick<AccountsPass, 'nextAttemptAt' | 'problem'>; now: Date };

function ownView(row: NamedAccount, showing: Showing): AccountView {
  const { id, userId, email, wanted, seen } = row;
  return {
    id, userId, email, wanted, seen, managed: true,
    name: fullName(row),
    seenAt: iso(row.seenAt),
    sentence: sentenceOf(row, showing.mood, showing.now),
    ...(wanted === seen ? settled(row, showing.now) : waiting(row, showing)),
  };
}

type Waiting = Pick<AccountView, 'sessionEndsBy' | 'nextTryAt' | 'problem'>;

const settled = ({ sessionEndsBy }: NamedAccount, now: Date): Waiting =>
  ({ sessionEndsBy: sessionEndsBy && sessionEndsBy > now ? iso(sessionEndsBy) : null, nextTryAt: null, problem: null });

/** A cluster that does not run is not tried, so nothing went wrong and there is no next try. */
const waiting = ({ problem }: NamedAccount, { mood, pass }: Showing): Waiting =>
  mood === 'stopped' ? { sessionEndsBy: null, nextTryAt: null, problem: null } : { sessionEndsBy: null, nextTryAt: iso(pass.nextAttemptAt), problem: problem ?? pass.problem };

const otherView = (other: OtherAccount, seenAt: string | null): AccountView => ({
  id: `other-${other.id}`, userId: null, email: other.email, name: fullName(other), managed: false,
  wanted: null, seen: accessOf(other), seenAt, sentence: 'not managed here', sessionEndsBy: null, nextTryAt: null, problem: null,
});

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;
