import type { OrganizationId } from '../../kernel/id.ts';
import type { Mail } from '../../kernel/mail.ts';
import { letter } from '../mail/letter.ts';
import { fullName } from '../users/user.ts';

type Gone = { id: OrganizationId; name: string; deletedBy: { givenName: string; familyName: string } };

/** To everybody who was a member, so that nobody wonders where it is. */
export function deletionLetter(to: string, { id, name, deletedBy }: Gone, publicUrl: string): Mail {
  return letter({
    to,
    subject: `${name} was deleted`,
    heading: `${name} was deleted`,
    paragraphs: [
      `${fullName(deletedBy)} deleted the organization ${name} on Hopyard. Nobody is a member of it any more, and its clusters had been terminated before.`,
      'Your account and your other organizations stay as they are.',
    ],
    action: { label: 'Open Hopyard', url: publicUrl },
    organizationId: id,
    invitationId: null,
  });
}
