import type { Actor, Role } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { all, allowed, conflict, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { canAssign } from '../access/assign.ts';
import { isAdministrator, may } from '../access/permissions.ts';
import { canAnswer, canChange, type Invitation, type InvitedRole } from './invitation.ts';

const roleOf = (actor: Actor): Role => (actor.kind === 'user' && actor.membership ? actor.membership.role : 'member');

/** M07, M14 */
export const mayInvite = (actor: Actor, organizationId: OrganizationId, role: InvitedRole): Verdict =>
  all(may(actor, 'invitations.create', organizationId), canAssign(roleOf(actor), null, role));

/** D05: by who sent it while he may still invite, and by owner and administrators. */
export function mayChange(actor: Actor, invitation: Invitation, operation: 'invitations.resend' | 'invitations.withdraw'): Verdict {
  const sentByActor = actor.kind === 'user' && actor.userId === invitation.invitedBy.userId;
  const concerned = isAdministrator(roleOf(actor)) || sentByActor ? allowed : forbidden('Only who sent this invitation, the owner and administrators may do this.');
  const assigns = operation === 'invitations.resend' ? canAssign(roleOf(actor), null, invitation.role) : allowed;
  return all(may(actor, operation, invitation.organizationId), concerned, assigns, canChange(invitation));
}

/** Who is invited already, or is a member, or is oneself, is told so. */
export function canReceive(email: string, facts: { actorEmail: string; memberEmail: string | null }): Verdict {
  if (email === facts.actorEmail) return conflict('This is your own address, and you are a member already.');
  if (facts.memberEmail) return conflict(`${facts.memberEmail} is a member of this organization already.`);
  return allowed;
}

/** D03: only the verified address that it was sent to answers; the store finds it by that address. */
export const mayAnswer = (actor: Actor, invitation: Invitation, now: Date): Verdict =>
  actor.kind === 'user' && actor.email === invitation.email ? canAnswer(invitation, now) : forbidden('This invitation was sent to another address.');

/** Whether the inviter could still give this role at the moment of acceptance. */
export function canStillGive(inviter: { role: Role } | null, permissions: { membersCanInvite: boolean }, role: InvitedRole): Verdict {
  const entitled = inviter && (isAdministrator(inviter.role) || permissions.membersCanInvite);
  if (!inviter || !entitled || !canAssign(inviter.role, null, role).ok) {
    return conflict('This invitation ended, because who sent it may no longer invite. Ask for a new one.');
  }
  return allowed;
}
