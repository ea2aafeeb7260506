import type { operations } from './schema.d.ts';

/** The things of the API, as the generated contract has them. */
type Bodies<Name extends keyof operations> = operations[Name]['responses'];
type Answer<Name extends keyof operations> = Bodies<Name> extends infer Responses
  ? Responses extends { 200: { content: { 'application/json': infer Body } } } | { 201: { content: { 'application/json': infer Body } } }
    ? Body
    : never
  : never;
type Asked<Name extends keyof operations> = NonNullable<operations[Name]['requestBody']> extends { content: { 'application/json': infer Body } } ? Body : never;

/** `true`, or the sentence why not. */
export type Allowance = true | string;

export type Self = Answer<'users.readSelf'>;
export type SignedInBrowser = Answer<'sessions.list'>['items'][number];
export type Authenticator = Answer<'authenticators.read'>;
export type NewAuthenticator = Answer<'authenticators.create'>;
export type Passkeys = Answer<'passkeys.list'>;
export type Passkey = Passkeys['items'][number];
export type OrganizationSummary = Self['organizations'][number];
export type Organization = Answer<'organizations.read'>;
export type Permissions = Organization['permissions'];
export type Member = Answer<'members.list'>['items'][number];
export type ConsequencePreview = Answer<'members.previewRemoval'>;
export type EndingApiKey = ConsequencePreview['apiKeys'][number];
export type FormerMember = Answer<'members.listFormer'>['items'][number];
/** What became of one of many members. */
export type BulkOutcome = Answer<'members.removeMany'>['results'][number];
export type OwnershipOffer = Answer<'ownership-offers.create'>;
export type Invitation = Answer<'invitations.list'>['items'][number];
/** What became of one of many addresses, and of one of many invitations. */
export type InviteOutcome = Answer<'invitations.createMany'>['results'][number];
export type InvitationOutcome = Answer<'invitations.resendMany'>['results'][number];
export type OpenedInvitation = Answer<'invitations.open'>;
export type CloudAccount = Answer<'cloud-accounts.list'>['items'][number];
export type ClusterVersion = Answer<'cluster-versions.list'>['items'][number];
export type Cluster = Answer<'clusters.list'>['items'][number];
export type ClusterService = Cluster['services'][number];
export type UserManagement = Cluster['userManagement'];
export type NewCluster = Asked<'clusters.create'>;
export type WantedServices = Asked<'clusters.updateServices'>;
export type ClusterAccounts = Answer<'cluster-accounts.list'>;
export type ClusterAccount = ClusterAccounts['items'][number];
type ApiKeys = Answer<'api-keys.list'>;
export type ApiKey = ApiKeys['items'][number];
export type NewApiKey = Asked<'api-keys.create'>;
type AuditList = Answer<'audit.list'>;
export type AuditRow = AuditList['items'][number];
export type AuditSealed = AuditList['sealed'];
export type AuditVerified = Answer<'audit.verify'>;
export type Usage = Answer<'usage.read'>;
