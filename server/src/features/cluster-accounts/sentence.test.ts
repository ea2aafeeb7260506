import { describe, expect, test } from 'vitest';
import type { Seen, Wanted } from './account.ts';
import { sentenceOf } from './sentence.ts';

const now = new Date('2026-03-01T14:07:00Z');
const ends = new Date('2026-03-01T14:51:20Z');
type More = { sessionEndsBy?: Date; problem?: string; mood?: 'running' | 'coming-up' | 'stopped'; at?: Date };
const say = (wanted: Wanted, seen: Seen, { sessionEndsBy, problem, mood = 'running', at = now }: More = {}) =>
  sentenceOf({ wanted, seen, sessionEndsBy: sessionEndsBy ?? null, problem: problem ?? null }, mood, at);

describe('what the Users tab says (D07)', () => {
  test('blocked names the end of what was open, rounded up, and is plain from that instant', () => {
    expect(say('blocked', 'blocked', { sessionEndsBy: ends })).toBe('blocked; a session that was open ends by 2026-03-01 14:52 UTC at the latest');
    expect(say('blocked', 'blocked', { sessionEndsBy: ends, at: ends })).toBe('blocked');
    expect(say('blocked', 'blocked')).toBe('blocked');
  });
  test('a demotion says the same of administrator rights', () => {
    expect(say('user', 'user', { sessionEndsBy: ends })).toBe('ordinary user; a session that was open keeps administrator rights until 2026-03-01 14:52 UTC at the latest');
    expect(say('user', 'user', { sessionEndsBy: ends, at: ends })).toBe('ordinary user');
  });
  test('the minute after midnight has the next day’s date', () => {
    expect(say('blocked', 'blocked', { sessionEndsBy: new Date('2026-12-31T23:59:30Z') })).toContain('2027-01-01 00:00 UTC');
  });
  test.each<[string, Wanted, Seen, 'running' | 'coming-up' | 'stopped']>([
    ['is being blocked', 'blocked', 'user', 'running'],
    ['will be blocked at its next start, before anybody can log in', 'blocked', 'user', 'stopped'],
    ['is being blocked before anybody can log in', 'blocked', 'user', 'coming-up'],
    ['is being unblocked as an ordinary user', 'user', 'blocked', 'running'],
    ['will be unblocked as an administrator at its next start, before anybody can log in', 'administrator', 'blocked', 'stopped'],
    ['is being given an account as an ordinary user', 'user', 'absent', 'running'],
    ['is being given an account as an administrator', 'administrator', 'unknown', 'running'],
    ['will be given an account as an ordinary user at its next start, before anybody can log in', 'user', 'unknown', 'stopped'],
    ['is being made an administrator', 'administrator', 'user', 'running'],
    ['is being made an ordinary user', 'user', 'administrator', 'running'],
    ['administrator', 'administrator', 'administrator', 'running'],
    ['ordinary user', 'user', 'user', 'stopped'],
  ])('“%s” for wanted %s, seen %s, %s', (expected, wanted, seen, mood) => {
    expect(say(wanted, seen, { mood })).toBe(expected);
  });
  test('blocked is never said of what the cluster did not show', () => {
    for (const seen of ['absent', 'user', 'administrator', 'unknown'] as const) expect(say('blocked', seen)).not.toMatch(/^blocked/);
    expect(say('blocked', 'blocked')).toMatch(/^blocked/);
  });
  test('a try that failed is said', () => {
    expect(say('blocked', 'user', { problem: 'The cluster did not answer in time.' })).toBe('is being blocked; the last try did not work');
  });
});
