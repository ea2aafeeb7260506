import type { InvitationId, OrganizationId } from './id.ts';

/** One letter, ready to send. It is stored with the change that caused it and delivered by a job. */
export type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Whose members page shows it when it cannot be delivered (D10). */
  organizationId: OrganizationId | null;
  invitationId: InvitationId | null;
};
