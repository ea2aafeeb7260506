import type { Role } from '../../kernel/actor.ts';
import type { MemberId, OrganizationId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { Member, NewMember } from './member.ts';

const columns = `m.id, m.organization_id as "organizationId", m.user_id as "userId", u.email, u."givenName", u."familyName", m.role, m.joined_at as "joinedAt"`;
const from = `member m join "user" u on u.id = m.user_id`;

export async function add(tx: Tx, member: NewMember): Promise<void> {
  await tx.query(`insert into member (id, organization_id, user_id, role, joined_at, invited_by) values ($1, $2, $3, $4, $5, $6)`, [
    member.id, member.organizationId, member.userId, member.role, member.joinedAt, member.invitedBy,
  ]);
}

export async function find(tx: Tx, organizationId: OrganizationId, id: MemberId): Promise<Member | null> {
  const [row] = await tx.query<Member>(`select ${columns} from ${from} where m.organization_id = $1 and m.id = $2`, [organizationId, id]);
  return row ?? null;
}

export async function findByUser(tx: Tx, organizationId: OrganizationId, userId: UserId): Promise<Member | null> {
  const [row] = await tx.query<Member>(`select ${columns} from ${from} where m.organization_id = $1 and m.user_id = $2`, [organizationId, userId]);
  return row ?? null;
}

export async function findByEmail(tx: Tx, organizationId: OrganizationId, email: string): Promise<Member | null> {
  const [row] = await tx.query<Member>(`select ${columns} from ${from} where m.organization_id = $1 and lower(u.email) = $2`, [organizationId, email]);
  return row ?? null;
}

/** Ids are made in time order, so the first page begins with the owner and any page costs the same. */
export async function list(tx: Tx, organizationId: OrganizationId, after: string | null, limit: number): Promise<Member[]> {
  return after
    ? tx.query<Member>(`select ${columns} from ${from} where m.organization_id = $1 and m.id > $2 order by m.id limit $3`, [organizationId, after, limit])
    : tx.query<Member>(`select ${columns} from ${from} where m.organization_id = $1 order by m.id limit $2`, [organizationId, limit]);
}

export async function setRole(tx: Tx, organizationId: OrganizationId, id: MemberId, role: Role): Promise<void> {
  await tx.query(`update member set role = $3, version = version + 1 where organization_id = $1 and id = $2`, [organizationId, id, role]);
}

/** M12: takes the row away and records why. */
export async function remove(tx: Tx, member: Member, removal: { id: string; removedBy: UserId | null; removedAt: Date }): Promise<void> {
  await tx.query(`delete from member where organization_id = $1 and id = $2`, [member.organizationId, member.id]);
  await tx.query(
    `insert into removal (id, organization_id, user_id, removed_by, removed_at) values ($1, $2, $3, $4, $5)
     on conflict (organization_id, user_id) where ended_at is null do update set removed_by = excluded.removed_by, removed_at = excluded.removed_at`,
    [removal.id, member.organizationId, member.userId, removal.removedBy, removal.removedAt],
  );
}

/** D06: a person who returns is unblocked. */
export async function endRemoval(tx: Tx, organizationId: OrganizationId, userId: UserId, endedAt: Date): Promise<void> {
  await tx.query(`update removal set ended_at = $3 where organization_id = $1 and user_id = $2 and ended_at is null`, [organizationId, userId, endedAt]);
}

type OnClusters = Pick<Member, 'userId' | 'email' | 'givenName' | 'familyName' | 'role'>;

/** Who should have an account on each managed cluster of the organization (M11). */
export async function listForClusters(tx: Tx, organizationId: OrganizationId): Promise<OnClusters[]> {
  return tx.query<OnClusters>(
    `select m.user_id as "userId", u.email, u."givenName", u."familyName", m.role from ${from} where m.organization_id = $1 order by m.id`,
    [organizationId],
  );
}

type Removed = Omit<OnClusters, 'role'> & { removedAt: Date };

/** Who was removed and has not returned: wanted blocked (D09). */
export async function listRemovals(tx: Tx, organizationId: OrganizationId): Promise<Removed[]> {
  return tx.query<Removed>(
    `select r.user_id as "userId", u.email, u."givenName", u."familyName", r.removed_at as "removedAt"
     from removal r join "user" u on u.id = r.user_id where r.organization_id = $1 and r.ended_at is null order by r.id`,
    [organizationId],
  );
}
