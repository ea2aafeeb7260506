/** Who may give which role to whom. Every path that gives a role asks here: invite, re-send, accept, change. */
import type { Actor, Role } from '../../kernel/actor.ts';
import { allowed, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { isAdministrator, roleOf } from './permissions.ts';

/**
 * @param giver the role of who gives, as it is now
 * @param present the role that the person has; null for somebody who is not a member yet
 * @param next the role to be given
 */
export function canAssign(giver: Role, present: Role | null, next: Role): Verdict {
  if (next === 'owner' || present === 'owner') return forbidden('The owner stays the owner until the ownership is offered to somebody and accepted.'); // D02
  if (isAdministrator(giver)) return allowed; // M17, M18
  if (next === 'administrator') return forbidden('Only the owner and administrators may invite administrators.'); // M14
  return present === null ? allowed : forbidden('Only the owner and administrators of this organization may change roles.');
}

/** The same for who asks now: an API key makes no administrators, whatever its role. */
export function mayAssign(actor: Actor, present: Role | null, next: Role): Verdict {
  if (actor.kind === 'user' && actor.key && next !== 'member') return forbidden('An API key never makes anybody an administrator. A person has to, signed in to the dashboard.');
  return canAssign(roleOf(actor), present, next);
}
