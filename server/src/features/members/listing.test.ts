import { describe, expect, test } from 'vitest';
import { readCursor, showsAll, soughtIn, startsOf, writeCursor, type Direction, type Sort } from './listing.ts';

const everybody = { sort: 'name' as Sort, direction: 'ascending' as Direction, roles: [], statuses: [], after: null };
const shown = (given: Partial<Parameters<typeof startsOf>[0]>) => startsOf({ ...everybody, ...given }).map(({ standing }) => standing);
const id = '0197f000-0000-7000-8000-000000000001';

describe('whom a list shows', () => {
  test('everybody, until roles or statuses are chosen', () => {
    expect(shown({})).toEqual([0, 1, 2, 3, 4]);
    expect(shown({ roles: ['administrator'] })).toEqual([1, 3]);
    expect(shown({ statuses: ['active'] })).toEqual([0, 1, 2]);
    expect(shown({ roles: ['administrator', 'member'], statuses: ['suspended'] })).toEqual([3, 4]);
  });

  test('nobody for a suspended owner, whom there cannot be (D11)', () => {
    expect(shown({ roles: ['owner'], statuses: ['suspended'] })).toEqual([]);
    expect(shown({ roles: ['owner'], statuses: ['active'] })).toEqual([0]);
  });
});

describe('where a page goes on', () => {
  test('without a cursor from the beginning of the order, forwards and backwards', () => {
    expect(startsOf(everybody)[0]).toMatchObject({ key: '', id: expect.stringMatching(/^0/) });
    expect(startsOf({ ...everybody, direction: 'descending' })[0]).toMatchObject({ key: '\u{10FFFF}', id: expect.stringMatching(/^f/) });
    expect(startsOf({ ...everybody, sort: 'joined' })[0]).toMatchObject({ key: '0' });
  });

  test('by name or joining: every standing goes on after the same row', () => {
    const starts = startsOf({ ...everybody, after: { rank: 0, key: 'bob brown', id } });
    expect(starts).toHaveLength(5);
    for (const start of starts) expect(start).toMatchObject({ rank: 0, key: 'bob brown', id });
  });

  test.each([
    ['ascending' as const, [[1, 'bob brown'], [2, ''], [3, 'bob brown'], [4, '']]],
    ['descending' as const, [[0, '\u{10FFFF}'], [1, 'bob brown'], [3, 'bob brown']]],
  ])('by role, %s: roles that were passed are left out, and those that come begin at their beginning', (direction, expected) => {
    expect(startsOf({ ...everybody, sort: 'role', direction, after: { rank: 1, key: 'bob brown', id } }).map(({ standing, key }) => [standing, key])).toEqual(expected);
  });
});

describe('a cursor', () => {
  const order = { sort: 'name' as const, direction: 'ascending' as const };
  const place = { rank: 0, key: 'zoë łuk', id };

  test('leads back to the place it was made of', () => {
    expect(readCursor(writeCursor(order, place), order)).toEqual(place);
    const longest = { ...place, key: '𠮷'.repeat(100) };
    expect(readCursor(writeCursor(order, longest), order)).toEqual(longest);
    expect(writeCursor(order, longest).length).toBeLessThan(500);
    expect(readCursor(writeCursor({ ...order, sort: 'joined' }, { ...place, key: '1764000000123456' }), { ...order, sort: 'joined' })).toMatchObject({ key: '1764000000123456' });
  });

  test('of another order, or that was made up, leads nowhere', () => {
    const good = writeCursor(order, place);
    expect(readCursor(good, { ...order, direction: 'descending' })).toBeNull();
    expect(readCursor(good, { ...order, sort: 'role' })).toBeNull();
    for (const cursor of ['', 'abc', id, 'name', 'name ascending 0 no-id a', `name ascending 7 ${id} a`, `name ascending 0 ${id}`, `name ascending 0 ${id} a\0b`, `name ascending 0 ${id} ${'x'.repeat(201)}`]) {
      expect(readCursor(cursor, order), cursor).toBeNull();
    }
    expect(readCursor(`joined ascending 0 ${id} yesterday`, { ...order, sort: 'joined' })).toBeNull();
    expect(readCursor(`name ascending 0 ${id} yesterday`, order)).toMatchObject({ key: 'yesterday' });
  });
});

test('what is sought has single spaces and no control characters; nothing is not a search', () => {
  expect(soughtIn('  Bob\u0000\n  Brown ')).toBe('Bob Brown');
  expect([soughtIn(''), soughtIn(' \t')]).toEqual([null, null]);
  expect(showsAll({ sought: null, roles: [], statuses: [] })).toBe(true);
  expect(showsAll({ sought: 'bob', roles: [], statuses: [] })).toBe(false);
  expect(showsAll({ sought: null, roles: [], statuses: ['active'] })).toBe(false);
});
