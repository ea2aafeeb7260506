import { writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { describeStartFailure } from './failure.ts';

const errorOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('It worked');
};

test('a full disk is said to be one, whether a file or the database met it', () => {
  const database = new DatabaseSync(':memory:');
  database.exec('create table big (content blob); pragma max_page_count = 3');
  const full = errorOf(() => database.prepare('insert into big values (zeroblob(100000))').run());
  for (const error of [full, errorOf(() => writeFileSync('/dev/full', 'x'))])
    expect(describeStartFailure(error)).toMatchObject({ code: 'no-space', message: expect.stringContaining('Free some') });
});

test('what nobody foresaw keeps its own words', () => {
  expect(describeStartFailure(new Error('the moon is blue'))).toMatchObject({ code: 'unknown', message: 'The cluster could not start: the moon is blue' });
});
