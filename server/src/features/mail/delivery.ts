/**
 * A letter on its way. It is `queued` until the mail server took it (`delivered`), refused it for good, or two days
 * have passed (`failed`). It is `cancelled` when what it leads to ended before it could go. Only a queued letter has a body: the body holds links with secrets.
 */
import type { InvitationId, OrganizationId } from '../../kernel/id.ts';

export type QueuedMail = {
  id: string;
  organizationId: OrganizationId | null;
  invitationId: InvitationId | null;
  recipient: string;
  subject: string;
  sealedBody: string;
  attempts: number;
  createdAt: Date;
  nextAttemptAt: Date;
  /** Its invitation ended, expired or was sent again since: the link in it leads nowhere. */
  isMoot: boolean;
};

/** What the transport answered. `because` is a sentence for the organization's administrators, without secrets. */
export type Outcome = { kind: 'delivered' } | { kind: 'rejected'; because: string } | { kind: 'delayed'; because: string };

export type Change =
  | { state: 'delivered'; deliveredAt: Date }
  | { state: 'failed'; lastError: string }
  | { state: 'cancelled' }
  | { state: 'queued'; lastError: string; nextAttemptAt: Date };

const second = 1000;
const hour = 3600 * second;
const pausesMs = [30 * second, 120 * second, 600 * second, hour, 6 * hour];
export const patienceMs = 48 * hour;

/** Decides what an attempt means. `attempts` counts those before this one. */
export function afterAttempt(mail: Pick<QueuedMail, 'attempts' | 'createdAt'>, outcome: Outcome, now: Date): Exclude<Change, { state: 'cancelled' }> {
  if (outcome.kind === 'delivered') return { state: 'delivered', deliveredAt: now };
  if (outcome.kind === 'rejected') return { state: 'failed', lastError: outcome.because };
  const lastChanceAtMs = mail.createdAt.getTime() + patienceMs;
  if (now.getTime() >= lastChanceAtMs) return { state: 'failed', lastError: `${outcome.because} We tried for two days.` };
  const pauseMs = pausesMs[Math.min(mail.attempts, pausesMs.length - 1)] ?? hour;
  return { state: 'queued', lastError: outcome.because, nextAttemptAt: new Date(Math.min(now.getTime() + pauseMs, lastChanceAtMs)) };
}

/** Two jobs may name the same letter: the second finds that it is not its turn. */
export const isDue = (mail: Pick<QueuedMail, 'nextAttemptAt'>, now: Date): boolean => mail.nextAttemptAt.getTime() <= now.getTime();
