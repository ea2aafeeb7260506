/** What accounts need from the outside. */
import type { UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { StrengthOf } from './password.ts';

/** `second-step`: the password was right. `passkey-…`: a browser was asked something. */
export type StepPurpose = 'second-step' | 'passkey-sign-in' | 'passkey-new';

/** What a browser is in the middle of; it opens nothing. */
export type Step = { id: string; userId: UserId | null; challenge: string | null };

export type UserPorts = {
  hashPassword(password: string): Promise<string>;
  verifyPassword(passwordHash: string, password: string): Promise<boolean>;
  strengthOf: StrengthOf;
  /** Signs in; returns the whole Set-Cookie header. */
  startSession(tx: Tx, userId: UserId, from: { userAgent: string; address: string }, now: Date): Promise<string>;
  /** Notes that the session is used. Seven days from now, at most once a day: the Set-Cookie header to send, or null. */
  extendSession(tx: Tx, session: { sessionId: string; sessionExpiresAt: Date }, now: Date): Promise<string | null>;
  /** Signs out everywhere, clusters included. */
  endSessions(tx: Tx, userId: UserId): Promise<void>;
  /** Signs out everywhere but here. */
  endOtherSessions(tx: Tx, userId: UserId, sessionId: string): Promise<number>;
  /** The cookie that marks the browser of a registration. */
  registrationCookie: { read(cookies: Readonly<Record<string, string>>): string | null; write(value: string): string };
  /** The token printed while there is nobody yet, for the very first account. */
  isFirstAccountToken(token: string): boolean;
  /** Deletes what has expired. */
  sweep(tx: Tx, now: Date): Promise<void>;
};
