import type { Actor, Role } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { all, allowed, conflict, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { canAssign } from '../access/assign.ts';
import { isAdministrator, may, roleOf } from '../access/permissions.ts';
import { canAnswer, canChange, endedSentence, shownState, type Invitation, type InvitedRole } from './invitation.ts';

const isSender = (actor: Actor, { invitedBy }: Invitation): boolean => actor.kind === 'user' && actor.userId === invitedBy.userId;

export const mayList = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'invitations.list', organizationId);

/** M07, M14 */
export const mayInvite = (actor: Actor, organizationId: OrganizationId, role: InvitedRole): Verdict =>
  all(may(actor, 'invitations.create', organizationId), canAssign(roleOf(actor), null, role));

/** D05: by who sent it while he may still invite, and by owner and administrators. */
export function mayChange(actor: Actor, invitation: Invitation, operation: 'invitations.resend' | 'invitations.withdraw'): Verdict {
  const concerned = isAdministrator(roleOf(actor)) || isSender(actor, invitation) ? allowed : forbidden('Only who sent this invitation, the owner and administrators may do this.');
  const assigns = operation === 'invitations.resend' ? canAssign(roleOf(actor), null, invitation.role) : allowed;
  return all(may(actor, operation, invitation.organizationId), concerned, assigns, canChange(invitation));
}

/** D03, D05: inviting again replaces what is open, so an ordinary member does it only to what he sent himself. Expired, it is in nobody's way. */
export const mayReplace = (actor: Actor, open: Invitation | null, now: Date): Verdict =>
  !open || shownState(open, now) !== 'pending' || isAdministrator(roleOf(actor)) || isSender(actor, open)
    ? allowed
    : forbidden(`${open.email} is invited already. Only who sent that invitation, the owner and administrators may replace it.`);

/** A member is not invited again, nor is oneself. */
export function canReceive(email: string, facts: { actorEmail: string; memberEmail: string | null }): Verdict {
  if (email === facts.actorEmail) return conflict('This is your own address, and you are a member already.');
  if (facts.memberEmail) return conflict(`${facts.memberEmail} is a member of this organization already.`);
  return allowed;
}

/** D03: only the verified address that it was sent to answers; the store finds it by that address. */
export function mayAnswer(actor: Actor, invitation: Invitation, now: Date): Verdict {
  if (actor.kind !== 'user' || actor.email !== invitation.email) return forbidden('This invitation was sent to another address.');
  return canAnswer(invitation, now);
}

/** Nobody joins twice: an address may have been invited before its owner joined under another one. */
export const canJoin = (actor: Actor, invitation: Invitation): Verdict =>
  actor.kind === 'user' && actor.membership?.organizationId === invitation.organizationId ? conflict('You are a member of this organization already.') : allowed;

/** Whether the inviter could still give this role at the moment of acceptance. */
export function canStillGive(inviter: { role: Role } | null, permissions: { membersCanInvite: boolean }, role: InvitedRole): Verdict {
  const entitled = inviter && (isAdministrator(inviter.role) || permissions.membersCanInvite);
  if (!inviter || !entitled || !canAssign(inviter.role, null, role).ok) {
    return conflict(endedSentence);
  }
  return allowed;
}
