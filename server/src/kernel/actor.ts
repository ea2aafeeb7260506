import type { ApiKeyId, ClusterId, MemberId, OrganizationId, UserId } from './id.ts';

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

/** What an API key may be used for. `read` is part of every key. */
export type KeyScope = 'read' | 'clusters' | 'members' | 'cloud-accounts';

/**
 * The key that a request came with, instead of a session. It belongs to exactly one organization. The audit log names it beside
 * the person of `userId`; rate limits and repeated requests count it by its own id.
 */
export type KeyFacts = { id: ApiKeyId; name: string; kind: 'personal' | 'organization'; scopes: readonly KeyScope[] };

/**
 * Somebody signed in, or an API key. A personal key speaks for its person; an organization's key has a role of its own
 * (`membership.role`), and its maker stands in `userId` only for rows that must name a person.
 */
export type Person = {
  kind: 'user';
  userId: UserId;
  sessionId: string;
  sessionExpiresAt: Date;
  email: string;
  givenName: string;
  familyName: string;
  /** Null without an active row: no member, or suspended. */
  membership: Membership | null;
  /** D11: has a row in the organization of the path, and no authority. */
  suspended: boolean;
  key: KeyFacts | null;
};

export type Actor =
  | { kind: 'anonymous' }
  | Person
  | { kind: 'cluster'; clusterId: ClusterId; organizationId: OrganizationId }
  | { kind: 'system'; job: string };
