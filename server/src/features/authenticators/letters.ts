import type { Mail } from '../../kernel/mail.ts';
import { letter } from '../mail/letter.ts';

type Addressee = { email: string };

const notYou = 'If this was not you, choose a new password at once and sign out everywhere: somebody else can get into your account.';

const personal = (to: Addressee, publicUrl: string, { subject, paragraphs }: { subject: string; paragraphs: string[] }): Mail =>
  letter({ to: to.email, organizationId: null, invitationId: null, subject, heading: subject, paragraphs, action: { label: 'Open Hopyard', url: `${publicUrl}/` }, footnote: notYou });

export const switchedOnLetter = (to: Addressee, publicUrl: string): Mail =>
  personal(to, publicUrl, {
    subject: 'Two-step sign-in is on',
    paragraphs: ['From now on your password alone does not sign in: a code from your authenticator app follows. Keep the recovery codes where you find them without your phone.'],
  });

export const switchedOffLetter = (to: Addressee, publicUrl: string): Mail =>
  personal(to, publicUrl, { subject: 'Two-step sign-in is off', paragraphs: ['From now on your password alone signs in. The recovery codes are good for nothing any more.'] });

export const newRecoveryCodesLetter = (to: Addressee, publicUrl: string): Mail =>
  personal(to, publicUrl, { subject: 'New recovery codes were made', paragraphs: ['The recovery codes that you had are good for nothing any more.'] });

export const recoveryCodeUsedLetter = (to: Addressee, publicUrl: string, left: number): Mail =>
  personal(to, publicUrl, {
    subject: 'A recovery code was used to sign in',
    paragraphs: [`Somebody, probably you, signed in with your password and a recovery code. ${left === 1 ? 'One is left.' : `${left} are left.`} New ones are made on the page Security.`],
  });

export const switchedOffByOperatorLetter = (to: Addressee, publicUrl: string): Mail =>
  personal(to, publicUrl, {
    subject: 'Two-step sign-in was switched off for you',
    paragraphs: ['Whoever runs this Hopyard switched it off, as it is done for people who lost their phone and their recovery codes. Your password alone signs in now; switch it on again on the page Security.'],
  });
