import { z } from 'zod';

/** Lists page by cursor: an opaque string that names the last row seen. */
export const PageQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
};

/** For lists whose cursor is the id of the last row. */
export const IdPageQuery = { ...PageQuery, cursor: z.uuid('This cursor does not come from this list.').optional() };

export type Page<Item> = { items: Item[]; nextCursor: string | null };

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** Cuts a result that was read with `limit + 1` rows into a page. */
export function toPage<Row, Item>(rows: Row[], limit: number, cursorOf: (row: Row) => string, view: (row: Row) => Item): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}
