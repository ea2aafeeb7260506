import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { IdPageQuery, pageOf } from '../../kernel/page.ts';
import { Allowance, allowance } from '../../kernel/verdict.ts';
import { OrganizationPath } from '../organizations/contract.ts';
import { Email } from '../users/contract.ts';
import { shownState, type Invitation } from './invitation.ts';
import { mayChange } from './policy.ts';

const Inviter = z.object({ email: z.string(), givenName: z.string(), familyName: z.string() });
const InvitedRoleName = z.enum(['administrator', 'member']);

export const ListInvitations = OrganizationPath.extend(IdPageQuery);
export const CreateInvitation = OrganizationPath.extend({ email: Email, administrator: z.boolean().default(false) });
export const InvitationPath = OrganizationPath.extend({ invitationId: z.uuid() });
export const ReceivedPath = z.strictObject({ invitationId: z.uuid() });
export const OpenInvitation = z.strictObject({ token: z.string().min(20).max(200) });

export const InvitationView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: InvitedRoleName,
    state: z.enum(['pending', 'expired', 'closed']),
    invitedBy: Inviter,
    sentAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    delivery: z.object({ state: z.enum(['queued', 'delivered', 'failed']), error: z.string().nullable() }),
    allows: z.object({ resend: Allowance, withdraw: Allowance }),
  })
  .meta({ id: 'Invitation' });

export const InvitationPage = pageOf(InvitationView);

const ReceivedView = z.object({
  id: z.uuid(), organizationName: z.string(), invitedBy: Inviter, role: InvitedRoleName, expiresAt: z.iso.datetime(),
});
export const ListReceived = z.strictObject(IdPageQuery);
export const ReceivedPage = pageOf(ReceivedView);

export const OpenedView = ReceivedView.extend({
  state: z.enum(['pending', 'expired', 'closed']),
  email: z.string(),
  registered: z.boolean(),
  /** null when nobody is signed in. */
  yours: z.boolean().nullable(),
});
export const AcceptedView = z.object({ organizationId: z.uuid(), slug: z.string() });

export function invitationView(invitation: Invitation, actor: Actor, now: Date): z.input<typeof InvitationView> {
  const { id, email, role, invitedBy, delivery } = invitation;
  return {
    id, email, role, invitedBy, delivery,
    state: shownState(invitation, now),
    sentAt: invitation.sentAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
    allows: {
      resend: allowance(mayChange(actor, invitation, 'invitations.resend')),
      withdraw: allowance(mayChange(actor, invitation, 'invitations.withdraw')),
    },
  };
}

export function receivedView(invitation: Invitation): z.input<typeof ReceivedView> {
  const { id, organizationName, invitedBy, role } = invitation;
  return { id, organizationName, invitedBy, role, expiresAt: invitation.expiresAt.toISOString() };
}
