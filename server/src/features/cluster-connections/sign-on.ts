import type { ClusterId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';

/** One OpenID client per cluster, kept by our identity provider. Every call is idempotent. */
export type IdentityProviderClients = {
  /** Makes it, or gives it this secret and address when it is there. */
  create(tx: Tx, client: { clientId: string; clusterId: ClusterId; name: string; redirectUri: string; secret: string }): Promise<void>;
  enable(tx: Tx, clientId: string): Promise<void>;
  disable(tx: Tx, clientId: string): Promise<void>;
};

const clientPrefix = 'hopyard-';

/** For life: a cluster knows its people as `<client id>.<user id>`, and a new client id would orphan them. Together they stay under 128 characters. */
export const clientIdOf = (clusterId: ClusterId): string => `${clientPrefix}${clusterId}`;

/** Null for a client that is none of a cluster's. */
export function clusterIdOf(clientId: string): ClusterId | null {
  const id = clientId.startsWith(clientPrefix) ? clientId.slice(clientPrefix.length) : '';
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? (id as ClusterId) : null;
}

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
