import { z } from 'zod';

/** `password` is null where a repeated request is answered again: each showing is asked for on its own. */
export const PasswordView = z.object({ email: z.string(), password: z.string().nullable(), replayed: z.string().optional(), changedAt: z.iso.datetime().nullable() });
