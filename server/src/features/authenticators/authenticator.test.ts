import { describe, expect, test } from 'vitest';
import { canBegin, canConfirm, canUse, isRecoveryCode, plainCode, plainRecoveryCode } from './authenticator.ts';

const waiting = { confirmedAt: null };
const on = { confirmedAt: new Date() };

describe('two-step sign-in', () => {
  test('is begun while it is off, and once more while its first code is awaited', () => {
    expect([canBegin(null), canBegin(waiting), canBegin(on)].map(({ ok }) => ok)).toEqual([true, true, false]);
  });
  test('is confirmed once, after it was begun', () => {
    expect([canConfirm(null), canConfirm(waiting), canConfirm(on)].map(({ ok }) => ok)).toEqual([false, true, false]);
  });
  test('is used only when it is on', () => {
    expect([canUse(null), canUse(waiting), canUse(on)].map(({ ok }) => ok)).toEqual([false, false, true]);
  });
});

test('codes are read as people type them', () => {
  expect(plainCode(' 123 456 ')).toBe('123456');
  expect(plainRecoveryCode('ABCD efgh-IJKL mnop ')).toBe('abcdefghijklmnop');
  expect([isRecoveryCode('abcd-efgh-ijkl-mnop'), isRecoveryCode('123456'), isRecoveryCode('abcd-efgh')]).toEqual([true, false, false]);
});
