import { z } from 'zod';

/** Lists page by cursor: an opaque string that names the last row seen. */
export const PageQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
};

/** For lists whose cursor is the id of the last row. */
export const IdPageQuery = { ...PageQuery, cursor: z.uuid('This cursor does not come from this list.').optional() };

/** False also for no instant at all. JavaScript knows years that PostgreSQL does not take in the form that they are sent in. */
export const isOfOurEra = (at: Date): boolean => at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= 9999;

/** Whether this is an instant as a cursor of ours writes it, in UTC. */
export function isWrittenInstant(text: string): boolean {
  const at = new Date(text);
  return isOfOurEra(at) && at.toISOString() === text;
}

export type Page<Item> = { items: Item[]; nextCursor: string | null };

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** Cuts a result that was read with `limit + 1` rows into a page. */
export function toPage<Row, Item>(rows: Row[], limit: number, cursorOf: (row: Row) => string, view: (row: Row) => Item): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}
