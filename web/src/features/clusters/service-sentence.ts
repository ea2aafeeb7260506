import type { ClusterService } from '../../api/types.ts';

type Said = { tone: 'good' | 'busy' | 'quiet' | 'bad'; words: string };

/** Wanted and seen are two facts; only what was seen is said to be so. */
export function serviceSentence(service: Pick<ClusterService, 'wanted' | 'seen' | 'error'>, state: string): Said {
  if (service.error) return { tone: 'bad', words: service.error };
  if (service.wanted && service.seen) return { tone: 'good', words: 'Open' };
  if (!service.wanted && !service.seen) return { tone: 'quiet', words: 'Closed' };
  if (!service.wanted) return { tone: 'busy', words: 'Still open; closing' };
  if (state === 'running') return { tone: 'busy', words: 'Opening' };
  return { tone: 'quiet', words: state === 'stopped' ? 'Closed while it is stopped; opens at the next start' : 'Opens once the cluster runs' };
}
