import type { ClusterId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';

/** One OpenID client per cluster, kept by our identity provider. Every call is idempotent. */
export type IdentityProviderClients = {
  /** Makes it, or gives it this secret and address when it is there. */
  create(tx: Tx, client: { clientId: string; clusterId: ClusterId; name: string; redirectUri: string; secret: string }): Promise<void>;
  enable(tx: Tx, clientId: string): Promise<void>;
  disable(tx: Tx, clientId: string): Promise<void>;
};

/** The groups of one cluster that userinfo names; they mean nothing on any other. */
export const groupsOf = (clusterId: string) => ({ administrators: `${clusterId}-admins`, users: `${clusterId}-users` });

/** How a cluster maps our groups to its roles at every log-in (M19). */
export function groupMappingOf(clusterId: string): string {
  const groups = groupsOf(clusterId);
  return `${groups.administrators}->HOPS_ADMIN;${groups.users}->HOPS_USER`;
}

/** The button on the cluster's page reads “Sign in with Hopyard”. */
export const providerName = 'Hopyard';

export const callbackOf = (pageUrl: string): string => `${pageUrl}/callback`;
