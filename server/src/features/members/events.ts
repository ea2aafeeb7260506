/** What is recorded of the change of a member, and of what ends with the authority that it took away. */
import type { Role } from '../../kernel/actor.ts';
import type { DomainEvent } from '../../kernel/event.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import type { Change } from './consequence.ts';
import type { Member } from './member.ts';

export type Why = 'removed' | 'left' | 'suspended' | 'demoted';

export const whyOf: Record<Change, Why> = { removal: 'removed', leaving: 'left', suspension: 'suspended', demotion: 'demoted' };

const inWords: Record<Why, string> = { removed: 'was removed', left: 'left', suspended: 'was suspended', demoted: 'is no longer an administrator' };

type Ended = { organizationId: OrganizationId; why: Why };

export const invitationEnded = ({ organizationId, why }: Ended, ended: { id: string; email: string }): DomainEvent =>
  ({ operation: 'invitations.end', organizationId, subject: ended.id, before: { email: ended.email }, after: { because: `the inviter ${inWords[why]}` } });

export const offerEnded = ({ organizationId, why }: Ended, ended: { id: string; offeredTo: string }): DomainEvent =>
  ({ operation: 'ownership-offers.end', organizationId, subject: ended.id, before: { offeredTo: ended.offeredTo }, after: { because: `the member ${inWords[why]}` } });

export const memberGone = ({ id, organizationId, userId, email, role }: Member, operation: 'members.remove' | 'members.leave'): DomainEvent =>
  ({ operation, organizationId, subject: id, before: { userId, email, role }, after: null });

export const roleGiven = ({ id, organizationId, userId, role: before }: Member, role: Role): DomainEvent =>
  ({ operation: 'members.changeRole', organizationId, subject: id, before: { userId, role: before }, after: { userId, role } });

export const reasonsChanged = ({ id, organizationId, userId, suspendedReasons }: Member, reasons: readonly string[], operation: 'members.suspend' | 'members.reinstate'): DomainEvent =>
  ({ operation, organizationId, subject: id, before: { userId, reasons: [...suspendedReasons] }, after: { userId, reasons: [...reasons] } });
