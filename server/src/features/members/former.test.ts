import { describe, expect, test } from 'vitest';
import type { ClusterId, UserId } from '../../kernel/id.ts';
import { blockingOf, type AccountThere } from './former.ts';

const now = new Date('2026-03-01T12:00:00Z');
const account = (given: Partial<AccountThere> = {}): AccountThere => ({
  userId: 'bob' as UserId, clusterId: 'c' as ClusterId, clusterName: 'prod', mood: 'running', wanted: 'blocked', seen: 'blocked', sessionEndsBy: null, problem: null, nextAttemptAt: null, ...given,
});

describe('how the blocks of a former member stand (D07)', () => {
  test('nothing is called blocked that the cluster did not say', () => {
    expect(blockingOf([account(), account({ seen: 'user' })], now)).toMatchObject({ seenBlocked: 1, total: 2, sentence: 'blocked on 1 of 2 clusters with an account' });
    expect(blockingOf([account(), account()], now)).toMatchObject({ seenBlocked: 2, total: 2, pending: [], sentence: 'blocked on all 2 clusters with an account' });
    expect(blockingOf([account()], now).sentence).toBe('blocked on the one cluster with an account');
    expect(blockingOf([], now)).toMatchObject({ seenBlocked: 0, total: 0, sentence: 'has no account on any cluster' });
  });

  test('what is pending is named, with the reason and the next try', () => {
    const nextAttemptAt = new Date('2026-03-01T12:01:00Z');
    expect(blockingOf([account({ seen: 'user', problem: 'It does not answer.', nextAttemptAt })], now).pending).toEqual([
      { clusterId: 'c', mood: 'running', name: 'prod', sentence: 'is being blocked; the last try did not work', problem: 'It does not answer.', nextTryAt: '2026-03-01T12:01:00.000Z' },
    ]);
  });

  test('a stopped cluster is not tried, and blocks at its next start (M12)', () => {
    expect(blockingOf([account({ seen: 'administrator', mood: 'stopped', problem: 'old', nextAttemptAt: now })], now).pending).toMatchObject([
      { sentence: 'will be blocked at its next start, before anybody can log in', problem: null, nextTryAt: null },
    ]);
  });

  test('the block is pending from the removal on, before the cluster’s turn came', () => {
    expect(blockingOf([account({ wanted: 'user', seen: 'user' })], now).pending).toMatchObject([{ sentence: 'is being blocked' }]);
  });
});
