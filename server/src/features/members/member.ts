/**
 * One person's place in one organization. Exactly one member of an organization is its owner (D02).
 * Removal deletes the row and records a removal, so that clusters block on purpose and never by absence (D09).
 * A suspended member keeps the row and the seat and has no authority (D11); reasons are a set, and people set only one of them.
 */
import type { Role } from '../../kernel/actor.ts';
import type { MemberId, OrganizationId, UserId } from '../../kernel/id.ts';
import { allowed, conflict, type Verdict } from '../../kernel/verdict.ts';

export type Member = {
  id: MemberId;
  organizationId: OrganizationId;
  userId: UserId;
  email: string;
  givenName: string;
  familyName: string;
  role: Role;
  joinedAt: Date;
  version: number;
  /** The name of who invited. */
  invitedBy: string | null;
  /** When a session that still exists was last used. */
  lastActiveAt: Date | null;
  /** The password alone does not sign this person in. A passkey beside it changes nothing about that. */
  twoSteps: boolean;
  /** The name of who gave the present role; null also where the operator did. */
  roleChangedBy: string | null;
  roleChangedAt: Date | null;
  suspendedReasons: readonly string[];
  suspendedAt: Date | null;
  /** The name of who suspended. */
  suspendedBy: string | null;
  suspensionNote: string | null;
};

export type NewMember = Pick<Member, 'id' | 'organizationId' | 'userId' | 'role' | 'joinedAt'> & { invitedBy: UserId | null };

/** The one reason that people set and lift; others come from outside and end there. */
export const byAdministrator = 'administrator';

type Suspended = Pick<Member, 'givenName' | 'suspendedReasons'>;

export const canSuspend = ({ givenName, suspendedReasons }: Suspended): Verdict =>
  suspendedReasons.includes(byAdministrator) ? conflict(`${givenName} is suspended already.`) : allowed;

export function canReinstate({ givenName, suspendedReasons }: Suspended): Verdict {
  if (suspendedReasons.includes(byAdministrator)) return allowed;
  return conflict(suspendedReasons.length === 0 ? `${givenName} is not suspended.` : `${givenName} was not suspended by a person; what suspended ${givenName} has to end by itself.`);
}

/** What is left of the reasons after one is lifted: nothing gives access back while another stands (D11). */
export const reasonsWithout = (reasons: readonly string[], lifted: string): string[] => reasons.filter((reason) => reason !== lifted);

/** As the member is once what a person gave is lifted. */
export function reinstated(member: Member): Member {
  const suspendedReasons = reasonsWithout(member.suspendedReasons, byAdministrator);
  const suspendedAt = suspendedReasons.length > 0 ? member.suspendedAt : null;
  return { ...member, suspendedReasons, suspendedAt, suspendedBy: null, suspensionNote: null, version: member.version + 1 };
}
