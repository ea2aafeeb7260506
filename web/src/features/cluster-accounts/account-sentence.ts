import type { ClusterAccount } from '../../api/types.ts';
import { formatMoment } from '../../ui/format.ts';

const seenWords = { absent: 'No account', user: 'User', administrator: 'Administrator', blocked: 'Blocked', unknown: 'Not known yet' } as const;
const wantedWords = { absent: 'No account', user: 'User', administrator: 'Administrator', blocked: 'Blocked' } as const;

export const seenWord = (account: Pick<ClusterAccount, 'seen'>): string => seenWords[account.seen];
export const wantedWord = (account: Pick<ClusterAccount, 'wanted'>): string => (account.wanted ? wantedWords[account.wanted] : 'Not managed here');

/** True once the cluster itself showed what is wanted. */
export const isDone = (account: Pick<ClusterAccount, 'wanted' | 'seen'>): boolean => account.wanted === null || account.wanted === account.seen;

/**
 * What to say about an account (D07). A session that was open before the block or the demotion is named with the
 * time it ends at the latest, in the reader's time, and no longer from that instant.
 */
export function accountSentence(account: Pick<ClusterAccount, 'wanted' | 'seen' | 'sentence' | 'sessionEndsBy'>, now: Date, timeZone?: string): string {
  const { sessionEndsBy } = account;
  if (!sessionEndsBy || !isDone(account)) return account.sentence;
  const ended = new Date(sessionEndsBy) <= now;
  const until = formatMoment(sessionEndsBy, now, timeZone);
  if (account.seen === 'blocked') return ended ? 'blocked' : `blocked; a session that was open ends by ${until} at the latest`;
  if (account.seen === 'user') return ended ? 'user' : `user; a session that was open keeps administrator rights until ${until} at the latest`;
  return account.sentence;
}
