import { describe, expect, test } from 'vitest';
import type { Actor, Role } from '../../kernel/actor.ts';
import type { MemberId, OrganizationId, UserId } from '../../kernel/id.ts';
import { mayChangeRole, mayExport, mayLeave, mayList, mayListFormer, mayMany, mayPreviewDemotion, mayReinstate, mayRemove, maySuspend } from './policy.ts';

const here = 'here' as OrganizationId;
const roles: Role[] = ['owner', 'administrator', 'member'];
const as = (role: Role, userId = 'actor', organizationId = here): Actor => ({
  kind: 'user', userId: userId as UserId, sessionId: 's', sessionExpiresAt: new Date(0), email: 'a@example.org', givenName: 'A', familyName: 'B', suspended: false, key: null,
  membership: { organizationId, memberId: 'm' as MemberId, role, permissions: { membersCanInvite: true, membersCanCreateAndTerminate: true, membersCanOpenPorts: true } },
});
const target = (role: Role, userId = 'target') => ({ organizationId: here, userId: userId as UserId, role });
const person = (role: Role, userId = 'target', ...suspendedReasons: string[]) => ({ ...target(role, userId), givenName: 'Dave', suspendedReasons });
const outcome = (verdict: { ok: boolean; kind?: string }) => (verdict.ok ? 'allowed' : verdict.kind);

describe('removing (M12, D05)', () => {
  const expected: Record<Role, Record<Role, string>> = {
    owner: { owner: 'conflict', administrator: 'allowed', member: 'allowed' },
    administrator: { owner: 'conflict', administrator: 'allowed', member: 'allowed' },
    member: { owner: 'forbidden', administrator: 'forbidden', member: 'forbidden' },
  };
  test.each(roles.flatMap((actor) => roles.map((other) => [actor, other] as const)))('an actor who is %s, a target who is %s', (actor, other) => {
    expect(outcome(mayRemove(as(actor), target(other)))).toBe(expected[actor][other]);
  });

  test('nobody removes himself (D02)', () => {
    expect(mayRemove(as('administrator', 'carol'), target('administrator', 'carol'))).toMatchObject({ kind: 'conflict', because: 'You cannot remove yourself. Leave the organization instead.' });
    expect(mayRemove(as('administrator', 'carol'), target('administrator', 'dave')).ok).toBe(true);
  });

  test('an administrator of another organization is nobody here (M01)', () => {
    expect(mayRemove(as('owner', 'mallory', 'elsewhere' as OrganizationId), target('member'))).toMatchObject({ kind: 'forbidden' });
  });
});

describe('changing a role (M17, M18, D05)', () => {
  test.each(roles.flatMap((actor) => roles.flatMap((other) => roles.map((next) => [actor, other, next] as const))))('%s makes %s into %s', (actor, other, next) => {
    const mayGive = actor !== 'member' && other !== 'owner' && next !== 'owner';
    expect(outcome(mayChangeRole(as(actor), target(other), next))).toBe(mayGive ? 'allowed' : 'forbidden');
  });

  test('nobody changes his own role, upwards or downwards (D05)', () => {
    for (const next of ['administrator', 'member'] as const) {
      expect(mayChangeRole(as('administrator', 'carol'), target('administrator', 'carol'), next)).toMatchObject({ kind: 'forbidden', because: 'You cannot change your own role.' });
    }
    expect(mayChangeRole(as('administrator', 'carol'), target('administrator', 'dave'), 'member').ok).toBe(true);
  });
});

describe('leaving (D02)', () => {
  test.each(roles)('%s: everybody but the owner', (role) => {
    expect(outcome(mayLeave(as(role), target(role, 'actor')))).toBe(role === 'owner' ? 'conflict' : 'allowed');
  });
  test('the owner is told what to do first; somebody from elsewhere has nothing to leave', () => {
    expect(mayLeave(as('owner'), target('owner', 'actor'))).toMatchObject({ because: expect.stringMatching(/Offer the ownership.*delete the organization/) });
    expect(outcome(mayLeave(as('member', 'actor', 'elsewhere' as OrganizationId), target('member', 'actor')))).toBe('forbidden');
  });
});

describe('suspending and reinstating (D11)', () => {
  const expected: Record<Role, Record<Role, string>> = {
    owner: { owner: 'conflict', administrator: 'allowed', member: 'allowed' },
    administrator: { owner: 'conflict', administrator: 'allowed', member: 'allowed' },
    member: { owner: 'forbidden', administrator: 'forbidden', member: 'forbidden' },
  };
  test.each(roles.flatMap((actor) => roles.map((other) => [actor, other] as const)))('an actor who is %s, a target who is %s', (actor, other) => {
    expect(outcome(maySuspend(as(actor), person(other)))).toBe(expected[actor][other]);
    if (other !== 'owner') expect(outcome(mayReinstate(as(actor), person(other, 'target', 'administrator')))).toBe(actor === 'member' ? 'forbidden' : 'allowed');
  });
  test('nobody suspends himself, and nobody twice', () => {
    expect(maySuspend(as('administrator', 'carol'), person('administrator', 'carol'))).toMatchObject({ kind: 'conflict', because: 'You cannot suspend yourself.' });
    expect(maySuspend(as('administrator'), person('member', 'target', 'administrator'))).toMatchObject({ kind: 'conflict', because: 'Dave is suspended already.' });
    expect(mayReinstate(as('administrator'), person('member'))).toMatchObject({ kind: 'conflict', because: 'Dave is not suspended.' });
  });
  test('an administrator of another organization is nobody here (M01)', () => {
    const mallory = as('owner', 'mallory', 'elsewhere' as OrganizationId);
    expect([maySuspend(mallory, person('member')), mayReinstate(mallory, person('member', 'target', 'administrator'))].map(outcome)).toEqual(['forbidden', 'forbidden']);
  });
});

describe('looking', () => {
  test.each(roles)('%s: the list is for every member, former members and several at once for those who run the organization', (role) => {
    const forOthers = role === 'member' ? 'forbidden' : 'allowed';
    expect([mayList(as(role), here), mayListFormer(as(role), here), mayExport(as(role), here), mayMany('members.removeMany')(as(role), here)].map(outcome)).toEqual(['allowed', forOthers, forOthers, forOthers]);
    expect(outcome(mayPreviewDemotion(as(role), person('administrator')))).toBe(forOthers);
  });
  test('there is nothing to say about demoting an ordinary member', () => {
    expect(mayPreviewDemotion(as('owner'), person('member'))).toMatchObject({ kind: 'conflict', because: 'Dave is an ordinary member already.' });
  });
});
