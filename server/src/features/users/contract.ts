import { z } from 'zod';
import { Allowance } from '../../kernel/verdict.ts';
import { OrganizationSummaryView } from '../organizations/contract.ts';
import { longestPassword } from './password.ts';
import { emailFault, normaliseEmail } from './email.ts';
import { cleanPersonName, longestName } from './user.ts';

export const Email = z
  .string()
  .max(320, 'An e-mail address has at most 254 characters.')
  .transform(normaliseEmail)
  .superRefine((email, context) => {
    const fault = emailFault(email);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  });

const name = (missing: string) =>
  z.string().max(200).transform(cleanPersonName).pipe(z.string().min(1, missing).max(longestName, `A name has at most ${longestName} characters.`));
const GivenName = name('Enter your given name.');
const FamilyName = name('Enter your family name.');

// How good it is, is judged when it is chosen; here only what is too long to look at.
const Password = z.string().min(1, 'Enter a password.').max(longestPassword, `A password has at most ${longestPassword} characters.`);
const Token = z.string().min(20, 'This link is not complete.').max(200, 'This link is not valid.');

export const Register = z.strictObject({
  givenName: GivenName,
  familyName: FamilyName,
  email: Email,
  password: Password,
  invitationToken: Token.optional(),
});
export const RegistrationView = z.object({ kind: z.enum(['open', 'invited', 'domains']), domains: z.array(z.string()) });
export const Registered = z.object({ outcome: z.enum(['check-mail', 'signed-in']) });

export const Verify = z.strictObject({ token: Token, password: Password.optional() });
export const ByEmail = z.strictObject({ email: Email });
export const ResetPassword = z.strictObject({ token: Token, password: Password });
export const ChangePassword = z.strictObject({ currentPassword: z.string().min(1, 'Enter your present password.').max(1000), password: Password });
export const SignedIn = z.object({ outcome: z.literal('signed-in') });

export const UpdateSelf = z.strictObject({
  givenName: GivenName.optional(),
  familyName: FamilyName.optional(),
  welcomeClosed: z.boolean().optional(),
  lastOrganizationId: z.uuid().optional(),
});

export const SelfView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    welcomeClosed: z.boolean(),
    lastOrganizationSlug: z.string().nullable(),
    organizations: z.array(OrganizationSummaryView),
    allows: z.object({ createOrganization: Allowance }),
  })
  .meta({ id: 'Self' });
