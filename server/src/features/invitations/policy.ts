import type { Actor, Permissions, Role } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { all, allowed, conflict, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { canAssign, mayAssign } from '../access/assign.ts';
import { isPerson } from '../access/person.ts';
import { isAdministrator, may, roleOf } from '../access/permissions.ts';
import { canAnswer, canChange, canCopyLink, endedSentence, shownState, type Invitation, type InvitedRole } from './invitation.ts';

const isSender = (actor: Actor, { invitedBy }: Invitation): boolean => isPerson(actor, invitedBy.userId);

export const mayList = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'invitations.list', organizationId);

/** M07, M14 */
export const mayInvite = (actor: Actor, organizationId: OrganizationId, role: InvitedRole): Verdict =>
  all(may(actor, 'invitations.create', organizationId), mayAssign(actor, null, role));

export type Change = 'invitations.resend' | 'invitations.withdraw' | 'invitations.createLink';

/** D05: by who sent it while he may still invite, and by owner and administrators. */
export function mayChange(actor: Actor, invitation: Invitation, operation: Change): Verdict {
  const concerned = isAdministrator(roleOf(actor)) || isSender(actor, invitation) ? allowed : forbidden('Only who sent this invitation, the owner and administrators may do this.');
  const assigns = operation === 'invitations.withdraw' ? allowed : mayAssign(actor, null, invitation.role);
  const when = operation === 'invitations.createLink' ? canCopyLink(invitation) : canChange(invitation);
  return all(may(actor, operation, invitation.organizationId), concerned, assigns, when);
}

/** D03, D05: inviting again replaces what is open, so an ordinary member does it only to what he sent himself. Expired, it is in nobody's way. */
export const mayReplace = (actor: Actor, open: Invitation | null): Verdict =>
  !open || shownState(open) !== 'pending' || isAdministrator(roleOf(actor)) || isSender(actor, open)
    ? allowed
    : forbidden(`${open.email} is invited already. Only who sent that invitation, the owner and administrators may replace it.`);

/** A member is not invited again, nor is oneself. */
export function canReceive(email: string, facts: { actorEmail: string; memberEmail: string | null }): Verdict {
  if (email === facts.actorEmail) return conflict('This is your own address, and you are a member already.');
  if (facts.memberEmail) return conflict(`${facts.memberEmail} is a member of this organization already.`);
  return allowed;
}

/** D03: only the verified address that it was sent to answers; the store finds it by that address. */
export function mayAnswer(actor: Actor, invitation: Invitation): Verdict {
  if (actor.kind !== 'user' || actor.email !== invitation.email) return forbidden('This invitation was sent to another address.');
  return canAnswer(invitation);
}

const isMember = (actor: Actor, { organizationId }: Invitation): boolean => actor.kind === 'user' && actor.membership?.organizationId === organizationId;

/** Nobody joins twice: an address may have been invited before its owner joined under another one. A suspension is not lifted by joining (D11). */
export function canJoin(actor: Actor, invitation: Invitation): Verdict {
  if (actor.kind === 'user' && actor.suspended) return conflict('Your membership of this organization is suspended. Ask its owner or one of its administrators to reinstate you.');
  return isMember(actor, invitation) ? conflict('You are a member of this organization already.') : allowed;
}

/** Who accepted it, and is a member, only pressed twice. */
export const hasJoined = (actor: Actor, invitation: Invitation): boolean => invitation.state === 'accepted' && isMember(actor, invitation);

export function mayAccept(actor: Actor, invitation: Invitation): Verdict {
  const addressed = actor.kind === 'user' && actor.email === invitation.email;
  return addressed && hasJoined(actor, invitation) ? allowed : all(mayAnswer(actor, invitation), canJoin(actor, invitation));
}

/** Who invited, and what his organization lets him do, as it is at the moment of acceptance. */
export type Authority = {
  organizationDeleted: boolean;
  inviter: { role: Role; suspended: boolean } | null;
  permissions: Pick<Permissions, 'membersCanInvite'>;
};

/** Whether the inviter could still give this role: an invitation never outlives his authority (D05, D11). */
export function canStillGive({ organizationDeleted, inviter, permissions }: Authority, role: InvitedRole): Verdict {
  if (organizationDeleted) return conflict('This organization is gone.');
  const entitled = inviter && !inviter.suspended && (isAdministrator(inviter.role) || permissions.membersCanInvite);
  return inviter && entitled && canAssign(inviter.role, null, role).ok ? allowed : conflict(endedSentence);
}
