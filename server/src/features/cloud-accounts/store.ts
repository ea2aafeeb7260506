import type { CloudAccountId, OrganizationId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { CloudAccount, ListedCloudAccount } from './cloud-account.ts';

const listed = `select a.id, a.organization_id as "organizationId", a.kind, a.name, a.created_by as "createdBy", a.created_at as "createdAt",
    o.default_cloud_account_id is not distinct from a.id as "isDefault",
    coalesce((select jsonb_agg(c.name order by c.name) from cluster c where c.cloud_account_id = a.id and c.terminated_at is null), '[]') as "clusterNames"
  from cloud_account a join organization o on o.id = a.organization_id
  where a.organization_id = $1 and a.deleted_at is null`;

/** Oldest first; ids are in time order. `after` is the last one seen. */
export async function list(tx: Tx, organizationId: OrganizationId, after: string | null, limit: number): Promise<ListedCloudAccount[]> {
  return tx.query<ListedCloudAccount>(`${listed} and ($2::uuid is null or a.id > $2) order by a.id limit $3`, [organizationId, after, limit]);
}

export async function find(tx: Tx, organizationId: OrganizationId, id: CloudAccountId): Promise<ListedCloudAccount | null> {
  const [row] = await tx.query<ListedCloudAccount>(`${listed} and a.id = $2`, [organizationId, id]);
  return row ?? null;
}

/** M04: the account that a member's cluster goes to when he chooses none. */
export async function findDefault(tx: Tx, organizationId: OrganizationId): Promise<ListedCloudAccount | null> {
  const [row] = await tx.query<ListedCloudAccount>(`${listed} and o.default_cloud_account_id = a.id`, [organizationId]);
  return row ?? null;
}

export async function isNameTaken(tx: Tx, organizationId: OrganizationId, name: string): Promise<boolean> {
  const rows = await tx.query(`select from cloud_account where organization_id = $1 and lower(name) = lower($2) and deleted_at is null`, [organizationId, name]);
  return rows.length > 0;
}

export async function add(tx: Tx, account: CloudAccount): Promise<void> {
  await tx.query(`insert into cloud_account (id, organization_id, kind, name, created_by, created_at) values ($1, $2, $3, $4, $5, $6)`, [
    account.id, account.organizationId, account.kind, account.name, account.createdBy, account.createdAt,
  ]);
}

/** D02: with the organization that they belong to. Such an account holds no secret yet that would have to be erased. */
export async function removeAll(tx: Tx, organizationId: OrganizationId, deletedAt: Date): Promise<void> {
  await tx.query(`update cloud_account set deleted_at = $2 where organization_id = $1 and deleted_at is null`, [organizationId, deletedAt]);
}

export async function remove(tx: Tx, organizationId: OrganizationId, id: CloudAccountId, deletedAt: Date): Promise<void> {
  await tx.query(`update cloud_account set deleted_at = $3 where organization_id = $1 and id = $2`, [organizationId, id, deletedAt]);
}
