/**
 * One person's place in one organization. Exactly one member of an organization is its owner (D02).
 * Removal deletes the row and records a removal, so that clusters block on purpose and never by absence (D09).
 */
import type { Role } from '../../kernel/actor.ts';
import type { MemberId, OrganizationId, UserId } from '../../kernel/id.ts';

export type Member = {
  id: MemberId;
  organizationId: OrganizationId;
  userId: UserId;
  email: string;
  givenName: string;
  familyName: string;
  role: Role;
  joinedAt: Date;
};

export type NewMember = Pick<Member, 'id' | 'organizationId' | 'userId' | 'role' | 'joinedAt'> & { invitedBy: UserId | null };
