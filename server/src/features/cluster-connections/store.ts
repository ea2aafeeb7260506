import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { Connection, NewConnection } from './connection.ts';

const columns = `k.cluster_id as "clusterId", k.organization_id as "organizationId", k.place_number as "placeNumber", k.place,
  k.sealed_control_key as "sealedControlKey", k.sealed_heartbeat_key as "sealedHeartbeatKey", k.heartbeat_key_hash as "heartbeatKeyHash",
  k.administrator_email as "administratorEmail", k.sealed_administrator_password as "sealedAdministratorPassword",
  k.sealed_administrator_key as "sealedAdministratorKey", k.client_id as "clientId", k.sealed_client_secret as "sealedClientSecret",
  k.sign_on_registered_at as "signOnRegisteredAt", k.session_lifetime_ms as "sessionLifetimeMs",
  k.password_changed_at as "passwordChangedAt", k.password_reset_wanted_at as "passwordResetWantedAt", k.removed_at as "removedAt"`;

export async function get(tx: Tx, clusterId: ClusterId): Promise<Connection> {
  const [row] = await tx.query<Connection>(`select ${columns} from cluster_connection k where k.cluster_id = $1`, [clusterId]);
  if (!row) throw new Error(`Cluster ${clusterId} has no connection.`);
  return row;
}

export async function add(tx: Tx, connection: NewConnection): Promise<void> {
  await tx.query(
    `insert into cluster_connection (cluster_id, organization_id, sealed_control_key, sealed_heartbeat_key, heartbeat_key_hash, administrator_email,
       sealed_administrator_password, client_id, sealed_client_secret, session_lifetime_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [connection.clusterId, connection.organizationId, connection.sealedControlKey, connection.sealedHeartbeatKey, connection.heartbeatKeyHash, connection.administratorEmail,
      connection.sealedAdministratorPassword, connection.clientId, connection.sealedClientSecret, connection.sessionLifetimeMs],
  );
}

export async function save(tx: Tx, next: Connection): Promise<void> {
  await tx.query(
    `update cluster_connection set place = $2, heartbeat_key_hash = $3, sealed_administrator_password = $4, sealed_administrator_key = $5,
       sign_on_registered_at = $6, password_changed_at = $7, password_reset_wanted_at = $8, removed_at = $9 where cluster_id = $1`,
    [next.clusterId, next.place, next.heartbeatKeyHash, next.sealedAdministratorPassword, next.sealedAdministratorKey,
      next.signOnRegisteredAt, next.passwordChangedAt, next.passwordResetWantedAt, next.removedAt],
  );
}

/** D08. One that is wanted already stays as it is: its reset then answers both. */
export async function wantPasswordReset(tx: Tx, clusterId: ClusterId, now: Date): Promise<void> {
  await tx.query(`update cluster_connection set password_reset_wanted_at = coalesce(password_reset_wanted_at, $2) where cluster_id = $1`, [clusterId, now]);
}

/** Terminated clusters have no key any more. */
export async function findByHeartbeatKeyHash(tx: Tx, hash: string): Promise<{ clusterId: ClusterId; organizationId: OrganizationId } | null> {
  const [row] = await tx.query<{ clusterId: ClusterId; organizationId: OrganizationId }>(
    `select cluster_id as "clusterId", organization_id as "organizationId" from cluster_connection where heartbeat_key_hash = $1`, [hash],
  );
  return row ?? null;
}

/** D02: with an organization that is deleted, whose clusters are all terminated: nothing is left that these would open. */
export async function eraseSecrets(tx: Tx, organizationId: OrganizationId): Promise<void> {
  await tx.query(
    `update cluster_connection set sealed_control_key = '', sealed_heartbeat_key = '', heartbeat_key_hash = null, sealed_administrator_password = null,
       sealed_administrator_key = null, sealed_client_secret = '' where organization_id = $1`,
    [organizationId],
  );
}
