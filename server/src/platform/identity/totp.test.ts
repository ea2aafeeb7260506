import { describe, expect, test } from 'vitest';
import { newRecoveryCode, newTotpSecret, totpCode, totpStepOf, totpUri } from './totp.ts';

// The secret of RFC 6238, appendix B ("12345678901234567890"), and the last six digits of its values.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => new Date(seconds * 1000);

describe('codes of an authenticator app', () => {
  test.each([[59, '287082'], [1111111109, '081804'], [1111111111, '050471'], [1234567890, '005924'], [2000000000, '279037'], [20000000000, '353130']])(
    'are those of the standard at %i seconds', (seconds, code) => expect(totpCode(secret, at(seconds))).toBe(code));

  test('belong to their half minute and to its neighbours, for clocks that differ', () => {
    const step = Math.floor(1111111109 / 30);
    for (const late of [-30, 0, 30]) expect(totpStepOf(secret, '081804', at(1111111109 + late))).toBe(step);
    for (const late of [-90, 90]) expect(totpStepOf(secret, '081804', at(1111111109 + late))).toBeNull();
    expect(totpStepOf(secret, '081805', at(1111111109))).toBeNull();
    expect(totpStepOf(secret, '81804', at(1111111109))).toBeNull();
  });

  test('are made from secrets that no two accounts share', () => {
    const made = Array.from({ length: 50 }, newTotpSecret);
    expect(new Set(made).size).toBe(50);
    for (const one of made) expect(one).toMatch(/^[A-Z2-7]{32}$/);
    expect(totpStepOf(made[0]!, totpCode(made[0]!, at(60)), at(60))).toBe(2);
    expect(totpStepOf(made[1]!, totpCode(made[0]!, at(60)), at(60))).toBeNull();
  });

  test('are asked for by an address that names the place and the account', () => {
    const uri = new URL(totpUri(secret, 'alice+x@example.org', 'Hopyard at one:80'));
    expect(decodeURIComponent(uri.pathname)).toBe('/Hopyard at one:80:alice+x@example.org');
    expect(Object.fromEntries(uri.searchParams)).toEqual({ secret, issuer: 'Hopyard at one:80', algorithm: 'SHA1', digits: '6', period: '30' });
  });
});

test('recovery codes can be read aloud and are never twice the same', () => {
  const made = Array.from({ length: 50 }, newRecoveryCode);
  for (const one of made) expect(one).toMatch(/^(?:[a-z2-7]{4}-){3}[a-z2-7]{4}$/);
  expect(new Set(made).size).toBe(50);
});
