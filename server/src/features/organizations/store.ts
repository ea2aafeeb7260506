import type { Permissions, Role } from '../../kernel/actor.ts';
import type { CloudAccountId, MemberId, OrganizationId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { NewOrganization, Organization, OrganizationFigures, OrganizationInFull, OrganizationSummary } from './organization.ts';

export async function create(tx: Tx, organization: NewOrganization): Promise<void> {
  await tx.query(`insert into organization (id, slug, name, created_by, created_at) values ($1, $2, $3, $4, $5)`, [
    organization.id, organization.slug, organization.name, organization.createdBy, organization.createdAt,
  ]);
}

type Row = Omit<Organization, 'permissions'> & Permissions;

const columns = `o.id, o.slug, o.name, o.time_zone as "timeZone", o.default_cloud_account_id as "defaultCloudAccountId", o.version, o.seats as "ownSeats",
  o.members_can_invite as "membersCanInvite", o.members_can_create_and_terminate as "membersCanCreateAndTerminate",
  o.members_can_open_ports as "membersCanOpenPorts"`;

function fromRow<Given extends Row>({ membersCanInvite, membersCanCreateAndTerminate, membersCanOpenPorts, ...rest }: Given) {
  return { ...rest, permissions: { membersCanInvite, membersCanCreateAndTerminate, membersCanOpenPorts } };
}

/** Unless it is deleted. */
export async function find(tx: Tx, id: OrganizationId): Promise<Organization | null> {
  const [row] = await tx.query<Row>(`select ${columns} from organization o where o.id = $1 and o.deleted_at is null`, [id]);
  return row ? fromRow(row) : null;
}

type FullRow = Row & Omit<OrganizationFigures, 'permissionsChanged'> & { changedAt: Date | null; changedByGivenName: string | null; changedByFamilyName: string | null };

/** Its members are counted too, so this is for its own page. */
export async function findInFull(tx: Tx, id: OrganizationId): Promise<OrganizationInFull | null> {
  const [row] = await tx.query<FullRow>(
    `select ${columns}, n.total as "memberCount", n.ordinary as "ordinaryMembers",
       o.permissions_changed_at as "changedAt", u."givenName" as "changedByGivenName", u."familyName" as "changedByFamilyName"
     from organization o left join "user" u on u.id = o.permissions_changed_by
     cross join lateral (select count(*)::int as total, (count(*) filter (where m.role = 'member'))::int as ordinary from member m where m.organization_id = o.id) n
     where o.id = $1 and o.deleted_at is null`,
    [id],
  );
  if (!row) return null;
  const { changedAt, changedByGivenName: givenName, changedByFamilyName: familyName, ...rest } = row;
  return { ...fromRow(rest), permissionsChanged: changedAt && givenName !== null && familyName !== null ? { at: changedAt, by: { givenName, familyName } } : null };
}

type Joined = OrganizationSummary & { memberId: MemberId; role: Role };

/** The organizations of a person in the order of joining, the own one first. `after` is the membership last seen. */
export async function listOf(tx: Tx, userId: UserId, after: string | null, limit: number): Promise<Joined[]> {
  return tx.query<Joined>(
    `select o.id, o.slug, o.name, m.role, m.suspended_reasons <> '{}' as suspended, m.suspension_note as "suspensionNote", m.id as "memberId" from member m join organization o on o.id = m.organization_id
     where m.user_id = $1 and o.deleted_at is null and ($2::uuid is null or m.id > $2) order by m.id limit $3`,
    [userId, after, limit],
  );
}

/** The count, held until the transaction ends: somebody who asks many times at once is counted one after another. */
export async function countCreatedByForUpdate(tx: Tx, userId: UserId): Promise<number> {
  await tx.query(`select from "user" where id = $1 for no key update`, [userId]);
  return countCreatedBy(tx, userId);
}

async function countCreatedBy(tx: Tx, userId: UserId): Promise<number> {
  const [row] = await tx.query<{ count: number }>(`select count(*)::int as count from organization where created_by = $1 and deleted_at is null`, [userId]);
  return row?.count ?? 0;
}

export async function update(tx: Tx, id: OrganizationId, change: { name: string; timeZone: string }): Promise<void> {
  await tx.query(`update organization set name = $2, time_zone = $3, version = version + 1 where id = $1`, [id, change.name, change.timeZone]);
}

export async function setPermissions(tx: Tx, id: OrganizationId, permissions: Permissions, changed: { at: Date; by: UserId | null }): Promise<void> {
  await tx.query(
    `update organization set members_can_invite = $2, members_can_create_and_terminate = $3, members_can_open_ports = $4,
       permissions_changed_at = $5, permissions_changed_by = $6, version = version + 1 where id = $1`,
    [id, permissions.membersCanInvite, permissions.membersCanCreateAndTerminate, permissions.membersCanOpenPorts, changed.at, changed.by],
  );
}

/** No new version: nobody who edits the name or the permissions has to look again because of it. */
export async function setDefaultCloudAccount(tx: Tx, id: OrganizationId, cloudAccountId: CloudAccountId | null): Promise<void> {
  await tx.query(`update organization set default_cloud_account_id = $2 where id = $1`, [id, cloudAccountId]);
}

/** D02: from now on it has no members; its slug stays taken and its audit log stays. Connected accounts end with it. */
export async function markDeleted(tx: Tx, id: OrganizationId, deleted: { at: Date; by: UserId }): Promise<void> {
  await tx.query(`update organization set deleted_at = $2, deleted_by = $3, default_cloud_account_id = null, version = version + 1 where id = $1`, [id, deleted.at, deleted.by]);
}

export type Deleted = { name: string; deletedBy: { givenName: string; familyName: string }; toldUntil: MemberId | null };

/** For the letters to who was a member: only once it is deleted. */
export async function findDeleted(tx: Tx, id: OrganizationId): Promise<Deleted | null> {
  const [row] = await tx.query<Deleted>(
    `select o.name, o.deletion_told_until as "toldUntil", jsonb_build_object('givenName', u."givenName", 'familyName', u."familyName") as "deletedBy"
     from organization o join "user" u on u.id = o.deleted_by where o.id = $1 and o.deleted_at is not null`,
    [id],
  );
  return row ?? null;
}

/** Whoever was a member to the end, in the order of joining. `after` is the membership last told. */
export const listToTell = (tx: Tx, id: OrganizationId, after: MemberId | null, limit: number): Promise<{ id: MemberId; email: string }[]> =>
  tx.query(
    `select m.id, u.email from member m join "user" u on u.id = m.user_id where m.organization_id = $1 and ($2::uuid is null or m.id > $2) order by m.id limit $3`,
    [id, after, limit],
  );

export async function markToldUntil(tx: Tx, id: OrganizationId, memberId: MemberId): Promise<void> {
  await tx.query(`update organization set deletion_told_until = $2 where id = $1`, [id, memberId]);
}

/** Takes the lock that everything takes which changes membership, and answers the seats of its own. */
export async function lockSeats(tx: Tx, id: OrganizationId): Promise<number | null> {
  const [row] = await tx.query<{ seats: number | null }>(`select seats from organization where id = $1 for no key update`, [id]);
  return row?.seats ?? null;
}

/** @param seats null: the instance's default again */
export async function setSeats(tx: Tx, id: OrganizationId, seats: number | null): Promise<void> {
  await tx.query(`update organization set seats = $2 where id = $1`, [id, seats]);
}

export type ForOperator = { id: OrganizationId; slug: string; name: string; members: number; invitations: number; ownSeats: number | null; deletedAt: Date | null };

const forOperator = `select o.id, o.slug, o.name, o.seats as "ownSeats", o.deleted_at as "deletedAt",
    (select count(*)::int from member m where m.organization_id = o.id) as members,
    (select count(*)::int from invitation i where i.organization_id = o.id and i.state = 'pending' and i.expires_at > statement_timestamp()) as invitations
  from organization o`;

/** D10: what the operator sees of an organization. `after` is the slug last seen. */
export const listForOperator = (tx: Tx, after: string | null, limit: number): Promise<ForOperator[]> =>
  tx.query<ForOperator>(`${forOperator} where $1::text is null or o.slug > $1 order by o.slug limit $2`, [after, limit]);

export async function findBySlug(tx: Tx, slug: string): Promise<ForOperator | null> {
  const [row] = await tx.query<ForOperator>(`${forOperator} where o.slug = $1`, [slug]);
  return row ?? null;
}
