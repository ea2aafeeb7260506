import { describe, expect, test } from 'vitest';
import { consequenceOf, consequencesOf, minutesOf, type AffectedCluster, type Change } from './consequence.ts';

const cluster: AffectedCluster = { id: 'c', name: 'analytics', version: '3.9.0', userManagement: 'managed', running: true, passwordSeen: false };
const endings: Change[] = ['removal', 'suspension', 'leaving'];

describe('what an ending means', () => {
  test('on a running managed cluster: blocked at once, and until when an open log-in may last (M12, D07)', () => {
    expect(consequenceOf('removal', cluster, 45)).toBe('Blocked at once. A log-in that is open there ends within 45 minutes.');
    expect(consequenceOf('suspension', cluster, 45)).toBe('Blocked at once, until reinstated. A log-in that is open there ends within 45 minutes.');
    expect(consequenceOf('leaving', cluster, 1)).toBe('You are blocked at once. A log-in that is open there ends within 1 minute.');
  });

  test('on a stopped managed cluster: blocked before anybody can log in after its next start (M12)', () => {
    expect(consequenceOf('removal', { ...cluster, running: false }, 45)).toBe('Blocked at its next start, before anybody can log in.');
    expect(consequenceOf('suspension', { ...cluster, running: false }, 45)).toBe('Blocked at its next start, before anybody can log in, until reinstated.');
  });

  test.each(endings)('of %s on an unmanaged one: only a password that was shown is reset, and what is beyond Hopyard is said (D08)', (change) => {
    const unmanaged = { ...cluster, userManagement: 'unmanaged' as const };
    expect(consequenceOf(change, { ...unmanaged, passwordSeen: true }, 45)).toContain('which is reset at once');
    expect(consequenceOf(change, unmanaged, 45)).not.toContain('reset');
    for (const passwordSeen of [true, false]) expect(consequenceOf(change, { ...unmanaged, passwordSeen }, 45)).toContain('beyond Hopyard');
  });
});

describe('what a demotion means', () => {
  test('administrator rights go where there are any, and the page says until when they may last (M19, D07)', () => {
    expect(consequenceOf('demotion', cluster, 45)).toBe('Loses administrator rights at once. A log-in that is open there keeps them for at most 45 minutes.');
    expect(consequenceOf('demotion', { ...cluster, running: false }, 45)).toBe('Loses administrator rights at its next start, before anybody can log in.');
    expect(consequenceOf('demotion', { ...cluster, version: '2.5.0' }, 45)).toContain('Nothing changes');
    expect(consequenceOf('demotion', { ...cluster, userManagement: 'unmanaged', passwordSeen: true }, 45)).toContain('stays as it is');
  });
});

test('clusters that follow the membership stand apart from those that do not', () => {
  const { clusters, unmanagedClusters } = consequencesOf('removal', [cluster, { ...cluster, id: 'd', name: 'lab', userManagement: 'unmanaged' }], 45);
  expect([clusters.map(({ id }) => id), unmanagedClusters.map(({ id }) => id)]).toEqual([['c'], ['d']]);
});

test('a part of a minute counts as one', () => {
  expect([1, 60_000, 60_001, 45 * 60_000].map(minutesOf)).toEqual([1, 1, 2, 45]);
});
