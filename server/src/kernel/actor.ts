import type { ClusterId, MemberId, OrganizationId, UserId } from './id.ts';

export type Role = 'owner' | 'administrator' | 'member';

/** The three switches of an organization (M14, M15, M16). */
export type Permissions = {
  membersCanInvite: boolean;
  membersCanCreateAndTerminate: boolean;
  membersCanOpenPorts: boolean;
};

/** The actor's row in the organization of the path, read live with the session; never a claim in a token. */
export type Membership = {
  organizationId: OrganizationId;
  memberId: MemberId;
  role: Role;
  permissions: Permissions;
};

export type Person = {
  kind: 'user';
  userId: UserId;
  sessionId: string;
  sessionExpiresAt: Date;
  email: string;
  givenName: string;
  familyName: string;
  membership: Membership | null;
};

export type Actor =
  | { kind: 'anonymous' }
  | Person
  | { kind: 'cluster'; clusterId: ClusterId; organizationId: OrganizationId }
  | { kind: 'system'; job: string };
