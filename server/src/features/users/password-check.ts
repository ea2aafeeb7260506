/** A password that is given: a new one must be hard to guess, the present one is asked for before what a borrowed browser must not do. */
import type { Limit } from '../../kernel/endpoint.ts';
import { problem, Refusal } from '../../kernel/problem.ts';
import { passwordFault, type StrengthOf } from './password.ts';

/** One count for everything that asks for the password, so that guesses cannot move from one place to the next. */
export const passwordTries: Limit = { name: 'password-check', per: 'user', max: 10, windowSeconds: 15 * 60 };

/** @param field where the page asked for it. Throws a refusal for another password, and where there is none. */
export async function refuseWrongPassword(hash: string | null, password: string, verify: (hash: string, password: string) => Promise<boolean>, field = 'password'): Promise<void> {
  if (hash !== null && (await verify(hash, password))) return;
  const message = 'This is not your password.';
  throw new Refusal(problem(400, 'wrong-password', message, { fields: [{ field, message }] }));
}

/** Throws a refusal that names what is wrong with a new password. */
export function refuseWeakPassword(password: string, about: { email: string; givenName: string; familyName: string }, strengthOf: StrengthOf): void {
  const fault = passwordFault(password, about, strengthOf);
  if (fault) throw new Refusal(problem(400, 'invalid-input', fault, { fields: [{ field: 'password', message: fault }] }));
}
