import { describe, expect, it } from 'vitest';
import { whoWasFaster } from './who-was-faster.ts';

const by = 'Carol Clark';
const now = new Date('2026-11-24T12:00:00Z');

describe('the second of two people who change the same', () => {
  it('is told who was faster and how long ago, in seconds while it is fresh', () => {
    expect(whoWasFaster({ at: '2026-11-24T11:59:55Z', by }, now)).toBe('Carol Clark changed this 5 seconds ago.');
    expect(whoWasFaster({ at: '2026-11-24T09:00:00Z', by }, now)).toBe('Carol Clark changed this 3 hours ago.');
    expect(whoWasFaster({ at: '2026-11-24T12:00:03Z', by }, now)).toBe('Carol Clark changed this 1 second ago.');
    expect(whoWasFaster(null, now)).toBe('Somebody changed this meanwhile.');
  });

  it('is told what came of it', () => {
    expect(whoWasFaster({ at: '2026-11-24T11:59:55Z', by }, now, 'now an administrator')).toBe('Carol Clark changed this 5 seconds ago: now an administrator.');
    expect(whoWasFaster(null, now, 'now suspended')).toBe('Somebody changed this meanwhile: now suspended.');
  });
});
