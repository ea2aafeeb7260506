import type { Permissions, Role } from '../../kernel/actor.ts';
import type { CloudAccountId, MemberId, OrganizationId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { NewOrganization, Organization, OrganizationSummary } from './organization.ts';

export async function create(tx: Tx, organization: NewOrganization): Promise<void> {
  await tx.query(`insert into organization (id, slug, name, created_by, created_at) values ($1, $2, $3, $4, $5)`, [
    organization.id, organization.slug, organization.name, organization.createdBy, organization.createdAt,
  ]);
}

type Row = Omit<Organization, 'permissions'> & Permissions;

const columns = `o.id, o.slug, o.name, o.time_zone as "timeZone", o.default_cloud_account_id as "defaultCloudAccountId",
  o.members_can_invite as "membersCanInvite", o.members_can_create_and_terminate as "membersCanCreateAndTerminate",
  o.members_can_open_ports as "membersCanOpenPorts"`;

export async function find(tx: Tx, id: OrganizationId): Promise<Organization | null> {
  const [row] = await tx.query<Row>(
    `select ${columns}, (select count(*)::int from member m where m.organization_id = o.id) as "memberCount" from organization o where o.id = $1`,
    [id],
  );
  if (!row) return null;
  const { membersCanInvite, membersCanCreateAndTerminate, membersCanOpenPorts, ...rest } = row;
  return { ...rest, permissions: { membersCanInvite, membersCanCreateAndTerminate, membersCanOpenPorts } };
}

type Joined = OrganizationSummary & { memberId: MemberId; role: Role };

/** The organizations of a person in the order of joining, the own one first. `after` is the membership last seen. */
export async function listOf(tx: Tx, userId: UserId, after: string | null, limit: number): Promise<Joined[]> {
  return tx.query<Joined>(
    `select o.id, o.slug, o.name, m.role, m.suspended_reasons <> '{}' as suspended, m.suspension_note as "suspensionNote", m.id as "memberId" from member m join organization o on o.id = m.organization_id
     where m.user_id = $1 and ($2::uuid is null or m.id > $2) order by m.id limit $3`,
    [userId, after, limit],
  );
}

/** The count, held until the transaction ends: somebody who asks many times at once is counted one after another. */
export async function countCreatedByForUpdate(tx: Tx, userId: UserId): Promise<number> {
  await tx.query(`select from "user" where id = $1 for no key update`, [userId]);
  return countCreatedBy(tx, userId);
}

async function countCreatedBy(tx: Tx, userId: UserId): Promise<number> {
  const [row] = await tx.query<{ count: number }>(`select count(*)::int as count from organization where created_by = $1`, [userId]);
  return row?.count ?? 0;
}

export async function update(tx: Tx, id: OrganizationId, change: { name: string; timeZone: string }): Promise<void> {
  await tx.query(`update organization set name = $2, time_zone = $3, version = version + 1 where id = $1`, [id, change.name, change.timeZone]);
}

export async function setPermissions(tx: Tx, id: OrganizationId, permissions: Permissions): Promise<void> {
  await tx.query(
    `update organization set members_can_invite = $2, members_can_create_and_terminate = $3, members_can_open_ports = $4, version = version + 1 where id = $1`,
    [id, permissions.membersCanInvite, permissions.membersCanCreateAndTerminate, permissions.membersCanOpenPorts],
  );
}

export async function setDefaultCloudAccount(tx: Tx, id: OrganizationId, cloudAccountId: CloudAccountId | null): Promise<void> {
  await tx.query(`update organization set default_cloud_account_id = $2, version = version + 1 where id = $1`, [id, cloudAccountId]);
}
