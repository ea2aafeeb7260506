/** The mails of this feature. Links carry the secret in the fragment, which no server or proxy ever logs. */
import type { Mail } from '../../kernel/mail.ts';
import { letter } from '../mail/letter.ts';
import { fullName } from '../users/user.ts';
import type { Invitation, InvitedRole } from './invitation.ts';

type Invited = Pick<Invitation, 'id' | 'organizationId' | 'organizationName' | 'email' | 'role' | 'message' | 'expiresAt'> & {
  invitedBy: { givenName: string; familyName: string };
};

const roleInWords: Record<InvitedRole, string> = { administrator: 'an administrator', member: 'a member' };

/** Where an invitation is answered; the secret is the mailed or the copied one. */
export const invitationUrl = ({ publicUrl, token }: { publicUrl: string; token: string }): string => `${publicUrl}/invitation#${token}`;

export function invitationLetter(invitation: Invited, link: { publicUrl: string; token: string }): Mail {
  const inviter = fullName(invitation.invitedBy);
  return letter({
    to: invitation.email,
    subject: `${inviter} invites you to ${invitation.organizationName}`,
    heading: `Join ${invitation.organizationName}`,
    paragraphs: [
      `${inviter} invites you to join ${invitation.organizationName} on Hopyard as ${roleInWords[invitation.role]}. Its members share their Hopsworks clusters.`,
      `Nothing is shared until you accept. The invitation is open until ${invitation.expiresAt.toISOString().slice(0, 10)}.`,
    ],
    ...(invitation.message === null ? {} : { quote: { by: inviter, text: invitation.message } }),
    action: { label: 'See the invitation', url: invitationUrl(link) },
    footnote: 'If you do not know who invites you, do nothing: the invitation ends by itself.',
    organizationId: invitation.organizationId,
    invitationId: invitation.id,
  });
}
