/** A key pair on somebody's device, which shows who he is and that he is there: it counts as both steps of signing in. */
import type { PasskeyId, UserId } from '../../kernel/id.ts';
import { conflict, allowed, type Verdict } from '../../kernel/verdict.ts';

export type Passkey = {
  id: PasskeyId;
  userId: UserId;
  name: string;
  credentialId: string;
  publicKey: string;
  /** How often it was used, where the device counts; a copy would count apart. */
  counter: number;
  transports: readonly string[];
  createdAt: Date;
  lastUsedAt: Date | null;
};

export const mostPasskeys = 20;
const recentMs = 10 * 60 * 1000;

/** Who has just signed in need not give the password again. */
export const isRecent = (signedInAt: Date | null, now: Date): boolean => signedInAt !== null && now.getTime() - signedInAt.getTime() < recentMs;

export const canHold = (count: number): Verdict =>
  count < mostPasskeys ? allowed : conflict(`You have ${mostPasskeys} passkeys, and more are not kept. Remove one that you do not use.`);

/** The id of the key that answered, or null when the answer has none. */
export function credentialIdOf(answer: Readonly<Record<string, unknown>>): string | null {
  const id = answer['id'];
  return typeof id === 'string' && /^[A-Za-z0-9_-]{1,1400}$/.test(id) ? id : null;
}
