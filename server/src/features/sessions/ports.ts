/** Signed-in browsers, as the identity part keeps them. */
import type { UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { Session, SessionPlace } from './session.ts';

export type SessionPorts = {
  /** Those that still open something, the newest first; at most `limit`. */
  listSessions(tx: Tx, userId: UserId, page: { after: SessionPlace | null; limit: number }, now: Date): Promise<Session[]>;
  findSession(tx: Tx, userId: UserId, sessionId: string, now: Date): Promise<Session | null>;
  /** Also takes from clusters what they hold through it. */
  endSession(tx: Tx, userId: UserId, sessionId: string): Promise<void>;
  /** All but this one; how many they were. */
  endOtherSessions(tx: Tx, userId: UserId, sessionId: string): Promise<number>;
};
