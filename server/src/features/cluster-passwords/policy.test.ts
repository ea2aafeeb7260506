import { describe, expect, test } from 'vitest';
import type { Actor, Permissions, Role } from '../../kernel/actor.ts';
import type { MemberId, OrganizationId, UserId } from '../../kernel/id.ts';
import { mayReveal, type PasswordFacts } from './policy.ts';

const organizationId = 'o1' as OrganizationId;
const creator = 'creator' as UserId;
const off: Permissions = { membersCanInvite: false, membersCanCreateAndTerminate: false, membersCanOpenPorts: false };

function person(role: Role, permissions: Partial<Permissions> = {}, given: { userId?: UserId; organizationId?: OrganizationId } = {}): Actor {
  const { userId = 'somebody' as UserId } = given;
  return {
    kind: 'user', userId, sessionId: 's', sessionExpiresAt: new Date(0), email: 'a@example.org', givenName: 'A', familyName: 'B', suspended: false, key: null,
    membership: { organizationId: given.organizationId ?? organizationId, memberId: 'm' as MemberId, role, permissions: { ...off, ...permissions } },
  };
}

describe('who may see the administrator password of an unmanaged cluster (D08)', () => {
  const unmanaged = { organizationId, createdBy: creator, userManagement: 'unmanaged' } as const;
  const managed = { ...unmanaged, userManagement: 'managed' } as const;
  const fresh: PasswordFacts = { kept: true, changedAt: null, resetWantedAt: null };
  const may = (actor: Actor, password = fresh, cluster: Parameters<typeof mayReveal>[1] = unmanaged) => mayReveal(actor, cluster, password);
  test('the owner and administrators', () => {
    expect([may(person('owner')).ok, may(person('administrator')).ok, may(person('member')).ok]).toEqual([true, true, false]);
  });
  test('the creator until it is first changed', () => {
    const member = person('member', {}, { userId: creator });
    expect(may(member).ok).toBe(true);
    expect(may(member, { ...fresh, changedAt: new Date(0) })).toMatchObject({ kind: 'forbidden' });
    expect(may(person('owner'), { ...fresh, changedAt: new Date(0) }).ok).toBe(true);
  });
  test('nobody while it is being changed, nor on a managed cluster', () => {
    expect(may(person('owner'), { ...fresh, resetWantedAt: new Date(0) })).toMatchObject({ kind: 'conflict' });
    expect(may(person('owner'), fresh, managed)).toMatchObject({ kind: 'conflict' });
  });
  test('not the creator once he belongs to another organization only', () => {
    expect(may(person('owner', {}, { userId: creator, organizationId: 'o2' as OrganizationId })).ok).toBe(false);
  });
});
