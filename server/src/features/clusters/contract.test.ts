import { expect, test } from 'vitest';
import { readCursor, writeCursor } from './contract.ts';

test('a cursor names the last one seen, and nothing else is one', () => {
  const last = { createdAt: new Date('2026-03-01T10:00:00.123Z'), id: '01a20f93-7876-7872-86f4-ee6129c2cf13' };
  expect(readCursor(writeCursor(last))).toEqual({ createdAt: '2026-03-01T10:00:00.123Z', id: last.id });
  expect(['', 'x', '2026-03-01T10:00:00.123Z_', `${writeCursor(last)}'`].map(readCursor)).toEqual([null, null, null, null]);
});
