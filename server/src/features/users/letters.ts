/** The mails of this feature. Links carry the secret in the fragment, which no server or proxy ever logs. */
import type { Mail } from '../../kernel/mail.ts';
import { letter, type Letter } from '../mail/letter.ts';

type Addressee = { email: string; givenName: string };
export type Link = { publicUrl: string; token: string };

const nothingToDo = 'If this was not you, do nothing: without the link nobody can use your address here.';

const personal = (to: Addressee, rest: Omit<Letter, 'to' | 'organizationId' | 'invitationId'>): Mail =>
  letter({ to: to.email, organizationId: null, invitationId: null, ...rest });

/** To whoever changed how to sign in, or let somebody change it. */
export const signInLetter = (to: { email: string }, publicUrl: string, { subject, paragraph }: { subject: string; paragraph: string }): Mail =>
  letter({
    to: to.email, organizationId: null, invitationId: null, subject, heading: subject, paragraphs: [paragraph],
    action: { label: 'Open Hopyard', url: `${publicUrl}/` },
    footnote: 'If this was not you, choose a new password at once and sign out everywhere: somebody else can get into your account.',
  });

export const verifyLetter = (to: Addressee, { publicUrl, token }: Link): Mail =>
  personal(to, {
    subject: 'Confirm your e-mail address',
    heading: `Welcome to Hopyard, ${to.givenName}`,
    paragraphs: ['Confirm that this address is yours, and your account is ready. The link works once, for 24 hours.'],
    action: { label: 'Confirm the address', url: `${publicUrl}/verify#${token}` },
    footnote: nothingToDo,
  });

/** To an account that waits for its confirmation, when the address is registered once more. */
export const stillWaitingLetter = (to: Addressee, { publicUrl, token }: Link): Mail =>
  personal(to, {
    subject: 'Your account waits for its confirmation',
    heading: 'This address has already been registered',
    paragraphs: [
      'Somebody, probably you, registered this address again. The account of the first time still waits to be confirmed, and nothing in it has changed.',
      'The link works once, for 24 hours, and asks for the password of the first time. If you do not know it, choose a new one from the sign-in page ("Forgot the password?"): that confirms the address as well.',
    ],
    action: { label: 'Confirm the address', url: `${publicUrl}/verify#${token}` },
    footnote: nothingToDo,
  });

export const alreadyRegisteredLetter = (to: Addressee, publicUrl: string): Mail =>
  personal(to, {
    subject: 'You already have an account',
    heading: 'You already have an account',
    paragraphs: [
      'Somebody, probably you, tried to register this address again. Nothing has changed: sign in with the password you have.',
      'If you no longer know it, choose a new one from the sign-in page ("Forgot the password?").',
    ],
    action: { label: 'Sign in', url: `${publicUrl}/sign-in` },
    footnote: 'If this was not you, there is nothing to do: your account and its password are as they were.',
  });

export const resetLetter = (to: Addressee, { publicUrl, token }: Link): Mail =>
  personal(to, {
    subject: 'Choose a new password',
    heading: 'Choose a new password',
    paragraphs: ['Somebody, probably you, asked for a new password. The link works once, for one hour. A new password signs you out everywhere.'],
    action: { label: 'Choose a new password', url: `${publicUrl}/reset-password#${token}` },
    footnote: 'If this was not you, do nothing: the password stays as it is.',
  });

export const passwordChangedLetter = (to: Addressee, publicUrl: string): Mail =>
  personal(to, {
    subject: 'Your password was changed',
    heading: 'Your password was changed',
    paragraphs: ['A new password was chosen through a link that was mailed to this address. You were signed out everywhere.'],
    action: { label: 'Sign in', url: `${publicUrl}/sign-in` },
    footnote: 'If this was not you, somebody can read your mail: secure your mailbox first, then choose a new password here.',
  });

export const ownPasswordChangedLetter = (to: Addressee, publicUrl: string): Mail =>
  personal(to, {
    subject: 'Your password was changed',
    heading: 'Your password was changed',
    paragraphs: ['Somebody who is signed in to your account and knew the old password chose a new one. Every other browser was signed out.'],
    action: { label: 'Sign in', url: `${publicUrl}/sign-in` },
    footnote: 'If this was not you, choose a new password from the sign-in page at once ("Forgot the password?"): that signs out everybody.',
  });
