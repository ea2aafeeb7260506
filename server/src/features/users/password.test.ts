import { describe, expect, test } from 'vitest';
import { createStrengthOf } from '../../platform/identity/passwords.ts';
import { passwordFault } from './password.ts';

const strengthOf = createStrengthOf();
const alice = { email: 'alice.adams@example.org', givenName: 'Alice', familyName: 'Adams' };
const faultOf = (password: string) => passwordFault(password, alice, strengthOf);

describe('a password', () => {
  test.each(['seven quiet otters juggle', 'T7#qLw!9vZ', 'korrekt pferd batterie klammer', 'x'.repeat(3) + 'vqm8 turnip lantern'])('%s will do', (password) => expect(faultOf(password)).toBeNull());

  test.each([
    ['T7#qLw!9v', 'A password has at least 10 characters.'],
    [`${'quiet otters juggle '.repeat(7)}`, 'A password has at most 128 characters.'],
    ['alice.adams@example.org', 'The password is too close to your name or e-mail address.'],
    ['ALICE adams1', 'The password is too close to your name or e-mail address.'],
    ['alice.adams99', 'The password is too close to your name or e-mail address.'],
  ])('%s will not: %s', (password, sentence) => expect(faultOf(password)).toBe(sentence));

  test.each(['password123', 'qwertyuiop', 'aaaaaaaaaaaa', '1234567890', 'hopsworks1', 'adams1alice', 'password'.repeat(12)])('%s is easy to guess', (password) =>
    expect(faultOf(password)).toMatch(/^This password is easy to guess\. .+[.!?]$/));

  test('may be what is somebody else\'s name', () => {
    expect(passwordFault('seven quiet Alice otters', { ...alice, givenName: 'Bob' }, strengthOf)).toBeNull();
  });

  test('of the greatest length costs no more to judge than a shorter one', () => {
    const cost = (given: string) => {
      const before = process.cpuUsage();
      faultOf(given);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const costs = [24, 128].map((length) => Math.min(...Array.from({ length: 5 }, () => cost('@a4$5s0o1l'.repeat(13).slice(0, length)))));
    expect(costs[1]! / costs[0]!).toBeLessThan(4);
  });
});
