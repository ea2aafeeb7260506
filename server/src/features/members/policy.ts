import type { Actor, Role } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { all, allowed, conflict, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { canAssign } from '../access/assign.ts';
import { may, roleOf } from '../access/permissions.ts';
import type { Member } from './member.ts';

type Target = Pick<Member, 'organizationId' | 'userId' | 'role'>;

const isSelf = (actor: Actor, member: Target) => actor.kind === 'user' && actor.userId === member.userId;

export const mayList = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'members.list', organizationId);

/** M12, D05: owner and administrators remove anyone but the owner and themselves. */
export function mayRemove(actor: Actor, member: Target): Verdict {
  const concerned =
    member.role === 'owner' ? conflict('The owner cannot be removed.') : isSelf(actor, member) ? conflict('Nobody removes himself.') : allowed;
  return all(may(actor, 'members.remove', member.organizationId), concerned);
}

/** M17, M18, D05: administrators may promote and demote each other; nobody changes his own role. */
export function mayChangeRole(actor: Actor, member: Target, next: Role): Verdict {
  const self = isSelf(actor, member) ? forbidden('Nobody changes his own role.') : allowed;
  return all(may(actor, 'members.changeRole', member.organizationId), self, canAssign(roleOf(actor), member.role, next));
}
