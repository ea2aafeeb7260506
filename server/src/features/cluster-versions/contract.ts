import { z } from 'zod';

export const VersionList = z.strictObject({ organizationId: z.uuid() });

export const VersionsView = z.object({
  items: z.array(z.object({ version: z.string(), isDefault: z.boolean(), managesAdministrators: z.boolean() })),
});
