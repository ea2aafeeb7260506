import type { Mail } from '../../kernel/mail.ts';
import { signInLetter } from '../users/letters.ts';

type Addressee = { email: string };

export const switchedOnLetter = (to: Addressee, publicUrl: string): Mail =>
  signInLetter(to, publicUrl, {
    subject: 'Two-step sign-in is on',
    paragraph: 'From now on your password alone does not sign in: a code from your authenticator app follows. Keep the recovery codes where you find them without your phone.',
  });

export const switchedOffLetter = (to: Addressee, publicUrl: string): Mail =>
  signInLetter(to, publicUrl, { subject: 'Two-step sign-in is off', paragraph: 'From now on your password alone signs in. The recovery codes are good for nothing any more.' });

export const newRecoveryCodesLetter = (to: Addressee, publicUrl: string): Mail =>
  signInLetter(to, publicUrl, { subject: 'New recovery codes were made', paragraph: 'The recovery codes that you had are good for nothing any more.' });

export const recoveryCodeUsedLetter = (to: Addressee, publicUrl: string, left: number): Mail =>
  signInLetter(to, publicUrl, {
    subject: 'A recovery code was used to sign in',
    paragraph: `Somebody, probably you, signed in with your password and a recovery code. ${left === 1 ? 'One is left.' : `${left} are left.`} New ones are made on the page Security.`,
  });

export const switchedOffByOperatorLetter = (to: Addressee, publicUrl: string): Mail =>
  signInLetter(to, publicUrl, {
    subject: 'Two-step sign-in was switched off for you',
    paragraph: 'Whoever runs this Hopyard switched it off, as it is done for people who lost their phone and their recovery codes. Your password alone signs in now; switch it on again on the page Security.',
  });
