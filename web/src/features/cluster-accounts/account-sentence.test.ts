import { describe, expect, it } from 'vitest';
import { accountSentence, isDone } from './account-sentence.ts';

const ends = '2026-11-24T14:52:00.000Z';
const before = new Date('2026-11-24T14:10:00.000Z');
const blocked = { wanted: 'blocked', seen: 'blocked', sentence: 'from the server', sessionEndsBy: ends } as const;

describe('what is said about an account on a cluster', () => {
  it('names the time at which an open session ends at the latest, once the cluster itself said blocked (D07)', () => {
    expect(accountSentence(blocked, before, 'UTC')).toBe('blocked; a session that was open ends by 14:52 at the latest');
  });

  it('is in the time zone of the reader', () => {
    expect(accountSentence(blocked, before, 'Europe/Stockholm')).toContain('15:52');
  });

  it('is plain "blocked" from that instant (D07)', () => {
    expect(accountSentence(blocked, new Date(ends), 'UTC')).toBe('blocked');
  });

  it('is the server’s own sentence as long as the block is only wanted (D07)', () => {
    const pending = { ...blocked, seen: 'user', sessionEndsBy: null } as const;
    expect(accountSentence(pending, before, 'UTC')).toBe('from the server');
    expect(isDone(pending)).toBe(false);
    expect(isDone(blocked)).toBe(true);
  });

  it('says the same of administrator rights after a demotion (D07)', () => {
    const demoted = { ...blocked, wanted: 'user', seen: 'user' } as const;
    expect(accountSentence(demoted, before, 'UTC')).toContain('keeps administrator rights until 14:52');
    expect(accountSentence(demoted, new Date(ends), 'UTC')).toBe('user');
  });

  it('names the day too when the end is not today', () => {
    expect(accountSentence({ ...blocked, sessionEndsBy: '2026-11-25T00:10:00.000Z' }, new Date('2026-11-24T23:50:00.000Z'), 'UTC')).toContain('25 Nov 2026, 00:10');
  });
});
