import type { Mail } from '../../kernel/mail.ts';
import { signInLetter } from '../users/letters.ts';

type About = { email: string; name: string; publicUrl: string };

export const addedLetter = ({ email, name, publicUrl }: About): Mail =>
  signInLetter({ email }, publicUrl, { subject: 'A passkey was added', paragraph: `The passkey “${name}” now signs in to your account, without a password and without a code.` });

export const removedLetter = ({ email, name, publicUrl }: About): Mail =>
  signInLetter({ email }, publicUrl, { subject: 'A passkey was removed', paragraph: `The passkey “${name}” no longer signs in to your account.` });
