/** Query keys. Everything of one organization begins with its id, so that one call refreshes it whole. */
export const keys = {
  self: ['self'] as const,
  registration: ['registration'] as const,
  sessions: ['sessions'] as const,
  authenticator: ['authenticator'] as const,
  passkeys: ['passkeys'] as const,
  received: ['received-invitations'] as const,
  ofOrganization: (organizationId: string) => ['organization', organizationId] as const,
  organization: (organizationId: string) => ['organization', organizationId, 'organizations'] as const,
  members: (organizationId: string) => ['organization', organizationId, 'members'] as const,
  formerMembers: (organizationId: string) => ['organization', organizationId, 'former-members'] as const,
  /** What something would do, read at the moment of asking. */
  preview: (organizationId: string, ofId: string, deed: string) => ['organization', organizationId, 'previews', ofId, deed] as const,
  ownershipOffer: (organizationId: string) => ['organization', organizationId, 'ownership-offers'] as const,
  invitations: (organizationId: string) => ['organization', organizationId, 'invitations'] as const,
  cloudAccounts: (organizationId: string) => ['organization', organizationId, 'cloud-accounts'] as const,
  versions: (organizationId: string) => ['organization', organizationId, 'cluster-versions'] as const,
  clusters: (organizationId: string) => ['organization', organizationId, 'clusters'] as const,
  accounts: (organizationId: string, clusterId: string) => ['organization', organizationId, 'cluster-accounts', clusterId] as const,
  allAccounts: (organizationId: string) => ['organization', organizationId, 'cluster-accounts'] as const,
  audit: (organizationId: string) => ['organization', organizationId, 'audit'] as const,
  usage: (organizationId: string) => ['organization', organizationId, 'usage'] as const,
};
