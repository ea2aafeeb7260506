import { describe, expect, test } from 'vitest';
import { consequenceOf, type AffectedCluster } from './consequence.ts';

const cluster: AffectedCluster = { id: 'c', name: 'analytics', userManagement: 'managed', running: true, passwordSeen: false };

describe('what a removal means', () => {
  test('on a running managed cluster: blocked at once, and until when an open log-in may last (M12, D07)', () => {
    expect(consequenceOf(cluster, 45)).toBe('Blocked at once. A log-in that is open there ends within 45 minutes.');
    expect(consequenceOf(cluster, 1)).toContain('within 1 minute.');
  });

  test('on a stopped managed cluster: blocked before anybody can log in after its next start (M12)', () => {
    expect(consequenceOf({ ...cluster, running: false }, 45)).toBe('Blocked at its next start, before anybody can log in.');
  });

  test('on an unmanaged one: only a password that was shown is reset, and what is beyond Hopyard is said (D08)', () => {
    const unmanaged = { ...cluster, userManagement: 'unmanaged' as const };
    expect(consequenceOf({ ...unmanaged, passwordSeen: true }, 45)).toContain('which is reset at once');
    expect(consequenceOf(unmanaged, 45)).not.toContain('reset');
    for (const passwordSeen of [true, false]) expect(consequenceOf({ ...unmanaged, passwordSeen }, 45)).toContain('beyond Hopyard');
  });
});
