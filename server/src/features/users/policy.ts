import type { Settings } from '../../kernel/settings.ts';
import { allowed, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { domainOf } from './user.ts';

/** What a registration shows beside its address. */
export type Credentials = {
  /** It carries the mailed secret of an open invitation to this very address (D03). */
  isInvited: boolean;
  /** It carries the token printed at the first start, and there is nobody yet. */
  isFirst: boolean;
};

export function mayRegister(registration: Settings['registration'], email: string, { isInvited, isFirst }: Credentials): Verdict {
  if (registration.kind === 'open' || isFirst) return allowed;
  if (registration.kind === 'invited') {
    return isInvited ? allowed : forbidden('Accounts here are made by invitation. Open the link in your invitation mail, and use the address it was sent to.');
  }
  const domain = domainOf(email);
  return registration.domains.some((known) => known.toLowerCase() === domain)
    ? allowed
    : forbidden(`Accounts here are for addresses at ${registration.domains.join(', ')}.`);
}
