import { expect, test } from 'vitest';
import { canReinstate, canSuspend, reasonsWithout } from './member.ts';

const bob = (...suspendedReasons: string[]) => ({ givenName: 'Bob', suspendedReasons });

test('somebody is suspended by a person once, also when something else suspended him already (D11)', () => {
  expect(canSuspend(bob()).ok).toBe(true);
  expect(canSuspend(bob('directory')).ok).toBe(true);
  expect(canSuspend(bob('administrator'))).toMatchObject({ kind: 'conflict', because: 'Bob is suspended already.' });
});

test('a person lifts only what a person gave (D11)', () => {
  expect(canReinstate(bob('administrator')).ok).toBe(true);
  expect(canReinstate(bob('directory', 'administrator')).ok).toBe(true);
  expect(canReinstate(bob())).toMatchObject({ kind: 'conflict', because: 'Bob is not suspended.' });
  expect(canReinstate(bob('directory'))).toMatchObject({ kind: 'conflict', because: expect.stringContaining('not suspended by a person') });
});

test('lifting one reason leaves the others (D11)', () => {
  expect(reasonsWithout(['directory', 'administrator'], 'administrator')).toEqual(['directory']);
  expect(reasonsWithout(['administrator'], 'administrator')).toEqual([]);
});
