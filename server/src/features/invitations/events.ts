/** What the audit log is told of an invitation. Its message and its secrets are no part of it. */
import type { DomainEvent } from '../../kernel/event.ts';
import type { MemberId, UserId } from '../../kernel/id.ts';
import type { Invitation } from './invitation.ts';

type Told = Pick<Invitation, 'id' | 'organizationId' | 'email' | 'role'>;

const about = ({ id, organizationId }: Told) => ({ organizationId, subject: id });

export const invited = (invitation: Told, replaced: Told | null): DomainEvent => ({
  operation: 'invitations.create', ...about(invitation), before: replaced ? { replaced: replaced.id } : null, after: { email: invitation.email, role: invitation.role },
});

export const resent = (before: Invitation, after: Pick<Invitation, 'expiresAt'>): DomainEvent => ({
  operation: 'invitations.resend', ...about(before), before: { expiresAt: before.expiresAt }, after: { email: before.email, expiresAt: after.expiresAt },
});

export const linkCopied = (invitation: Told): DomainEvent => ({
  operation: 'invitations.createLink', ...about(invitation), before: null, after: { email: invitation.email, role: invitation.role },
});

export const withdrawn = (invitation: Told): DomainEvent => ({
  operation: 'invitations.withdraw', ...about(invitation), before: { email: invitation.email, role: invitation.role }, after: null,
});

export const rejected = (invitation: Told): DomainEvent => ({
  operation: 'invitations.reject', ...about(invitation), before: { email: invitation.email }, after: null,
});

export const accepted = (invitation: Told, member: { memberId: MemberId; userId: UserId }): DomainEvent => ({
  operation: 'invitations.accept', ...about(invitation), before: null, after: { ...member, role: invitation.role },
});
