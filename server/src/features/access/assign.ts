/** Who may give which role to whom. Every path that gives a role asks here: invite, re-send, accept, change. */
import type { Role } from '../../kernel/actor.ts';
import { allowed, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { isAdministrator } from './permissions.ts';

/**
 * @param giver the role of who gives, as it is now
 * @param present the role that the person has; null for somebody who is not a member yet
 * @param next the role to be given
 */
export function canAssign(giver: Role, present: Role | null, next: Role): Verdict {
  if (next === 'owner' || present === 'owner') return forbidden('The owner stays the owner until he hands ownership over himself.'); // D02
  if (isAdministrator(giver)) return allowed; // M17, M18
  if (next === 'administrator') return forbidden('Only the owner and administrators may invite administrators.'); // M14
  return present === null ? allowed : forbidden('Only the owner and administrators of this organization may change roles.');
}
