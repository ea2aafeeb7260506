import type { Actor, Role } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { all, allowed, conflict, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { mayAssign } from '../access/assign.ts';
import { isPerson } from '../access/person.ts';
import { may, type OrganizationOperation } from '../access/permissions.ts';
import { canReinstate, canSuspend, type Member } from './member.ts';

type Target = Pick<Member, 'organizationId' | 'userId' | 'role'>;
type SuspensionTarget = Target & Pick<Member, 'givenName' | 'suspendedReasons'>;

const isSelf = (actor: Actor, member: Target) => isPerson(actor, member.userId);

export const mayList = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'members.list', organizationId);
export const mayExport = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'members.export', organizationId);
export const mayListFormer = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'members.listFormer', organizationId);

/** For several at once: whether the actor may do so at all; each of them is asked about again. */
export const mayMany = (operation: OrganizationOperation) => (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, operation, organizationId);

/** M12, D05: owner and administrators remove anyone but the owner and themselves. */
export function mayRemove(actor: Actor, member: Target): Verdict {
  const concerned =
    member.role === 'owner' ? conflict('The owner cannot be removed.') : isSelf(actor, member) ? conflict('You cannot remove yourself. Leave the organization instead.') : allowed;
  return all(may(actor, 'members.remove', member.organizationId), concerned);
}

/** D02: everybody but the owner may go. */
export function mayLeave(actor: Actor, member: Target): Verdict {
  const owner = member.role === 'owner' ? conflict('You own this organization. Offer the ownership to somebody first, or delete the organization.') : allowed;
  return all(may(actor, 'members.leave', member.organizationId), owner);
}

/** D11: owner and administrators suspend anyone but the owner and themselves. */
export function maySuspend(actor: Actor, member: SuspensionTarget): Verdict {
  const concerned =
    member.role === 'owner' ? conflict('The owner cannot be suspended.') : isSelf(actor, member) ? conflict('You cannot suspend yourself.') : allowed;
  return all(may(actor, 'members.suspend', member.organizationId), concerned, canSuspend(member));
}

/** D11. A key that was left to live on for a day gives nothing back to who made it, and knows its secret. */
export function mayReinstate(actor: Actor, member: SuspensionTarget): Verdict {
  const byOwnKey = actor.kind === 'user' && actor.key && actor.userId === member.userId ? forbidden('An API key does not reinstate who made it. A person has to.') : allowed;
  return all(may(actor, 'members.reinstate', member.organizationId), byOwnKey, canReinstate(member));
}

/** M17, M18, D05: administrators may promote and demote each other; nobody changes his own role. */
export function mayChangeRole(actor: Actor, member: Target, next: Role): Verdict {
  const self = isSelf(actor, member) ? forbidden('You cannot change your own role.') : allowed;
  return all(may(actor, 'members.changeRole', member.organizationId), self, mayAssign(actor, member.role, next));
}

export function mayPreviewDemotion(actor: Actor, member: Target & Pick<Member, 'givenName'>): Verdict {
  return all(mayChangeRole(actor, member, 'member'), member.role === 'member' ? conflict(`${member.givenName} is an ordinary member already.`) : allowed);
}
