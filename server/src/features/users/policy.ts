import type { Actor } from '../../kernel/actor.ts';
import type { Settings } from '../../kernel/settings.ts';
import { allowed, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { domainOf } from './user.ts';

/** What a registration shows beside its address. */
export type Credentials = {
  /** It carries the secret of an open invitation to this very address, mailed or copied (D03). */
  isInvited: boolean;
  /** It carries the token printed at the start: `free` while nobody has confirmed an address, then `taken`. */
  first: 'free' | 'taken' | null;
};

export function mayRegister(registration: Settings['registration'], email: string, { isInvited, first }: Credentials): Verdict {
  if (registration.kind === 'open' || first === 'free') return allowed;
  if (first === 'taken') return forbidden('The first account of this instance exists already. Sign in with it, or ask a member to invite you.');
  if (registration.kind === 'invited') {
    return isInvited ? allowed : forbidden('Accounts here are made by invitation. Open the link in your invitation mail, and use the address it was sent to.');
  }
  const domain = domainOf(email);
  return registration.domains.some((known) => known.toLowerCase() === domain)
    ? allowed
    : forbidden(`Accounts here are for addresses at ${registration.domains.join(', ')}.`);
}

/** Passwords, second steps, passkeys and sessions are a person's own: a key that leaks must not become the person. */
export const mayChangeSignIn = (actor: Actor): Verdict =>
  actor.kind === 'user' && actor.key === null ? allowed : forbidden('How somebody signs in is changed by that person in a browser, never with an API key.');
