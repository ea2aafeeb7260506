import { describe, expect, test } from 'vitest';
import type { Actor, Role } from '../../kernel/actor.ts';
import type { InvitationId, MemberId, OrganizationId, UserId } from '../../kernel/id.ts';
import { queued, type Invitation } from './invitation.ts';
import { canJoin, canReceive, canStillGive, mayAccept, mayAnswer, mayChange, mayInvite, mayReplace } from './policy.ts';

const here = 'here' as OrganizationId;
const now = new Date('2026-03-01T12:00:00Z');
const as = (role: Role, membersCanInvite = false, userId = 'actor'): Actor => ({
  kind: 'user', userId: userId as UserId, sessionId: 's', sessionExpiresAt: new Date(0), email: `${userId}@example.org`, givenName: 'A', familyName: 'B', suspended: false, key: null,
  membership: { organizationId: here, memberId: 'm' as MemberId, role, permissions: { membersCanInvite, membersCanCreateAndTerminate: true, membersCanOpenPorts: false } },
});
const invitation = (given: Partial<Invitation> = {}): Invitation => ({
  id: 'i' as InvitationId, organizationId: here, organizationName: 'Here', email: 'bob@example.org', role: 'member', message: null, state: 'pending', sentAt: now, expiresAt: now, expired: false,
  invitedBy: { userId: 'inviter' as UserId, email: 'inviter@example.org', givenName: 'I', familyName: 'N' }, delivery: queued, ...given,
});

describe('inviting (M14)', () => {
  test.each(['owner', 'administrator'] as const)('the %s invites members and administrators, whatever the permission says', (role) => {
    for (const toggle of [true, false]) for (const invited of ['member', 'administrator'] as const) expect(mayInvite(as(role, toggle), here, invited).ok).toBe(true);
  });

  test('an ordinary member invites only while the permission is on, and never as administrator', () => {
    expect(mayInvite(as('member', true), here, 'member').ok).toBe(true);
    expect(mayInvite(as('member', false), here, 'member')).toMatchObject({ kind: 'forbidden' });
    expect(mayInvite(as('member', true), here, 'administrator')).toMatchObject({ kind: 'forbidden', because: 'Only the owner and administrators may invite administrators.' });
  });
});

describe.each(['invitations.resend', 'invitations.createLink', 'invitations.withdraw'] as const)('%s (D05)', (operation) => {
  test('is for who sent it, while he may still invite', () => {
    expect(mayChange(as('member', true, 'inviter'), invitation(), operation).ok).toBe(true);
    expect(mayChange(as('member', false, 'inviter'), invitation(), operation)).toMatchObject({ kind: 'forbidden' });
    expect(mayChange(as('member', true, 'another'), invitation(), operation)).toMatchObject({ kind: 'forbidden' });
  });

  test('is for owner and administrators, whoever sent it', () => {
    for (const role of ['owner', 'administrator'] as const) expect(mayChange(as(role, false, 'another'), invitation(), operation).ok).toBe(true);
  });

  test('ends with the invitation: who before when', () => {
    expect(mayChange(as('owner'), invitation({ state: 'accepted' }), operation)).toMatchObject({ kind: 'conflict' });
    expect(mayChange(as('member', false), invitation({ state: 'accepted' }), operation)).toMatchObject({ kind: 'forbidden' });
  });
});

test('an ordinary member cannot send an invitation again that would make an administrator (M14)', () => {
  expect(mayChange(as('member', true, 'inviter'), invitation({ role: 'administrator' }), 'invitations.resend')).toMatchObject({ kind: 'forbidden' });
  expect(mayChange(as('administrator', true, 'inviter'), invitation({ role: 'administrator' }), 'invitations.resend').ok).toBe(true);
});

describe('replacing an open invitation by inviting again (D03, D05)', () => {
  test('is for who sent it, the owner and administrators', () => {
    expect(mayReplace(as('member', true, 'inviter'), invitation()).ok).toBe(true);
    expect(mayReplace(as('administrator', false, 'another'), invitation()).ok).toBe(true);
    expect(mayReplace(as('member', true, 'another'), null).ok).toBe(true);
  });

  test('is not for another ordinary member, who would withdraw it by that', () => {
    expect(mayReplace(as('member', true, 'another'), invitation({ role: 'administrator' }))).toMatchObject({ kind: 'forbidden', because: expect.stringContaining('is invited already') });
  });

  test('is for everybody who may invite once it has expired: it stands in nobody\'s way', () => {
    expect(mayReplace(as('member', true, 'another'), invitation({ expired: true })).ok).toBe(true);
  });
});

describe('who can be invited', () => {
  test('not oneself, not a member, but anybody else', () => {
    expect(canReceive('a@example.org', { actorEmail: 'a@example.org', memberEmail: 'a@example.org' })).toMatchObject({ kind: 'conflict', because: expect.stringContaining('your own address') });
    expect(canReceive('b@example.org', { actorEmail: 'a@example.org', memberEmail: 'b@example.org' })).toMatchObject({ kind: 'conflict', because: expect.stringContaining('b@example.org is a member') });
    expect(canReceive('c@example.org', { actorEmail: 'a@example.org', memberEmail: null }).ok).toBe(true);
  });
});

test('only the address it was sent to answers an invitation (D03)', () => {
  const bob = { ...as('member', false, 'bob'), membership: null } as Actor;
  expect(mayAnswer(bob, invitation()).ok).toBe(true);
  expect(mayAnswer(as('owner'), invitation())).toMatchObject({ kind: 'forbidden' });
  expect(mayAnswer({ kind: 'anonymous' }, invitation())).toMatchObject({ kind: 'forbidden' });
  expect(mayAnswer(bob, invitation({ state: 'withdrawn' }))).toMatchObject({ kind: 'conflict' });
});

test('who is a member already does not join a second time', () => {
  const bobInside = as('member', false, 'bob');
  expect(canJoin(bobInside, invitation())).toMatchObject({ kind: 'conflict', because: 'You are a member of this organization already.' });
  expect(canJoin(bobInside, invitation({ organizationId: 'elsewhere' as OrganizationId })).ok).toBe(true);
  expect(canJoin({ ...bobInside, membership: null } as Actor, invitation()).ok).toBe(true);
});

test('a suspended member lifts nothing by joining again (D11)', () => {
  const suspended = { ...as('member', false, 'bob'), membership: null, suspended: true } as Actor;
  expect(canJoin(suspended, invitation())).toMatchObject({ kind: 'conflict', because: expect.stringContaining('suspended') });
  expect(mayAccept(suspended, invitation({ state: 'accepted' }))).toMatchObject({ kind: 'conflict' });
});

describe('accepting', () => {
  const inside = as('member', false, 'bob');
  const outside = { ...inside, membership: null } as Actor;
  test('a second time is for who joined by it and is a member, and for nobody else', () => {
    expect(mayAccept(outside, invitation()).ok).toBe(true);
    expect(mayAccept(inside, invitation({ state: 'accepted' })).ok).toBe(true);
    expect(mayAccept(outside, invitation({ state: 'accepted' }))).toMatchObject({ kind: 'conflict', because: 'This invitation has already been accepted.' });
    expect(mayAccept(as('member', false, 'eve'), invitation({ state: 'accepted' }))).toMatchObject({ kind: 'forbidden' });
  });
  test('what ended otherwise is not for a member either', () => {
    for (const state of ['rejected', 'withdrawn', 'replaced', 'ended'] as const) expect(mayAccept(inside, invitation({ state }))).toMatchObject({ kind: 'conflict' });
  });
});

describe('an inviter at the moment of acceptance (D05)', () => {
  const on = { organizationDeleted: false, permissions: { membersCanInvite: true } };
  const off = { organizationDeleted: false, permissions: { membersCanInvite: false } };
  const inviter = (role: Role, suspended = false) => ({ inviter: { role, suspended } });
  test('gives what he could still give', () => {
    expect(canStillGive({ ...off, ...inviter('administrator') }, 'administrator').ok).toBe(true);
    expect(canStillGive({ ...on, ...inviter('member') }, 'member').ok).toBe(true);
  });
  test.each([
    ['is gone', { ...on, inviter: null }, 'member'],
    ['is not allowed any more', { ...off, ...inviter('member') }, 'member'],
    ['is demoted', { ...on, ...inviter('member') }, 'administrator'],
    ['is suspended (D11)', { ...on, ...inviter('administrator', true) }, 'member'],
    ['is in a deleted organization (D02)', { ...on, ...inviter('owner'), organizationDeleted: true }, 'member'],
  ] as const)('gives nothing when he %s', (_why, authority, role) => {
    expect(canStillGive(authority, role)).toMatchObject({ ok: false, kind: 'conflict' });
  });
});
