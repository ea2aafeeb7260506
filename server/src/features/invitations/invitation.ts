/**
 * An offer to one address to join one organization in one role (M07-M09, D03). It is open while `pending` and not past
 * `expiresAt`; every other state is final and allows a new invitation. The mailed secret is known to the mailbox alone;
 * a copied link has a secret of its own, which opens the invitation and proves nothing.
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
  message: string | null;
  invitedBy: { userId: UserId; email: string; givenName: string; familyName: string };
  sentAt: Date;
  expiresAt: Date;
  /** By the clock of the database, which also set the instant. */
  expired: boolean;
  state: InvitationState;
  delivery: Delivery;
};

/** How the newest mail of an invitation fared (D10); `error` is a sentence. */
export type Delivery = { state: 'queued' | 'delivered' | 'failed'; error: string | null };

export const queued: Delivery = { state: 'queued', error: null };

/** When it is sent and ends is for the database to say. */
export type NewInvitation = Pick<Invitation, 'id' | 'organizationId' | 'email' | 'role' | 'message'> & {
  invitedBy: UserId;
  tokenHash: string;
};

/** When a letter went out and when its invitation ends: seven days later (D03). */
export type Sent = Pick<Invitation, 'sentAt' | 'expiresAt'>;

/** What was just made, as everybody sees it from now on. */
export function asInvited({ tokenHash: _, invitedBy: userId, ...made }: NewInvitation, sent: Sent, from: { organizationName: string; inviter: Omit<Invitation['invitedBy'], 'userId'> }): Invitation {
  const { email, givenName, familyName } = from.inviter;
  return { ...made, ...sent, organizationName: from.organizationName, invitedBy: { userId, email, givenName, familyName }, expired: false, state: 'pending', delivery: queued };
}

type Open = Pick<Invitation, 'state' | 'expired'>;

/** What a person sees of the state: an open one that is too old is expired. */
export function shownState({ state, expired }: Open): 'pending' | 'expired' | 'closed' {
  if (state !== 'pending') return 'closed';
  return expired ? 'expired' : 'pending';
}

export const endedSentence = 'This invitation ended, because who sent it may no longer invite. Ask for a new one.';

const because: Record<Exclude<InvitationState, 'pending'>, string> = {
  accepted: 'This invitation has already been accepted.',
  rejected: 'This invitation has already been rejected.',
  withdrawn: 'This invitation has been withdrawn.',
  replaced: 'This invitation has been replaced by a newer one. Open the newer mail.',
  ended: endedSentence,
};

export function canAnswer({ state, expired }: Open): Verdict {
  if (state !== 'pending') return conflict(because[state]);
  return expired ? conflict('This invitation has expired. Ask for a new one.') : allowed;
}

/** What can be asked of an invitation that the inviter's side sees: only an open one (expired included). */
export const canChange = ({ state }: Pick<Invitation, 'state'>): Verdict => (state === 'pending' ? allowed : conflict('This invitation is no longer open.'));

/** A link to what nobody can accept any more would only disappoint. */
export const canCopyLink = (invitation: Open): Verdict =>
  shownState(invitation) === 'expired' ? conflict('This invitation has expired. Send it again, then copy a link.') : canChange(invitation);
