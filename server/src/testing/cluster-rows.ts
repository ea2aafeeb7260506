/** Clusters as rows alone, for tests of what the membership asks of them; nothing runs. */
import { randomBytes } from 'node:crypto';
import type { CloudAccountId, ClusterId, OrganizationId, UserId } from '../kernel/id.ts';
import { newUuid } from '../platform/identifiers.ts';
import type { Pool } from '../platform/postgres/pool.ts';

type Given = {
  name?: string;
  /** Without one, an account of its own. */
  cloudAccountId?: CloudAccountId;
  userManagement?: 'managed' | 'unmanaged';
  wanted?: 'running' | 'stopped' | 'terminated';
  /** Its public address answers. */
  open?: boolean;
  passwordShownTo?: UserId;
};

/** @param owner connections of the tables' owner */
export async function addCluster(owner: Pool, organizationId: OrganizationId, createdBy: UserId, given: Given = {}): Promise<ClusterId> {
  const { userManagement = 'managed', wanted = 'running', open = false, passwordShownTo } = given;
  const id = newUuid() as ClusterId;
  const { name = `cluster-${id.slice(-12)}`, cloudAccountId = newUuid() } = given;
  const unique = randomBytes(16).toString('hex');
  await owner.begin(async (sql) => {
    if (!given.cloudAccountId) await sql`insert into cloud_account (id, organization_id, kind, name, created_by, created_at) values (${cloudAccountId}, ${organizationId}, 'local', ${`machine ${unique}`}, ${createdBy}, now())`;
    await sql`insert into cluster (id, organization_id, cloud_account_id, name, version, user_management, created_by, created_at, wanted, wanted_at, services_wanted, seen_public, seen)
      values (${id}, ${organizationId}, ${cloudAccountId}, ${name}, '3.8.0', ${userManagement}, ${createdBy}, now(), ${wanted}, now(), '{"featureStore": false, "onlineFeatureStore": false, "kafka": false, "ssh": false}', ${open}, ${open ? 'running' : 'absent'})`;
    await sql`insert into cluster_connection (cluster_id, organization_id, sealed_control_key, sealed_heartbeat_key, administrator_email, client_id, sealed_client_secret, session_lifetime_ms)
      values (${id}, ${organizationId}, 'k', 'k', 'administrator@example.org', ${`client-${unique}`}, 's', 2700000)`;
    if (passwordShownTo) {
      await sql`insert into cluster_password_showing (id, organization_id, cluster_id, user_id, shown_at) values (${newUuid()}, ${organizationId}, ${id}, ${passwordShownTo}, now())`;
    }
  });
  return id;
}
