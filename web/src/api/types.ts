/** The things of the API, as it serves them. `true`, or the sentence why not. */
export type Allowance = true | string;
export type Role = 'owner' | 'administrator' | 'member';
export type Person = { email: string; givenName: string; familyName: string };
export type Page<Item> = { items: Item[]; nextCursor: string | null };

export type OrganizationSummary = { id: string; slug: string; name: string; role: Role };

export type Self = Person & {
  id: string;
  welcomeClosed: boolean;
  lastOrganizationSlug: string | null;
  organizations: OrganizationSummary[];
  allows: { createOrganization: Allowance };
};

export type Permissions = { membersCanInvite: boolean; membersCanCreateAndTerminate: boolean; membersCanOpenPorts: boolean };

export type Organization = OrganizationSummary & {
  timeZone: string;
  memberCount: number;
  defaultCloudAccountId: string | null;
  permissions: Permissions;
  allows: Record<
    'update' | 'updatePermissions' | 'invite' | 'inviteAdministrators' | 'createCluster' | 'openPorts' | 'manageCloudAccounts',
    Allowance
  >;
};

export type Member = Person & {
  id: string;
  userId: string;
  role: Role;
  joinedAt: string;
  you: boolean;
  allows: { remove: Allowance; changeRole: Allowance };
};

export type RemovalPreview = {
  member: Member;
  clusters: { id: string; name: string; consequence: string }[];
  unmanagedClusters: { id: string; name: string; consequence: string }[];
  invitations: number;
  sessionMinutes: number;
};

export type InvitedRole = 'administrator' | 'member';

export type Invitation = {
  id: string;
  email: string;
  role: InvitedRole;
  state: 'pending' | 'expired' | 'closed';
  invitedBy: Person;
  sentAt: string;
  expiresAt: string;
  delivery: { state: 'queued' | 'delivered' | 'failed'; error: string | null };
  allows: { resend: Allowance; withdraw: Allowance };
};

export type ReceivedInvitation = { id: string; organizationName: string; invitedBy: Person; role: InvitedRole; expiresAt: string };

export type OpenedInvitation = ReceivedInvitation & {
  state: 'pending' | 'expired' | 'closed';
  email: string;
  registered: boolean;
  /** null when nobody is signed in. */
  yours: boolean | null;
};

export type CloudAccount = {
  id: string;
  kind: 'local';
  name: string;
  isDefault: boolean;
  createdAt: string;
  clusterCount: number;
  allows: { makeDefault: Allowance; delete: Allowance };
};

export type ClusterVersion = { version: string; isDefault: boolean; managesAdministrators: boolean };
export type UserManagement = 'managed' | 'unmanaged';
export type ServiceKey = 'featureStore' | 'onlineFeatureStore' | 'kafka' | 'ssh';

export type ClusterService = {
  key: ServiceKey;
  label: string;
  ports: number[];
  address: string | null;
  wanted: boolean;
  seen: boolean;
  error: string | null;
};

export type Cluster = {
  id: string;
  name: string;
  version: string;
  managesAdministrators: boolean;
  cloudAccount: { id: string; kind: 'local'; name: string };
  userManagement: UserManagement;
  state: string;
  activationState: 'startable' | 'stoppable' | 'terminable';
  stage: { words: string; step: number; of: number };
  fault: { message: string; next: string } | null;
  problem: { message: string; nextTryAt: string | null } | null;
  url: string | null;
  openUrl: string | null;
  apiUrl: string | null;
  services: ClusterService[];
  createdBy: Person & { id: string };
  createdAt: string;
  startedAt: string | null;
  seenAt: string | null;
  lastHeartbeatAt: string | null;
  /** Of a managed cluster. */
  accounts: { total: number; pending: number; blockedPending: number; held: number; problem: string | null } | null;
  /** Of an unmanaged cluster (D08). */
  administrator: { email: string; passwordChangedAt: string | null; passwordResetPending: boolean } | null;
  allows: Record<'start' | 'stop' | 'terminate' | 'retry' | 'open' | 'updateServices' | 'revealPassword', Allowance>;
};

export type WantedServices = Record<ServiceKey, boolean>;
export type NewCluster = { name: string; version: string; userManagement: UserManagement; cloudAccountId?: string };
export type RevealedPassword = { email: string; password: string; changedAt: string | null };

export type AccountWish = 'absent' | 'user' | 'administrator' | 'blocked';

export type ClusterAccount = {
  id: string;
  userId: string | null;
  email: string;
  name: string;
  managed: boolean;
  wanted: AccountWish | null;
  seen: AccountWish | 'unknown';
  seenAt: string | null;
  sentence: string;
  sessionEndsBy: string | null;
  nextTryAt: string | null;
  problem: string | null;
};

export type ClusterAccounts = {
  items: ClusterAccount[];
  checkedAt: string | null;
  otherCount: number;
  held: { people: string[]; sentence: string } | null;
  allows: { confirmBlocks: Allowance };
};

export type Usage = {
  timeZone: string;
  from: string;
  to: string;
  totalHours: number;
  days: { date: string; clusters: { clusterId: string; hours: number }[] }[];
  clusters: { clusterId: string; name: string; hours: number; terminated: boolean }[];
};
