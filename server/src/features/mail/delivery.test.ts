import { expect, test } from 'vitest';
import { afterAttempt, isDue, patienceMs, type Outcome } from './delivery.ts';

const createdAt = new Date('2026-03-01T10:00:00Z');
const delayed: Outcome = { kind: 'delayed', because: 'The mail server is busy (451).' };
const later = (ms: number) => new Date(createdAt.getTime() + ms);

test('a delivered letter is done, and a refused one fails with the reason at once', () => {
  expect(afterAttempt({ attempts: 3, createdAt }, { kind: 'delivered' }, later(5))).toEqual({ state: 'delivered', deliveredAt: later(5) });
  expect(afterAttempt({ attempts: 0, createdAt }, { kind: 'rejected', because: 'No such mailbox (550).' }, later(5))).toEqual({
    state: 'failed', lastError: 'No such mailbox (550).',
  });
});

test.each([[0, 30], [1, 120], [2, 600], [3, 3600], [4, 21_600], [5, 21_600]])('after %i earlier attempts a delayed letter waits %i seconds', (attempts, seconds) => {
  expect(afterAttempt({ attempts, createdAt }, delayed, createdAt)).toEqual({
    state: 'queued', lastError: delayed.because, nextAttemptAt: later(seconds * 1000),
  });
});

test('the last attempt is made when two days are over, and then the letter has failed', () => {
  expect(afterAttempt({ attempts: 9, createdAt }, delayed, later(patienceMs - 60_000))).toMatchObject({ state: 'queued', nextAttemptAt: later(patienceMs) });
  expect(afterAttempt({ attempts: 10, createdAt }, delayed, later(patienceMs))).toEqual({ state: 'failed', lastError: 'The mail server is busy (451). We tried for two days.' });
});

test('a letter is due from its time on, not before', () => {
  expect(isDue({ nextAttemptAt: later(1) }, createdAt)).toBe(false);
  expect(isDue({ nextAttemptAt: later(1) }, later(1))).toBe(true);
});
