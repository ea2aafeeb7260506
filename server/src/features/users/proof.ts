/**
 * A secret that was mailed to show whose mailbox it is: to verify an address, or to choose a new password. Stored
 * hashed, good for one use. The mailbox alone does not activate a password: somebody else may have registered there,
 * so verifying also takes the browser that registered or the password itself.
 */
import type { UserId } from '../../kernel/id.ts';
import { allowed, conflict, type Verdict } from '../../kernel/verdict.ts';

export type Purpose = 'verify-address' | 'reset-password';

export type NewProof = {
  id: string;
  purpose: Purpose;
  userId: UserId;
  tokenHash: string;
  /** Hash of the cookie of the browser that registered. */
  browserHash: string | null;
  createdAt: Date;
  expiresAt: Date;
};

export type Proof = Pick<NewProof, 'id' | 'purpose' | 'userId' | 'browserHash' | 'expiresAt'> & { usedAt: Date | null };

const hourMs = 60 * 60 * 1000;
const lifetimeMs: Record<Purpose, number> = { 'verify-address': 24 * hourMs, 'reset-password': hourMs };

export const expiryOf = (purpose: Purpose, createdAt: Date): Date => new Date(createdAt.getTime() + lifetimeMs[purpose]);

const howToRenew: Record<Purpose, string> = {
  'verify-address': 'Sign in, or ask there for a new link.',
  'reset-password': 'Ask for a new one.',
};

export const unknownLink = (purpose: Purpose): string => `This link is not valid. ${howToRenew[purpose]}`;

export function canUse({ purpose, usedAt, expiresAt }: Pick<Proof, 'purpose' | 'usedAt' | 'expiresAt'>, now: Date): Verdict {
  const next = howToRenew[purpose];
  if (usedAt) return conflict(`This link has already been used or replaced by a newer one. ${next}`);
  return expiresAt.getTime() > now.getTime() ? allowed : conflict(`This link has expired. ${next}`);
}
