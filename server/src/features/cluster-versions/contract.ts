import { z } from 'zod';

export const VersionsView = z.object({
  items: z.array(z.object({ version: z.string(), isDefault: z.boolean(), managesAdministrators: z.boolean() })),
});
