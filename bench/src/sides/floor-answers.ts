/**
 * What each viewer may do, worked out once by the product's own policies. The floor hands these out as constants: it
 * pays for no rule, and its answers cannot drift from the product's.
 */
import type { Actor, Permissions, Role } from '../../../server/src/kernel/actor.ts';
import type { InvitationId, MemberId, OrganizationId, UserId } from '../../../server/src/kernel/id.ts';
import { invitationView } from '../../../server/src/features/invitations/contract.ts';
import { memberView } from '../../../server/src/features/members/contract.ts';
import { organizationView } from '../../../server/src/features/organizations/contract.ts';

const organizationId = 'organization' as OrganizationId;
const viewer = 'viewer' as UserId;
const nobody = { email: '', givenName: '', familyName: '' };
const epoch = new Date(0);
const unchanged = {
  invitedBy: null, roleChangedBy: null, roleChangedAt: null, lastActiveAt: null, twoSteps: false, suspendedReasons: [], suspendedAt: null, suspendedBy: null, suspensionNote: null,
};

function actorOf(role: Role, permissions: Permissions): Actor {
  const membership = { organizationId, memberId: 'member' as MemberId, role, permissions };
  return { kind: 'user', userId: viewer, sessionId: '', sessionExpiresAt: epoch, ...nobody, membership, suspended: false, key: null };
}

function remembered<Answer>(work: (key: string) => Answer): (key: string) => Answer {
  const known = new Map<string, Answer>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = work(key);
    known.set(key, made);
    return made;
  };
}

type OrganizationAllows = ReturnType<typeof organizationView>['allows'];
type MemberAllows = ReturnType<typeof memberView>['allows'];
type InvitationAllows = ReturnType<typeof invitationView>['allows'];

const organization = remembered((key): OrganizationAllows => {
  const [role, invite, create, ports] = key.split(' ');
  const permissions = { membersCanInvite: invite === 'true', membersCanCreateAndTerminate: create === 'true', membersCanOpenPorts: ports === 'true' };
  const subject = { id: organizationId, slug: '', name: '', timeZone: 'UTC', defaultCloudAccountId: null, version: 1, ownSeats: null, memberCount: 1, ordinaryMembers: 0, permissionsChanged: null, permissions };
  return organizationView(subject, actorOf(role as Role, permissions), null).allows;
});

export const organizationAllows = (role: Role, permissions: Permissions): OrganizationAllows =>
  organization(`${role} ${permissions.membersCanInvite} ${permissions.membersCanCreateAndTerminate} ${permissions.membersCanOpenPorts}`);

const defaults: Permissions = { membersCanInvite: false, membersCanCreateAndTerminate: true, membersCanOpenPorts: false };

const member = remembered((key): MemberAllows => {
  const [actorRole, role, you, givenName = ''] = key.split(' ');
  const userId = you === 'true' ? viewer : ('somebody' as UserId);
  const subject = { id: 'member' as MemberId, organizationId, userId, ...nobody, givenName, role: role as Role, joinedAt: epoch, version: 1, ...unchanged };
  return memberView(subject, actorOf(actorRole as Role, defaults), null).allows;
});

/** A name stands in some of the sentences. */
export const memberAllows = (actorRole: Role, role: Role, you: boolean, givenName: string): MemberAllows => member(`${actorRole} ${role} ${you} ${givenName}`);

const invitation = remembered((role): InvitationAllows => {
  const sent = {
    id: 'invitation' as InvitationId, organizationId, organizationName: '', email: '', role: 'member' as const, message: null, state: 'pending' as const, expired: false,
    invitedBy: { userId: viewer, ...nobody }, sentAt: epoch, expiresAt: epoch, delivery: { state: 'queued' as const, error: null },
  };
  return invitationView(sent, actorOf(role as Role, defaults)).allows;
});

/** For the inviter's own, open invitation. */
export const invitationAllows = (role: Role): InvitationAllows => invitation(role);
