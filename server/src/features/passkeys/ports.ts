/** What passkeys need from the outside. */
import type { UserId } from '../../kernel/id.ts';
import type { RequestFacts, Tx } from '../../kernel/scope.ts';
import type { Allowance } from '../../kernel/verdict.ts';
import type { Step } from '../users/ports.ts';
import type { Passkey } from './passkey.ts';

type Asked = { challenge: string; options: Record<string, unknown> };
/** What a browser gave; only the adapter looks into it. */
export type BrowserAnswer = Readonly<Record<string, unknown>>;

export type PasskeyPorts = {
  /** `true`, or why there can be none at this address. */
  possible: Allowance;
  /** What the browser is asked, and the challenge that its answer must hold. */
  askNew(person: { userId: UserId; email: string; name: string }, known: readonly Pick<Passkey, 'credentialId' | 'transports'>[]): Promise<Asked>;
  /** Null for an answer that does not hold. */
  checkNew(answer: BrowserAnswer, challenge: string): Promise<Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports'> | null>;
  askSignIn(): Promise<Asked>;
  checkSignIn(answer: BrowserAnswer, challenge: string, passkey: Pick<Passkey, 'credentialId' | 'publicKey' | 'counter'>): Promise<{ counter: number } | null>;
  verifyPassword(passwordHash: string, password: string): Promise<boolean>;
  /** When this browser signed in. */
  signedInAt(tx: Tx, userId: UserId, sessionId: string, now: Date): Promise<Date | null>;
  startSession(tx: Tx, userId: UserId, from: { userAgent: string; address: string }, now: Date): Promise<string>;
  /** Returns the cookie by which the browser's answer is known again. */
  beginStep(tx: Tx, step: { purpose: 'passkey-new'; userId: UserId; challenge: string } | { purpose: 'passkey-sign-in'; userId: null; challenge: string }, now: Date): Promise<string>;
  findStep(tx: Tx, purpose: 'passkey-new' | 'passkey-sign-in', request: RequestFacts, now: Date): Promise<Step | null>;
  finishStep(tx: Tx, id: string): Promise<boolean>;
  endOfStepCookie(): string;
};
