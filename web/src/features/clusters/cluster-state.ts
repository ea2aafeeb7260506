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
