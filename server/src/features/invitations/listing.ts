/** The list of open invitations: what can be searched, filtered and sorted, and the cursor that remembers where a page ended. */
import { z } from 'zod';
import { isWrittenInstant, PageQuery } from '../../kernel/page.ts';
import type { Invitation } from './invitation.ts';

export const sorts = ['sent', 'expires', 'email'] as const;
export type Sort = (typeof sorts)[number];
export type Filter = 'pending' | 'expired' | 'undelivered';

/** `value` is the sort key of the last row of the page before: an instant in ISO form, or an address. */
export type Place = { value: string; id: string };

const Cursor = z.strictObject({ sort: z.enum(sorts), value: z.string().max(320), id: z.uuid() });

export const ListingQuery = {
  ...PageQuery,
  q: z.string().max(254).optional().meta({ description: 'Part of the address.' }),
  state: z.enum(['pending', 'expired', 'undelivered']).optional(),
  sort: z.enum(sorts).default('sent'),
  direction: z.enum(['ascending', 'descending']).default('ascending'),
};

export type Listing = { q: string | null; state: Filter | null; sort: Sort; descending: boolean; after: Place | null };

type Asked = { q?: string | undefined; state?: Filter | undefined; sort: Sort; direction: 'ascending' | 'descending'; cursor?: string | undefined };

/** Null for a cursor that does not come from this list in this order. */
export function readListing({ q, state, sort, direction, cursor }: Asked): Listing | null {
  const after = cursor === undefined ? null : readCursor(cursor, sort);
  if (cursor !== undefined && !after) return null;
  return { q: q?.normalize('NFKC').replaceAll('\0', '').trim().toLowerCase() || null, state: state ?? null, sort, descending: direction === 'descending', after };
}

function readCursor(cursor: string, sort: Sort): Place | null {
  const parsed = Cursor.safeParse(jsonOf(cursor));
  if (!parsed.success || parsed.data.sort !== sort) return null;
  const { value, id } = parsed.data;
  return (sort === 'email' ? !value.includes('\0') : isWrittenInstant(value)) ? { value, id } : null;
}

/** The place after this row. Escaped, so that it travels as it is. */
export function nextCursor({ sort }: Pick<Listing, 'sort'>, { id, email, sentAt, expiresAt }: Pick<Invitation, 'id' | 'email' | 'sentAt' | 'expiresAt'>): string {
  const values: Record<Sort, string> = { sent: sentAt.toISOString(), expires: expiresAt.toISOString(), email };
  return encodeURIComponent(JSON.stringify({ sort, value: values[sort], id }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(text));
  } catch {
    return null;
  }
}
