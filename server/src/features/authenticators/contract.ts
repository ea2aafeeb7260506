import { z } from 'zod';
import { Allowance } from '../../kernel/verdict.ts';

const Password = z.string().min(1, 'Enter your password.').max(1000);
const Code = z.string().max(40).refine((typed) => /^\s*(?:\d\s*){6}$/.test(typed), 'A code has six digits.');
const AnyCode = z.string().min(1, 'Enter the code.').max(60);

export const WithPassword = z.strictObject({ password: Password });
export const WithCode = z.strictObject({ code: Code });
/** `code`: of the app, or a recovery code. */
export const WithBoth = z.strictObject({ password: Password, code: AnyCode });
export const SecondStep = z.strictObject({ code: AnyCode });

export const AuthenticatorView = z
  .object({
    /** `waiting`: begun, and its first code not yet entered; signing in does not ask for it. */
    state: z.enum(['off', 'waiting', 'on']),
    since: z.iso.datetime().nullable(),
    recoveryCodesLeft: z.int(),
    allows: z.object({ create: Allowance, remove: Allowance }),
  })
  .meta({ id: 'Authenticator' });

/** Shown once: null in the answer to a repeated request. `uri` is what the QR code says. */
export const NewAuthenticator = z.object({ secret: z.string().nullable(), uri: z.string().nullable(), replayed: z.string().optional() });
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()).nullable(), replayed: z.string().optional() });
export const SignedIn = z.object({ outcome: z.literal('signed-in'), recoveryCodesLeft: z.int() });
