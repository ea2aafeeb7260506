import { describe, expect, test } from 'vitest';
import { Register } from './contract.ts';
import { normaliseEmail } from './email.ts';
import { cleanPersonName } from './user.ts';

test.each([
  [' Bob@Example.ORG ', 'bob@example.org'],
  ['ｂob@ｅxample.org', 'bob@example.org'],
  ['bob@example.org', 'bob@example.org'],
])('the address %j is stored as %j (D03)', (given, stored) => {
  expect(normaliseEmail(given)).toBe(stored);
  expect(normaliseEmail(stored)).toBe(stored);
});

describe('a name', () => {
  test.each([
    ['  Anna  Maria ', 'Anna Maria'],
    ['J.R.', 'J.R.'],
    ["O'Neill-Żółć", "O'Neill-Żółć"],
    ['李', '李'],
    ['\u202eecilA\u202c', 'ecilA'],
    ['Al\u0000i\u200bce\r\n', 'Alice'],
    ['Bob https://evil.example/x', 'Bob'],
    ['Bob www.evil.example', 'Bob'],
    ['evil.example', 'evil. example'],
    ['<b>Bob</b>', 'b Bob b'],
    ['bob@example.org', 'bob example. org'],
  ])('%j is shown as %j', (given, shown) => expect(cleanPersonName(given)).toBe(shown));

  const fields = { givenName: 'Alice', familyName: 'Adams', email: 'alice@example.org', password: 'x' };
  const faults = (changed: object) => Register.safeParse({ ...fields, ...changed }).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

  test('has from 1 to 30 characters after cleaning', () => {
    expect(faults({ givenName: 'x'.repeat(30), familyName: ` ${'y'.repeat(30)} ` })).toEqual([]);
    expect(faults({ givenName: 'x'.repeat(31) })).toEqual(['givenName: A name has at most 30 characters.']);
    expect(faults({ familyName: '\u200b \u202e' })).toEqual(['familyName: Enter your family name.']);
  });

  test('and address and nothing further are taken at registration', () => {
    expect(faults({ email: 'not an address' })).toEqual(['email: This is not an e-mail address.']);
    expect(faults({ emailVerified: true })).toHaveLength(1);
    expect(Register.parse({ ...fields, email: ' ALICE@example.org' }).email).toBe('alice@example.org');
  });
});
