import { z } from 'zod';

export const AccountPath = z.strictObject({ organizationId: z.uuid(), clusterId: z.uuid() });

/** `true`, or the sentence to show beside the disabled button. */
const Allowance = z.union([z.literal(true), z.string()]);

const AccountView = z.object({
  id: z.string(),
  userId: z.string().nullable(),
  email: z.string(),
  name: z.string(),
  /** False for accounts that Hopyard did not make; they are listed and left alone (D09). */
  managed: z.boolean(),
  wanted: z.enum(['absent', 'user', 'administrator', 'blocked']).nullable(),
  seen: z.enum(['absent', 'user', 'administrator', 'blocked', 'unknown']),
  seenAt: z.iso.datetime().nullable(),
  /** What to show (D07). */
  sentence: z.string(),
  /** Until then a session that was open before the block or the demotion keeps what it had. */
  sessionEndsBy: z.iso.datetime().nullable(),
  nextTryAt: z.iso.datetime().nullable(),
  problem: z.string().nullable(),
});
export type AccountView = z.input<typeof AccountView>;

export const AccountsView = z.object({
  items: z.array(AccountView),
  checkedAt: z.iso.datetime().nullable(),
  /** How many accounts that are not ours the cluster has; at most 200 of them are listed. */
  otherCount: z.number().int(),
  /** D09: blocks that wait for an administrator's word. */
  held: z.object({ people: z.array(z.string()), sentence: z.string() }).nullable(),
  allows: z.object({ confirmBlocks: Allowance }),
});
export type AccountsView = z.input<typeof AccountsView>;

/** Blocks exactly these people, as the page showed them; more or others are asked for again. */
export const ConfirmBlocks = z.strictObject({ organizationId: z.uuid(), clusterId: z.uuid(), people: z.array(z.string().max(254)).min(1).max(5000) });
