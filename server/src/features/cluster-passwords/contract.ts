import { z } from 'zod';

export const PasswordPath = z.strictObject({ organizationId: z.uuid(), clusterId: z.uuid() });

export const PasswordView = z.object({ email: z.string(), password: z.string(), changedAt: z.iso.datetime().nullable() });
