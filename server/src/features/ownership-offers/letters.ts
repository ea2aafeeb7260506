/** The mails of this feature. Their links lead to the dashboard and carry no secret: who is signed in there is what counts. */
import type { OrganizationId } from '../../kernel/id.ts';
import type { Mail } from '../../kernel/mail.ts';
import { letter } from '../mail/letter.ts';
import { fullName } from '../users/user.ts';
import type { OwnershipOffer } from './ownership-offer.ts';

type Place = { id: OrganizationId; name: string; slug: string };
type Told = Pick<OwnershipOffer, 'offeredBy' | 'offeredTo'>;

const dashboard = ({ slug }: Place, publicUrl: string) => `${publicUrl}/o/${slug}/members`;

export function offerLetter({ offeredBy, offeredTo, expiresAt }: Told & { expiresAt: Date }, organization: Place, publicUrl: string): Mail {
  const owner = fullName(offeredBy);
  return letter({
    to: offeredTo.email,
    subject: `${owner} offers you the ownership of ${organization.name}`,
    heading: `Become the owner of ${organization.name}`,
    paragraphs: [
      `${owner} offers you the ownership of ${organization.name} on Hopyard. If you accept, you are its owner and ${owner} becomes an administrator.`,
      `Nothing changes until you accept. The offer is open until ${expiresAt.toISOString().slice(0, 10)}.`,
    ],
    action: { label: 'See the offer', url: dashboard(organization, publicUrl) },
    footnote: 'If you do not want it, decline it there or do nothing: the offer ends by itself.',
    organizationId: organization.id,
    invitationId: null,
  });
}

export function answerLetter(answer: 'accepted' | 'declined', { offeredBy, offeredTo }: Told, organization: Place, publicUrl: string): Mail {
  const member = fullName(offeredTo);
  return letter({
    to: offeredBy.email,
    subject: `${member} ${answer} the ownership of ${organization.name}`,
    heading: `${member} ${answer} your offer`,
    paragraphs: [
      answer === 'accepted'
        ? `${member} is now the owner of ${organization.name}, and you are one of its administrators.`
        : `${member} does not want to own ${organization.name}. You are still its owner, and may offer it to somebody else.`,
    ],
    action: { label: 'Open the members page', url: dashboard(organization, publicUrl) },
    organizationId: organization.id,
    invitationId: null,
  });
}

type Someone = { email: string; givenName: string; familyName: string };

/** D10: to both, when the operator appointed an owner because the old one is gone. */
export function appointmentLetters({ owner, next }: { owner: Someone; next: Someone }, organization: Place, publicUrl: string): Mail[] {
  const { name } = organization;
  const told = (to: Someone, subject: string, sentence: string) =>
    letter({
      to: to.email, subject, heading: subject,
      paragraphs: [sentence, 'Who runs this installation of Hopyard did this, because the owner was said to be gone. It is written in the audit log of the organization.'],
      action: { label: 'Open the members page', url: dashboard(organization, publicUrl) },
      organizationId: organization.id, invitationId: null,
    });
  return [
    told(next, `You are the owner of ${name} now`, `${fullName(owner)} was the owner of ${name} before, and is one of its administrators now.`),
    told(owner, `${fullName(next)} is the owner of ${name} now`, `You were the owner of ${name} before, and are one of its administrators now. If you are still there, write to who runs this installation.`),
  ];
}
