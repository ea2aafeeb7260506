import { describe, expect, test } from 'vitest';
import type { ClusterId, OrganizationId, UserId } from '../../kernel/id.ts';
import { accessOf, accountOf, observe, type ClusterAccount } from './account.ts';
import type { HopsworksAccount } from './hopsworks.ts';

const remote = (changes: Partial<HopsworksAccount> = {}): HopsworksAccount =>
  ({ id: 7, username: 'bob00000', email: 'bob@example.org', givenName: 'Bob', familyName: 'Brown', kind: 'remote', status: 'activated', roles: ['HOPS_USER'], ...changes });
const row = (changes: Partial<ClusterAccount> = {}): ClusterAccount => ({
  id: 'a', organizationId: 'o' as OrganizationId, clusterId: 'c' as ClusterId, userId: 'u' as UserId, email: 'bob@example.org', accountNumber: 7, username: 'bob00000',
  wanted: 'user', wantedAt: new Date(0), seen: 'user', seenAt: new Date(0), narrowedSeenAt: null, sessionEndsBy: null, problem: null, ...changes,
});
const look = { at: new Date('2026-03-01T14:07:00Z'), sessionEndsBy: new Date('2026-03-01T14:52:00Z') };

describe('what an account may do there', () => {
  test.each([
    ['user', {}],
    ['administrator', { roles: ['HOPS_ADMIN'] }],
    ['administrator', { roles: ['HOPS_USER', 'HOPS_ADMIN'] }],
    ['user', { status: 'temporary-password' }],
    ['blocked', { status: 'blocked', roles: ['HOPS_ADMIN'] }],
    ['blocked', { status: 'deactivated' }],
    ['blocked', { status: 'spam' }],
    ['unknown', { status: 'new' }],
    ['unknown', { status: 'verified' }],
    ['unknown', { roles: [] }],
    ['unknown', { roles: ['HOPS_SERVICE_USER'] }],
  ] as const)('%s for %o', (expected, changes) => {
    expect(accessOf(remote(changes as Partial<HopsworksAccount>))).toBe(expected);
  });
});

describe('the account of a row', () => {
  test('is found by the number that the cluster gave it, whatever its address is now', () => {
    expect(accountOf(row(), [remote({ email: 'other@example.org' })])?.id).toBe(7);
  });
  test('is found by the address it was made for as long as there is no number', () => {
    expect(accountOf(row({ accountNumber: null, email: 'Bob@example.org' }), [remote()])?.id).toBe(7);
  });
  test('is never a local account that has the same address (D09)', () => {
    expect(accountOf(row({ accountNumber: null }), [remote({ kind: 'local' })])).toBeNull();
  });
});

describe('what the cluster answered is laid over the row', () => {
  test('a block starts the wait for sessions that were open (D07)', () => {
    const seen = observe(row({ wanted: 'blocked' }), remote({ status: 'blocked' }), look);
    expect(seen).toMatchObject({ seen: 'blocked', seenAt: look.at, narrowedSeenAt: look.at, sessionEndsBy: look.sessionEndsBy });
  });
  test('seeing the block again does not move the end (D07)', () => {
    const before = row({ wanted: 'blocked', seen: 'blocked', narrowedSeenAt: new Date(5), sessionEndsBy: new Date(9) });
    expect(observe(before, remote({ status: 'blocked' }), look)).toMatchObject({ narrowedSeenAt: new Date(5), sessionEndsBy: new Date(9) });
  });
  test('the same for a demotion, and not for a promotion (D07)', () => {
    expect(observe(row({ seen: 'administrator' }), remote(), look).sessionEndsBy).toEqual(look.sessionEndsBy);
    expect(observe(row({ wanted: 'administrator' }), remote({ roles: ['HOPS_ADMIN'] }), look).sessionEndsBy).toBeNull();
  });
  test('somebody who returns is no longer waited for (D06)', () => {
    expect(observe(row({ seen: 'blocked', sessionEndsBy: new Date(9) }), remote(), look)).toMatchObject({ seen: 'user', sessionEndsBy: null });
  });
  test('nothing is called blocked that the cluster does not show so (D07)', () => {
    expect(observe(row({ wanted: 'blocked' }), remote(), look)).toMatchObject({ wanted: 'blocked', seen: 'user', sessionEndsBy: null });
  });
  test('a removed person without an account there needs none blocked, and one who turns out to have one does (M12)', () => {
    expect(observe(row({ wanted: 'blocked', accountNumber: null, seen: 'unknown' }), null, look)).toMatchObject({ wanted: 'absent', seen: 'absent' });
    expect(observe(row({ wanted: 'absent', accountNumber: null, seen: 'absent' }), remote(), look)).toMatchObject({ wanted: 'blocked', seen: 'user' });
  });
  test('the cluster’s number and address are remembered', () => {
    expect(observe(row({ accountNumber: null, username: null, email: 'BOB@example.org' }), remote(), look)).toMatchObject({ accountNumber: 7, username: 'bob00000', email: 'bob@example.org' });
  });
  test('a problem stays until things are as wanted', () => {
    expect(observe(row({ wanted: 'administrator', problem: 'No.' }), remote(), look).problem).toBe('No.');
    expect(observe(row({ problem: 'No.' }), remote(), look).problem).toBeNull();
  });
});
