/**
 * How we speak with a cluster: its place, and the secrets that are sealed in the database.
 * A secret is in the clear only inside a workflow step, and in no event, log or error.
 */
import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import type { SealedPlace } from '../../kernel/vault.ts';
import type { Place } from '../clusters/driver.ts';

export type Connection = {
  clusterId: ClusterId;
  organizationId: OrganizationId;
  placeNumber: number;
  place: Place | null;
  sealedControlKey: string;
  sealedHeartbeatKey: string;
  heartbeatKeyHash: string | null;
  administratorEmail: string;
  sealedAdministratorPassword: string | null;
  sealedAdministratorKey: string | null;
  clientId: string;
  sealedClientSecret: string;
  signOnRegisteredAt: Date | null;
  sessionLifetimeMs: number;
  passwordChangedAt: Date | null;
  passwordResetWantedAt: Date | null;
  /** When the driver had removed all that it made. */
  removedAt: Date | null;
};

export type NewConnection = Omit<Connection, 'placeNumber'>;

export const sealedIn = (connection: { clusterId: ClusterId; organizationId: OrganizationId }): SealedPlace =>
  ({ table: 'cluster_connection', row: connection.clusterId, organizationId: connection.organizationId });

/** Of the organization and of no person; `.internal` belongs to nobody, so no mail can reach it. */
export const administratorEmailOf = (clusterId: ClusterId): string => `administrator@${clusterId.slice(-12)}.hopyard.internal`;

/** From 256 random bits, within a cluster's rules: lower case, upper case and a digit, at most 255 characters. */
export const passwordFrom = (secret: string): string => `Hy7-${secret.slice(0, 24)}`;
