import type { Cluster } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';

/** How a state is shown. The words are the ones of the API, which people know from the original. */
export type Tone = 'good' | 'busy' | 'quiet' | 'bad';

const tones: Record<string, Tone> = {
  running: 'good',
  pending: 'busy', initializing: 'busy', starting: 'busy', stopping: 'busy', 'shutting-down': 'busy', updating: 'busy',
  stopped: 'quiet',
  error: 'bad', 'termination-warning': 'bad',
};

export const toneOf = (state: string): Tone => tones[state] ?? 'busy';

/** "Shutting down" */
export const stateWords = (state: string): string => {
  const spaced = state.replaceAll('-', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

/** Whether the way up is under way, so that the progress bar says something. */
export const isComingUp = (state: string): boolean => state === 'pending' || state === 'initializing' || state === 'starting';

/** What of the accounts is not yet as wanted, for the card; null when all is done or nobody could tell. */
export function accountsNews(cluster: Pick<Cluster, 'state' | 'accounts'>): string | null {
  const { accounts, state } = cluster;
  if (!accounts || (state !== 'running' && state !== 'stopped')) return null;
  if (accounts.held > 0) return `${plural(accounts.held, 'block')} waiting for an administrator’s word: see Users.`;
  const until = state === 'stopped' ? ' until its next start, before anybody can log in' : '';
  if (accounts.blockedPending > 0) return `${plural(accounts.blockedPending, 'block')} pending${until}: see Users.`;
  if (accounts.pending === 0) return null;
  const count = plural(accounts.pending, 'account');
  if (state === 'stopped') return `${count} ${accounts.pending === 1 ? 'changes' : 'change'} at its next start, before anybody can log in: see Users.`;
  return `${count} not yet as wanted: see Users.`;
}
