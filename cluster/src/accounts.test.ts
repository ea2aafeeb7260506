import { describe, expect, test } from 'vitest';
import { parseStatus, passwordWeakness, refusalOfStatus, usernameFor } from './accounts.ts';

describe('user names', () => {
  const free = (): boolean => false;
  test.each([
    ['bob@example.org', 'bob00000'],
    ['Bob.The-Builder@example.org', 'bobthebu'],
    ['Åsa@example.org', 'sa000000'],
    ['@example.org', '00000000'],
  ])('%s becomes %s, eight characters of a-z and 0-9', (email, username) => {
    expect(usernameFor(email, free)).toBe(username);
  });

  test('one that is taken gets a number for a tail and stays eight characters long', () => {
    const taken = new Set(['bob00000', ...Array.from({ length: 9 }, (_, index) => `bob0000${index + 1}`)]);
    expect(usernameFor('bob@example.org', (name) => taken.has(name))).toBe('bob00010');
  });
});

describe('statuses', () => {
  test.each([
    [4, 4],
    ['4', 4],
    ['BLOCKED_ACCOUNT', 4],
    ['NEW_MOBILE_ACCOUNT', 0],
  ])('%s is read as %i', (given, status) => {
    expect(parseStatus(given)).toBe(status);
  });

  test.each([8, -1, 1.5, 'BLOCKED', '', null, undefined, {}, 'toString'])('%s is no status', (given) => {
    expect(parseStatus(given)).toBeNull();
  });

  test('only activated accounts and those with a temporary password may enter', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7].filter((status) => refusalOfStatus(status) === null)).toEqual([2, 7]);
    expect(refusalOfStatus(99)).toBe('blocked');
  });
});

test.each([
  ['', 'passwordEmpty'],
  ['aB3de', 'passwordTooShort'],
  ['aB3def', null],
  ['abcdef1', 'passwordTooWeak'],
  ['ABCDEF1', 'passwordTooWeak'],
  ['abcDEF', 'passwordTooWeak'],
  ['abcDEF!', null],
  [`aB3${'x'.repeat(253)}`, 'passwordTooLong'],
])('the password %j is refused as %s', (password, refusal) => {
  expect(passwordWeakness(password)).toBe(refusal);
});
