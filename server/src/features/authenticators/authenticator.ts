/** Two-step sign-in: after the password, a code that an app makes. Recovery codes stand in when the app is lost. */
import type { UserId } from '../../kernel/id.ts';
import { allowed, conflict, type Verdict } from '../../kernel/verdict.ts';

export type Authenticator = {
  userId: UserId;
  /** Sealed. */
  secret: string;
  /** Null while its first code is awaited: until then signing in asks for nothing. */
  confirmedAt: Date | null;
};

export const recoveryCodesMade = 10;

export const sealedAt = (userId: UserId) => ({ table: 'authenticator', row: userId, organizationId: null });

/** As apps show it, or as people type it: spaces do not count. */
export const plainCode = (typed: string): string => typed.replace(/\s/g, '');

/** As it was shown, whatever its letters and hyphens became on paper. */
export const plainRecoveryCode = (typed: string): string => typed.toLowerCase().replace(/[^a-z0-9]/g, '');

export const isRecoveryCode = (typed: string): boolean => plainRecoveryCode(typed).length === 16;

export function canBegin(present: Pick<Authenticator, 'confirmedAt'> | null): Verdict {
  return present?.confirmedAt ? conflict('Two-step sign-in is on already. Switch it off first to use another app.') : allowed;
}

export function canConfirm(present: Pick<Authenticator, 'confirmedAt'> | null): Verdict {
  if (!present) return conflict('Begin with the QR code.');
  return present.confirmedAt ? conflict('Two-step sign-in is on already.') : allowed;
}

export const canUse = (present: Pick<Authenticator, 'confirmedAt'> | null): Verdict =>
  present?.confirmedAt ? allowed : conflict('Two-step sign-in is off.');
