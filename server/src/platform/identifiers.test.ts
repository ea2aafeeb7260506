import { expect, test } from 'vitest';
import { z } from 'zod';
import { newUuid } from './identifiers.ts';

test('an id is a UUID of version 7 that says when it was made', () => {
  const id = newUuid(Date.UTC(2400, 0, 1));
  expect(z.uuidv7().safeParse(id).success).toBe(true);
  expect(parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.UTC(2400, 0, 1));
});

test('ids of one process sort in the order they were made, also within a millisecond: the audit log and lists rely on it', () => {
  const ids = Array.from({ length: 20_000 }, () => newUuid());
  expect(ids.filter((id, at) => at > 0 && id <= ids[at - 1]!)).toEqual([]);
});

test('ids go on sorting when the clock is set back', () => {
  const before = newUuid(Date.UTC(2500, 0, 1));
  expect(newUuid(Date.UTC(2400, 0, 1)) > before).toBe(true);
});
