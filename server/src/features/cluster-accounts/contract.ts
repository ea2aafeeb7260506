import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { all, allowance, allowed, conflict } from '../../kernel/verdict.ts';
import { stateOf, type Cluster } from '../clusters/cluster.ts';
import { accessOf, type NamedAccount } from './account.ts';
import { heldSentence, type AccountsPass, type OtherAccount } from './pass.ts';
import { mayConfirmBlocks } from './policy.ts';
import { sentenceOf, type ClusterMood } from './sentence.ts';

export const AccountPath = z.strictObject({ organizationId: z.uuid(), clusterId: z.uuid() });

/** `true`, or the sentence to show beside the disabled button. */
const Allowance = z.union([z.literal(true), z.string()]);

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

export const AccountsView = z.object({
  items: z.array(AccountView),
  checkedAt: z.iso.datetime().nullable(),
  /** How many accounts that are not ours the cluster has; at most 200 of them are listed. */
  otherCount: z.number().int(),
  /** D09: blocks that wait for an administrator's word. */
  held: z.object({ people: z.array(z.string()), sentence: z.string() }).nullable(),
  allows: z.object({ confirmBlocks: Allowance }),
});
export type AccountsView = z.input<typeof AccountsView>;

/** Blocks exactly these people, as the page showed them; more or others are asked for again. */
export const ConfirmBlocks = z.strictObject({ organizationId: z.uuid(), clusterId: z.uuid(), people: z.array(z.string().max(254)).min(1).max(5000) });

type Found = { rows: readonly NamedAccount[]; pass: AccountsPass | null };
type ShownCluster = Pick<Cluster, 'wanted' | 'seen' | 'seenPublic' | 'fault' | 'problem' | 'startedAt' | 'organizationId' | 'userManagement'>;

export function accountsView(cluster: ShownCluster, { rows, pass }: Found, { actor, now }: { actor: Actor; now: Date }): AccountsView {
  const state = stateOf(cluster);
  const mood = state === 'running' ? 'running' : cluster.wanted === 'running' ? 'coming-up' : 'stopped';
  const held = pass?.heldBlocks ?? [];
  return {
    items: [...rows.map((row) => ownView(row, { mood, pass, now })), ...(pass?.others ?? []).map((other) => otherView(other, pass?.checkedAt ?? null))],
    checkedAt: pass?.checkedAt?.toISOString() ?? null,
    otherCount: pass?.otherCount ?? 0,
    held: held.length > 0 ? { people: [...held], sentence: heldSentence(held) } : null,
    allows: { confirmBlocks: allowance(all(mayConfirmBlocks(actor, cluster.organizationId), held.length > 0 ? allowed : conflict('Nobody is held back.'))) },
  };
}

function ownView(row: NamedAccount, { mood, pass, now }: { mood: ClusterMood; pass: AccountsPass | null; now: Date }): AccountView {
  const isPending = row.wanted !== row.seen;
  const endsBy = row.sessionEndsBy && row.sessionEndsBy > now && !isPending ? row.sessionEndsBy : null;
  return {
    id: row.id, userId: row.userId, email: row.email, name: `${row.givenName} ${row.familyName}`.trim(), managed: true,
    wanted: row.wanted, seen: row.seen, seenAt: row.seenAt?.toISOString() ?? null, sentence: sentenceOf(row, mood, now),
    sessionEndsBy: endsBy?.toISOString() ?? null,
    nextTryAt: isPending && mood !== 'stopped' ? (pass?.nextAttemptAt?.toISOString() ?? null) : null,
    problem: isPending ? (row.problem ?? (mood === 'stopped' ? null : (pass?.problem ?? null))) : null,
  };
}

function otherView(other: OtherAccount, seenAt: Date | null): AccountView {
  return {
    id: `other-${other.id}`, userId: null, email: other.email, name: `${other.givenName} ${other.familyName}`.trim(), managed: false,
    wanted: null, seen: accessOf(other), seenAt: seenAt?.toISOString() ?? null, sentence: 'not managed here', sessionEndsBy: null, nextTryAt: null, problem: null,
  };
}
