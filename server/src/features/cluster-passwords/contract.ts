import { z } from 'zod';

export const PasswordView = z.object({ email: z.string(), password: z.string(), changedAt: z.iso.datetime().nullable() });
