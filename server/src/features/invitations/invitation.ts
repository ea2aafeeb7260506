/**
 * An offer to one address to join one organization in one role (M07-M09, D03). It is open while `pending` and not past
 * `expiresAt`; every other state is final and allows a new invitation. The mailed secret is known to the mailbox alone.
 */
import type { InvitationId, OrganizationId, UserId } from '../../kernel/id.ts';
import { allowed, conflict, type Verdict } from '../../kernel/verdict.ts';

export type InvitedRole = 'administrator' | 'member';
export type InvitationState = 'pending' | 'accepted' | 'rejected' | 'withdrawn' | 'replaced' | 'ended';

export type Invitation = {
  id: InvitationId;
  organizationId: OrganizationId;
  organizationName: string;
  email: string;
  role: InvitedRole;
  invitedBy: { userId: UserId; email: string; givenName: string; familyName: string };
  sentAt: Date;
  expiresAt: Date;
  state: InvitationState;
  delivery: Delivery;
};

/** How the newest mail of an invitation fared (D10); `error` is a sentence. */
export type Delivery = { state: 'queued' | 'delivered' | 'failed'; error: string | null };

export const queued: Delivery = { state: 'queued', error: null };

export type NewInvitation = Pick<Invitation, 'id' | 'organizationId' | 'email' | 'role' | 'sentAt' | 'expiresAt'> & {
  invitedBy: UserId;
  tokenHash: string;
};

const lifetimeMs = 7 * 24 * 60 * 60 * 1000; // D03
export const expiryOf = (sentAt: Date): Date => new Date(sentAt.getTime() + lifetimeMs);

/** What a person sees of the state: an open one that is too old is expired. */
export function shownState(invitation: Pick<Invitation, 'state' | 'expiresAt'>, now: Date): 'pending' | 'expired' | 'closed' {
  if (invitation.state !== 'pending') return 'closed';
  return invitation.expiresAt.getTime() > now.getTime() ? 'pending' : 'expired';
}

export const endedSentence = 'This invitation ended, because who sent it may no longer invite. Ask for a new one.';

export function canAnswer(invitation: Pick<Invitation, 'state' | 'expiresAt'>, now: Date): Verdict {
  const shown = shownState(invitation, now);
  if (shown === 'pending') return allowed;
  if (shown === 'expired') return conflict('This invitation has expired. Ask for a new one.');
  const because: Record<Exclude<InvitationState, 'pending'>, string> = {
    accepted: 'This invitation has already been accepted.',
    rejected: 'This invitation has already been rejected.',
    withdrawn: 'This invitation has been withdrawn.',
    replaced: 'This invitation has been replaced by a newer one. Open the newer mail.',
    ended: endedSentence,
  };
  return conflict(because[invitation.state as Exclude<InvitationState, 'pending'>]);
}

/** What can be asked of an invitation that the inviter's side sees: only an open one (expired included). */
export const canChange = (invitation: Pick<Invitation, 'state'>): Verdict =>
  invitation.state === 'pending' ? allowed : conflict('This invitation is no longer open.');
