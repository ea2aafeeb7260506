import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { IdPageQuery, PageQuery, toPage } from './page.ts';

const rowsAfter = (all: number[], cursor: string | null, limit: number) => all.filter((row) => cursor === null || row > Number(cursor)).slice(0, limit + 1);

test('pages of any size give every row once, in order, and then end', () => {
  fc.assert(fc.property(fc.nat(60), fc.integer({ min: 1, max: 100 }), (count, limit) => {
    const all = Array.from({ length: count }, (_, at) => at + 1);
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: number[]; nextCursor: string | null } = toPage(rowsAfter(all, cursor, limit), limit, String, (row) => row);
      expect(page.items.length).toBeLessThanOrEqual(limit);
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(all);
  }));
});

test('a full last page has no cursor', () => {
  expect(toPage([1, 2], 2, String, (row) => row)).toEqual({ items: [1, 2], nextCursor: null });
  expect(toPage([1, 2, 3], 2, String, (row) => row)).toEqual({ items: [1, 2], nextCursor: '2' });
});

test('the limit is 1 to 100, 50 when not said, and a query string counts as a number', () => {
  const Query = z.strictObject(PageQuery);
  expect(Query.parse({})).toEqual({ limit: 50 });
  expect(Query.parse({ limit: '100' })).toEqual({ limit: 100 });
  for (const limit of ['0', '101', '-1', '1.5', 'many']) expect(Query.safeParse({ limit }).success).toBe(false);
});

test('a cursor of a list by id is an id, so that nonsense is refused before the database sees it', () => {
  const Query = z.strictObject(IdPageQuery);
  expect(Query.safeParse({ cursor: crypto.randomUUID() }).success).toBe(true);
  for (const cursor of ['', 'abc', "' or 1=1 --", '\u0000']) expect(Query.safeParse({ cursor }).success).toBe(false);
});
