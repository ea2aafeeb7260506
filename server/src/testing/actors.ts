/** Actors for tests of policies: facts alone, no database. */
import type { Actor, Permissions, Role } from '../kernel/actor.ts';
import type { ClusterId, MemberId, OrganizationId, UserId } from '../kernel/id.ts';

export const roles: readonly Role[] = ['owner', 'administrator', 'member'];

/** All eight ways in which the three permissions can stand (M13). */
export const everyPermissions: readonly Permissions[] = Array.from({ length: 8 }, (_, bits) => ({
  membersCanInvite: Boolean(bits & 1), membersCanCreateAndTerminate: Boolean(bits & 2), membersCanOpenPorts: Boolean(bits & 4),
}));

const noPermissions: Permissions = { membersCanInvite: false, membersCanCreateAndTerminate: false, membersCanOpenPorts: false };

export const memberOf = (organizationId: OrganizationId, role: Role, permissions: Permissions = noPermissions): Actor => ({
  kind: 'user', userId: 'somebody' as UserId, sessionId: 's', sessionExpiresAt: new Date(0), email: 'a@example.org', givenName: 'A', familyName: 'B', suspended: false, key: null,
  membership: { organizationId, memberId: 'm' as MemberId, role, permissions },
});

/** Whoever has no business in an organization, the owner of another one and its own clusters included (M01). */
export const outsidersOf = (organizationId: OrganizationId): Record<string, Actor> => ({
  'nobody signed in': { kind: 'anonymous' },
  'the owner of another organization': memberOf(`not ${organizationId}` as OrganizationId, 'owner'),
  'a cluster of this organization': { kind: 'cluster', clusterId: 'c' as ClusterId, organizationId },
});
