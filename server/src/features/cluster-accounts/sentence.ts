/** What the Users tab says of an account (D07): "blocked" only once the cluster itself said so, and with the end of what was open. */
import type { ClusterAccount } from './account.ts';

/** Whether anybody can be on the cluster at all. */
export type ClusterMood = 'running' | 'coming-up' | 'stopped';

type Shown = Pick<ClusterAccount, 'wanted' | 'seen' | 'sessionEndsBy' | 'problem'>;

const atNextStart = 'at its next start, before anybody can log in';
const names = { user: 'ordinary user', administrator: 'administrator', blocked: 'blocked', absent: 'no account' } as const;

export function sentenceOf(account: Shown, cluster: ClusterMood, now: Date): string {
  const { wanted, seen, sessionEndsBy } = account;
  if (wanted !== seen) return pending(account, cluster);
  if (!sessionEndsBy || sessionEndsBy <= now) return names[wanted];
  const until = minuteOf(sessionEndsBy);
  if (wanted === 'blocked') return `blocked; a session that was open ends by ${until} at the latest`;
  return `${names[wanted]}; a session that was open keeps administrator rights until ${until} at the latest`;
}

function pending({ wanted, seen, problem }: Shown, cluster: ClusterMood): string {
  if (cluster === 'stopped') return `${becoming(wanted, seen, 'will be')} ${atNextStart}`;
  if (cluster === 'coming-up') return `${becoming(wanted, seen, 'is being')} before anybody can log in`;
  return problem ? `${becoming(wanted, seen, 'is being')}; the last try did not work` : becoming(wanted, seen, 'is being');
}

function becoming(wanted: Shown['wanted'], seen: Shown['seen'], verb: 'is being' | 'will be'): string {
  if (wanted === 'blocked') return `${verb} blocked`;
  if (wanted === 'absent') return `${verb} left without an account`;
  const name = wanted === 'user' ? 'an ordinary user' : 'an administrator';
  if (seen === 'blocked') return `${verb} unblocked as ${name}`;
  return seen === 'absent' || seen === 'unknown' ? `${verb} given an account as ${name}` : `${verb} made ${name}`;
}

const minuteMs = 60_000;

/** In UTC, rounded up, so that "at the latest" is true; a dashboard shows the instant in its own time zone. */
function minuteOf(instant: Date): string {
  const rounded = new Date(Math.ceil(instant.getTime() / minuteMs) * minuteMs).toISOString();
  return `${rounded.slice(0, 10)} ${rounded.slice(11, 16)} UTC`;
}
