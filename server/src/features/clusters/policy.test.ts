import { describe, expect, test } from 'vitest';
import type { Actor, Permissions, Role } from '../../kernel/actor.ts';
import type { MemberId, OrganizationId, UserId } from '../../kernel/id.ts';
import type { Cluster } from './cluster.ts';
import * as policy from './policy.ts';

const organizationId = 'o1' as OrganizationId;
const off: Permissions = { membersCanInvite: false, membersCanCreateAndTerminate: false, membersCanOpenPorts: false };

function person(role: Role, permissions: Partial<Permissions> = {}, given: { userId?: UserId; organizationId?: OrganizationId } = {}): Actor {
  const { userId = 'somebody' as UserId } = given;
  return {
    kind: 'user', userId, sessionId: 's', sessionExpiresAt: new Date(0), email: 'a@example.org', givenName: 'A', familyName: 'B',
    membership: { organizationId: given.organizationId ?? organizationId, memberId: 'm' as MemberId, role, permissions: { ...off, ...permissions } },
  };
}
const running = { organizationId, createdBy: 'creator' as UserId, userManagement: 'managed', wanted: 'running', seen: 'running', seenPublic: true, fault: null, problem: null, startedAt: new Date(0) } as Cluster;
const stopped = { ...running, wanted: 'stopped', seen: 'prepared', seenPublic: false } as Cluster;
const failed = { ...running, fault: { message: 'It failed.', next: 'Retry.' } };

describe('who may do what with a cluster', () => {
  const roles = ['owner', 'administrator', 'member'] as const;
  test.each(roles)('every member starts, stops, opens and reads: %s (M10)', (role) => {
    const actor = person(role);
    expect([policy.mayStart(actor, stopped), policy.mayStop(actor, running), policy.mayOpen(actor, running), policy.mayRead(actor, running)].every(({ ok }) => ok)).toBe(true);
  });
  test('create, terminate and retry follow the permission for ordinary members alone (M15, D05)', () => {
    const each = (actor: Actor) => [policy.mayCreate(actor, organizationId), policy.mayTerminate(actor, running), policy.mayRetry(actor, failed)].map(({ ok }) => ok);
    expect(each(person('member'))).toEqual([false, false, false]);
    expect(each(person('member', { membersCanCreateAndTerminate: true }))).toEqual([true, true, true]);
    expect(each(person('administrator'))).toEqual([true, true, true]);
    expect(each(person('owner'))).toEqual([true, true, true]);
  });
  test('opening and closing ports follows its own permission (M16)', () => {
    expect(policy.mayUpdateServices(person('member', { membersCanCreateAndTerminate: true }), running)).toMatchObject({ ok: false, kind: 'forbidden' });
    expect(policy.mayUpdateServices(person('member', { membersCanOpenPorts: true }), running).ok).toBe(true);
    expect(policy.mayUpdateServices(person('administrator'), running).ok).toBe(true);
  });
  test('somebody of another organization may nothing', () => {
    const outsider = person('owner', {}, { organizationId: 'o2' as OrganizationId });
    expect([policy.mayRead, policy.mayStop, policy.mayTerminate, policy.mayUpdateServices].map((may) => may(outsider, running).ok)).toEqual([false, false, false, false]);
  });
  test('who is refused before when', () => {
    expect(policy.mayTerminate(person('member'), { ...running, wanted: 'terminated' })).toMatchObject({ kind: 'forbidden' });
    expect(policy.mayTerminate(person('owner'), { ...running, wanted: 'terminated' })).toMatchObject({ kind: 'conflict' });
  });
});
