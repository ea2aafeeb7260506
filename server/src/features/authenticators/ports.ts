/** What two-step sign-in needs from the outside. */
import type { Limit } from '../../kernel/endpoint.ts';
import type { UserId } from '../../kernel/id.ts';
import type { RequestFacts, Tx } from '../../kernel/scope.ts';
import type { Vault } from '../../kernel/vault.ts';
import type { Step } from '../users/ports.ts';

export type AuthenticatorPorts = {
  vault: Vault;
  newTotpSecret(): string;
  /** For a QR code: the secret with the account's name. */
  totpUri(secret: string, email: string): string;
  /** The half minute that a code belongs to; null for a wrong one. */
  totpStepOf(secret: string, code: string, now: Date): number | null;
  newRecoveryCode(): string;
  verifyPassword(passwordHash: string, password: string): Promise<boolean>;
  startSession(tx: Tx, userId: UserId, from: { userAgent: string; address: string }, now: Date): Promise<string>;
  /** Who gave the right password in this browser, minutes ago. */
  findSecondStep(tx: Tx, request: RequestFacts, now: Date): Promise<Step | null>;
  /** False when another request was quicker. */
  finishStep(tx: Tx, id: string): Promise<boolean>;
  /** The cookie that takes the mark of the step away. */
  endOfStepCookie(): string;
  /** Takes back what was counted against this limit: a right code is no failure. */
  forgetTry(tx: Tx, limit: Limit, userId: UserId, now: Date): Promise<void>;
};
