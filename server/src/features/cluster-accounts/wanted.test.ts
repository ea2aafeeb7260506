import { describe, expect, test } from 'vitest';
import type { UserId } from '../../kernel/id.ts';
import type { ClusterAccount } from './account.ts';
import { accessAnswer, accessFor, wantedAccounts, type Member } from './wanted.ts';

const member = (name: string, role: Member['role']): Member => ({ userId: name as UserId, email: `${name}@example.org`, givenName: name, familyName: 'X', role });
const removed = (name: string) => ({ userId: name as UserId, email: `${name}@example.org`, givenName: name, familyName: 'X' });
const rowOf = (name: string) => ({ userId: name as UserId, email: `${name}@example.org` }) as ClusterAccount;
const there = { isThere: () => true };
const short = (wanted: ReturnType<typeof wantedAccounts>) => wanted.map((each) => `${each.userId} ${each.wanted}`);

describe('who is wanted on a cluster', () => {
  const members = [member('alice', 'owner'), member('carol', 'administrator'), member('bob', 'member')];
  test.each([
    ['3.9.0', ['alice administrator', 'carol administrator', 'bob user']],
    ['2.6.0', ['alice administrator', 'carol administrator', 'bob user']],
    ['2.5.0', ['alice user', 'carol user', 'bob user']],
    ['unheard-of', ['alice user', 'carol user', 'bob user']],
  ])('every member, administrators as such from 2.6.0: %s (M11, M19)', (version, expected) => {
    expect(short(wantedAccounts({ members, blocked: [] }, { rows: [], ...there }, version))).toEqual(expected);
  });
  test('somebody removed is wanted blocked where he has an account (M12)', () => {
    const answer = wantedAccounts({ members: [], blocked: [removed('bob')] }, { rows: [rowOf('bob')], ...there }, '3.9.0');
    expect(short(answer)).toEqual(['bob blocked']);
  });
  test('somebody removed before he got an account is wanted nowhere (M12)', () => {
    expect(wantedAccounts({ members: [], blocked: [removed('bob')] }, { rows: [], ...there }, '3.9.0')).toEqual([]);
    expect(short(wantedAccounts({ members: [], blocked: [removed('bob')] }, { rows: [rowOf('bob')], isThere: () => false }, '3.9.0'))).toEqual(['bob absent']);
  });
  test('somebody who returned is wanted again, whatever was recorded before (D06)', () => {
    const answer = wantedAccounts({ members: [member('bob', 'member')], blocked: [removed('bob')] }, { rows: [rowOf('bob')], ...there }, '3.9.0');
    expect(short(answer)).toEqual(['bob user']);
  });
  test('a row alone, with neither membership nor removal, blocks nobody (D09)', () => {
    expect(wantedAccounts({ members: [], blocked: [] }, { rows: [rowOf('bob')], ...there }, '3.9.0')).toEqual([]);
  });
});

describe('what the identity provider is told', () => {
  const facts = { isRunning: true, isManaged: true, role: 'member', isSuspended: false, version: '3.9.0' } as const;
  test('a member of a running managed cluster is let in with his role there (M19)', () => {
    expect(accessAnswer(facts)).toEqual({ allowed: true, role: 'user' });
    expect(accessAnswer({ ...facts, role: 'owner' })).toEqual({ allowed: true, role: 'administrator' });
    expect(accessAnswer({ ...facts, role: 'owner', version: '2.5.0' })).toEqual({ allowed: true, role: 'user' });
  });
  test.each([
    ['is not a member (M12)', { ...facts, role: null }],
    ['is suspended (D11)', { ...facts, isSuspended: true }],
    ['asks for a cluster that does not exist', null],
    ['asks for one that is not running', { ...facts, isRunning: false }],
    ['asks for an unmanaged one (D08)', { ...facts, isManaged: false }],
  ])('somebody who %s is not', (_who, given) => {
    expect(accessAnswer(given)).toMatchObject({ allowed: false, because: expect.stringMatching(/^[A-Z].*\.$/) });
  });
  test('roles on a cluster come from the role in the organization and the version alone (M19)', () => {
    expect((['owner', 'administrator', 'member'] as const).map((role) => accessFor(role, '2.6.0'))).toEqual(['administrator', 'administrator', 'user']);
  });
});
