import { z } from 'zod';

export const ReadUsage = z.strictObject({
  organizationId: z.uuid(),
  /** Both days count, in the organization's time zone. Default: the last 30 days. */
  from: z.iso.date('A day looks like 2026-03-31.').optional(),
  to: z.iso.date('A day looks like 2026-03-31.').optional(),
});

export const UsageView = z.object({
  timeZone: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  totalHours: z.number(),
  days: z.array(z.object({ date: z.iso.date(), clusters: z.array(z.object({ clusterId: z.string(), hours: z.number() })) })),
  clusters: z.array(z.object({ clusterId: z.string(), name: z.string(), hours: z.number(), terminated: z.boolean() })),
});
export type UsageView = z.input<typeof UsageView>;
