import type {
  ClusterAccounts, Cluster, ClusterVersion, CloudAccount, Invitation, Member, NewCluster, OpenedInvitation, Organization, OrganizationSummary,
  Page, Permissions, ReceivedInvitation, RemovalPreview, RevealedPassword, Self, Usage, Allowance, WantedServices,
} from './types.ts';

type Operation<Answer, Path, Query, Body> = {
  parameters: ([Path] extends [undefined] ? { path?: never } : { path: Path }) & { query?: Query; header?: never; cookie?: never };
  responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': Answer } } };
} & ([Body] extends [never] ? { requestBody?: never } : { requestBody: { content: { 'application/json': Body } } });
type Get<Answer, Path = undefined, Query = never> = { get: Operation<Answer, Path, Query, never> };
type Post<Body, Answer, Path = undefined> = { post: Operation<Answer, Path, never, Body> };
type Put<Body, Answer, Path = undefined> = { put: Operation<Answer, Path, never, Body> };
type Patch<Body, Answer, Path = undefined> = { patch: Operation<Answer, Path, never, Body> };
type Delete<Path> = { delete: Operation<unknown, Path, never, never> };
type Nothing = Record<string, never>;
type O = { organizationId: string };
type C = O & { clusterId: string };
type Cursor = { cursor?: string; limit?: number };

export interface paths {
  '/api/v1/users': Post<{ givenName: string; familyName: string; email: string; password: string; invitationToken?: string }, { outcome: 'check-mail' | 'signed-in' }>;
  '/api/v1/users/verify': Post<{ token: string; password?: string }, unknown>;
  '/api/v1/users/resend-verification': Post<{ email: string }, unknown>;
  '/api/v1/users/request-password-reset': Post<{ email: string }, unknown>;
  '/api/v1/users/reset-password': Post<{ token: string; password: string }, unknown>;
  '/api/v1/me': Get<Self> & Patch<{ givenName?: string; familyName?: string; welcomeClosed?: boolean; lastOrganizationId?: string }, Self>;
  '/api/v1/organizations': Get<{ items: OrganizationSummary[] }> & Post<{ name: string }, OrganizationSummary>;
  '/api/v1/organizations/{organizationId}': Get<Organization, O> & Patch<{ name?: string; timeZone?: string }, Organization, O>;
  '/api/v1/organizations/{organizationId}/permissions': Put<Permissions, Organization, O>;
  '/api/v1/organizations/{organizationId}/members': Get<Page<Member>, O, Cursor>;
  '/api/v1/organizations/{organizationId}/members/{memberId}': Patch<{ role: 'administrator' | 'member' }, Member, O & { memberId: string }> & Delete<O & { memberId: string }>;
  '/api/v1/organizations/{organizationId}/members/{memberId}/removal': Get<RemovalPreview, O & { memberId: string }>;
  '/api/v1/organizations/{organizationId}/invitations': Get<Page<Invitation>, O, Cursor> & Post<{ email: string; administrator: boolean }, Invitation, O>;
  '/api/v1/organizations/{organizationId}/invitations/{invitationId}': Delete<O & { invitationId: string }>;
  '/api/v1/organizations/{organizationId}/invitations/{invitationId}/resend': Post<Nothing, Invitation, O & { invitationId: string }>;
  '/api/v1/me/invitations': Get<{ items: ReceivedInvitation[] }>;
  '/api/v1/invitations/open': Post<{ token: string }, OpenedInvitation>;
  '/api/v1/invitations/{invitationId}/accept': Post<Nothing, { organizationId: string; slug: string }, { invitationId: string }>;
  '/api/v1/invitations/{invitationId}/reject': Post<Nothing, unknown, { invitationId: string }>;
  '/api/v1/organizations/{organizationId}/cloud-accounts': Get<{ items: CloudAccount[]; allows: { create: Allowance } }, O> & Post<{ kind: 'local'; name: string }, CloudAccount, O>;
  '/api/v1/organizations/{organizationId}/cloud-accounts/{cloudAccountId}': Delete<O & { cloudAccountId: string }>;
  '/api/v1/organizations/{organizationId}/cloud-accounts/{cloudAccountId}/make-default': Post<Nothing, CloudAccount, O & { cloudAccountId: string }>;
  '/api/v1/organizations/{organizationId}/cluster-versions': Get<{ items: ClusterVersion[] }, O>;
  '/api/v1/organizations/{organizationId}/clusters': Get<Page<Cluster>, O, Cursor> & Post<NewCluster, Cluster, O>;
  '/api/v1/organizations/{organizationId}/clusters/{clusterId}': Get<Cluster, C> & Delete<C>;
  '/api/v1/organizations/{organizationId}/clusters/{clusterId}/start': Post<Nothing, Cluster, C>;
  '/api/v1/organizations/{organizationId}/clusters/{clusterId}/stop': Post<Nothing, Cluster, C>;
  '/api/v1/organizations/{organizationId}/clusters/{clusterId}/retry': Post<Nothing, Cluster, C>;
  '/api/v1/organizations/{organizationId}/clusters/{clusterId}/services': Put<WantedServices, Cluster, C>;
  '/api/v1/organizations/{organizationId}/clusters/{clusterId}/password': Post<Nothing, RevealedPassword, C>;
  '/api/v1/organizations/{organizationId}/clusters/{clusterId}/accounts': Get<ClusterAccounts, C>;
  '/api/v1/organizations/{organizationId}/usage': Get<Usage, O, { from: string; to: string }>;
}
