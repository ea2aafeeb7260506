import { randomBytes } from 'node:crypto';
import type { Identity } from './identity.ts';

export type LogInState = {
  /** The value of the session cookie of the browser that began this log-in. */
  sessionId: string;
  clientRowId: number;
  nonce: string;
  verifier: string | null;
  redirectUri: string;
  startedAt: number;
  /** Kept while the person is asked for consent or an address: the code is used up by then. */
  identity: Identity | null;
};

export type LogInStates = ReturnType<typeof logInStates>;

const lifetimeMs = 3_600_000;
const limit = 10_000;

/** States of single sign-ons under way, in memory; each lives an hour, works for one browser and completes once. */
export function logInStates(now: () => Date) {
  const states = new Map<string, LogInState>();
  const isOver = (state: LogInState): boolean => now().getTime() - state.startedAt >= lifetimeMs;

  const begin = (wish: Omit<LogInState, 'startedAt' | 'identity' | 'nonce'>): { state: string; nonce: string } => {
    for (const [key, state] of states) if (isOver(state) || states.size >= limit) states.delete(key);
    const state = randomBytes(32).toString('base64url');
    const nonce = randomBytes(32).toString('base64url');
    states.set(state, { ...wish, nonce, startedAt: now().getTime(), identity: null });
    return { state, nonce };
  };

  /** Null for a state that is unknown, over, or of another browser. */
  const take = (key: string, sessionId: string | undefined): LogInState | null => {
    const state = states.get(key);
    if (!state || isOver(state) || state.sessionId !== sessionId) return null;
    states.delete(key);
    return state;
  };

  /** Puts a state back that waits for an answer of the person. */
  const keep = (key: string, state: LogInState): void => void states.set(key, state);

  return { begin, take, keep };
}
