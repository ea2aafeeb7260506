import { describe, expect, test } from 'vitest';
import { curlExample, endInWords, expiryIn, kindInWords, mayInWords, scopeChoices } from './key-words.ts';

describe('a key in words', () => {
  test('what it may do, in the order of the form', () => {
    expect(mayInWords(['read'])).toBe('Read');
    expect(mayInWords(['clusters', 'read'])).toBe('Read and manage clusters');
    expect(mayInWords(scopeChoices.map(({ scope }) => scope))).toBe('Read, manage clusters, manage members and manage cloud accounts');
  });

  test('whose it is, and with which role', () => {
    expect(kindInWords({ kind: 'personal', role: null })).toBe('Personal');
    expect(kindInWords({ kind: 'organization', role: 'member' })).toBe('Organization, as member');
    expect(kindInWords({ kind: 'organization', role: 'administrator' })).toBe('Organization, as administrator');
  });

  test('until when, or since when not and why', () => {
    const key = { state: 'active', expiresAt: '2027-02-24T12:00:00Z', revokedAt: null, revokedBecause: null } as const;
    expect(endInWords(key)).toBe('24 Feb 2027');
    expect(endInWords({ ...key, state: 'expired' })).toBe('Expired on 24 Feb 2027');
    expect(endInWords({ ...key, state: 'revoked', revokedAt: '2026-11-24T12:00:00Z', revokedBecause: 'removed' })).toBe('Revoked: its holder was removed, 24 Nov 2026');
  });
});

test('an end is counted from now, and the example needs nothing filled in', () => {
  expect(expiryIn('7', new Date('2026-11-24T12:00:00Z'))).toBe('2026-12-01T12:00:00.000Z');
  expect(curlExample('https://hopyard.example', 'id', 'hpk_x')).toBe('curl -H "Authorization: Bearer hpk_x" https://hopyard.example/api/v1/organizations/id/clusters');
});
