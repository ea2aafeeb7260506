import { describe, expect, test } from 'vitest';
import { canMakeAnother, cleanScopes, expiryOf } from './api-key.ts';

const now = new Date('2026-11-25T12:00:00Z');
const day = 24 * 60 * 60 * 1000;
const after = (ms: number) => new Date(now.getTime() + ms).toISOString();

describe('how long a key lives', () => {
  test('90 days when nothing is said', () => expect(expiryOf(undefined, now)).toEqual(new Date('2027-02-23T12:00:00Z')));
  test('until the instant that is asked for, up to 365 days', () => {
    for (const ms of [1000, day, 365 * day]) expect(expiryOf(after(ms), now)).toEqual(new Date(now.getTime() + ms));
  });
  test('never into the past, and never longer', () => {
    for (const ms of [-day, -1, 0]) expect(expiryOf(after(ms), now)).toContain('future');
    for (const ms of [366 * day, 4000 * day]) expect(expiryOf(after(ms), now)).toContain('365 days');
  });
});

test('reading is part of every key, and no scope is named twice', () => {
  expect(cleanScopes([])).toEqual(['read']);
  expect(cleanScopes(['members', 'clusters', 'members'])).toEqual(['read', 'clusters', 'members']);
});

test('there is a most, and below it one more can be made', () => {
  expect(canMakeAnother('personal', 24)).toEqual({ ok: true });
  expect(canMakeAnother('personal', 25)).toMatchObject({ ok: false, kind: 'conflict' });
  expect(canMakeAnother('organization', 99)).toEqual({ ok: true });
  expect(canMakeAnother('organization', 100)).toMatchObject({ ok: false, kind: 'conflict' });
});
