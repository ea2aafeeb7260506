import { expect, test } from 'vitest';
import { canHold, credentialIdOf, isRecent, mostPasskeys } from './passkey.ts';

test('who signed in less than ten minutes ago need not give the password again', () => {
  const now = new Date('2026-01-01T12:00:00Z');
  expect(isRecent(new Date('2026-01-01T11:50:01Z'), now)).toBe(true);
  expect(isRecent(new Date('2026-01-01T11:50:00Z'), now)).toBe(false);
  expect(isRecent(null, now)).toBe(false);
});

test('nobody needs more passkeys than twenty', () => {
  expect(canHold(mostPasskeys - 1)).toEqual({ ok: true });
  expect(canHold(mostPasskeys)).toMatchObject({ ok: false, kind: 'conflict' });
});

test('a key is found by the id in its answer, and by nothing else', () => {
  expect(credentialIdOf({ id: 'abc-_1' })).toBe('abc-_1');
  for (const answer of [{}, { id: 1 }, { id: '' }, { id: "a'b" }]) expect(credentialIdOf(answer)).toBeNull();
});
