import { z } from 'zod';
import { IdPageQuery, pageOf } from '../../kernel/page.ts';
import { Allowance } from '../../kernel/verdict.ts';
import { cleanName } from '../organizations/organization.ts';

/** It stands in a letter. */
const Name = z.string().max(200).transform(cleanName).pipe(z.string().min(1, 'Give the passkey a name.').max(60, 'A name has at most 60 characters.'));
/** As the browser gives it (WebAuthn, in JSON). */
const BrowserAnswer = z.record(z.string(), z.unknown());

export const ListPasskeys = z.strictObject(IdPageQuery);
export const BeginPasskey = z.strictObject({ password: z.string().min(1, 'Enter your password.').max(1000).optional() });
export const CreatePasskey = z.strictObject({ name: Name, answer: BrowserAnswer });
export const RenamePasskey = z.strictObject({ passkeyId: z.uuid(), name: Name });
export const DeletePasskey = z.strictObject({ passkeyId: z.uuid() });
export const SignInWithPasskey = z.strictObject({ answer: BrowserAnswer });

export const PasskeyView = z
  .object({ id: z.uuid(), name: z.string(), createdAt: z.iso.datetime(), lastUsedAt: z.iso.datetime().nullable() })
  .meta({ id: 'Passkey' });

export const PasskeyPage = pageOf(PasskeyView).extend({ allows: z.object({ create: Allowance }) });
/** What to give to the browser, as it is. */
export const Asked = z.object({ options: z.record(z.string(), z.unknown()) });
export const SignedIn = z.object({ outcome: z.literal('signed-in') });
