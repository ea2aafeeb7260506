import type { Mail } from '../../kernel/mail.ts';
import { letter } from '../mail/letter.ts';

type About = { email: string; name: string; publicUrl: string };

const personal = ({ email, publicUrl }: About, subject: string, paragraph: string): Mail =>
  letter({
    to: email, organizationId: null, invitationId: null, subject, heading: subject, paragraphs: [paragraph],
    action: { label: 'Open Hopyard', url: `${publicUrl}/` },
    footnote: 'If this was not you, choose a new password at once and sign out everywhere: somebody else can get into your account.',
  });

export const addedLetter = (about: About): Mail =>
  personal(about, 'A passkey was added', `The passkey “${about.name}” now signs in to your account, without a password and without a code.`);

export const removedLetter = (about: About): Mail => personal(about, 'A passkey was removed', `The passkey “${about.name}” no longer signs in to your account.`);
