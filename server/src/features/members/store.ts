import type { Role } from '../../kernel/actor.ts';
import type { MemberId, OrganizationId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { Removal } from './former.ts';
import { keyOf, mostCounted, showsAll, startsOf, type Listing, type Place } from './listing.ts';
import type { Member, NewMember } from './member.ts';

const fullNameOf = (person: string) => `nullif(btrim(${person}."givenName" || ' ' || ${person}."familyName"), '')`;

/** What everybody sees of a member, and what only who runs the organization does: that is read where it will be shown. */
const shown = `m.id, m.organization_id as "organizationId", m.user_id as "userId", u.email, u."givenName", u."familyName", m.role, m.joined_at as "joinedAt",
  m.version, ${fullNameOf('i')} as "invitedBy", m.suspended_reasons as "suspendedReasons", m.suspended_at as "suspendedAt", m.suspension_note as "suspensionNote"`;
const shownPeople = `"user" u on u.id = m.user_id left join "user" i on i.id = m.invited_by`;
const columns = `${shown}, ${fullNameOf('x')} as "suspendedBy", m.role_changed_at as "roleChangedAt", ${fullNameOf('r')} as "roleChangedBy",
  (select max(s."updatedAt") from session s where s."userId" = m.user_id) as "lastActiveAt",
  exists (select from authenticator a where a.user_id = m.user_id and a.confirmed_at is not null) as "twoSteps"`;
const people = `${shownPeople} left join "user" x on x.id = m.suspended_by left join "user" r on r.id = m.role_changed_by`;
const hidden = `null as "suspendedBy", null::timestamptz as "roleChangedAt", null as "roleChangedBy", null::timestamptz as "lastActiveAt", false as "twoSteps"`;
const from = `member m join ${people}`;

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

export async function findOwner(tx: Tx, organizationId: OrganizationId): Promise<Member> {
  const [row] = await tx.query<Member>(`select ${columns} from ${from} where m.organization_id = $1 and m.role = 'owner'`, [organizationId]);
  if (!row) throw new Error(`Organization ${organizationId} has no owner`);
  return row;
}

export async function findByEmail(tx: Tx, organizationId: OrganizationId, email: string): Promise<Member | null> {
  const [row] = await tx.query<Member>(`select ${columns} from ${from} where m.organization_id = $1 and lower(u.email) = $2`, [organizationId, email]);
  return row ?? null;
}

/** Those of them that are members here. */
export async function findMany(tx: Tx, organizationId: OrganizationId, ids: readonly MemberId[]): Promise<Member[]> {
  return tx.query<Member>(`select ${columns} from ${from} where m.organization_id = $1 and m.id = any($2::uuid[])`, [organizationId, ids]);
}

type Counts = { total: number; matching: number };

/** In a query of its own, so that what is sought is taken apart once and not for every row. */
const isFound = (parameter: number) => `m.words @@ (select member_search($1, $${parameter}))`;

/** Everybody, and whom the search and the filters find, which is counted up to one more than 1000. */
export async function count(tx: Tx, organizationId: OrganizationId, listing: Listing): Promise<Counts> {
  const total = `(select count(*)::int from member m where m.organization_id = $1) as total`;
  if (showsAll(listing)) {
    const [row] = await tx.query<{ total: number }>(`select ${total}`, [organizationId]);
    return { total: row?.total ?? 0, matching: row?.total ?? 0 };
  }
  const shown = startsOf({ ...listing, after: null }).map(({ standing }) => standing);
  const words = listing.sought === null ? '' : `and ${isFound(3)}`;
  const [row] = await tx.query<Counts>(
    `select ${total}, (select count(*)::int from (select from member m where m.organization_id = $1 and m.standing = any($2::smallint[]) ${words} limit ${mostCounted + 1}) as found) as matching`,
    listing.sought === null ? [organizationId, shown] : [organizationId, shown, listing.sought],
  );
  return row ?? { total: 0, matching: 0 };
}

export type Listed = Member & { place: Place };
/** `seesAll`: for who runs the organization. Otherwise what only they see is left out of the rows. */
type Sought = Listing & { seesAll?: boolean };

/** One page. Every standing that is shown is read in its order by an index; what a search finds is put in order as a whole. */
export async function list(tx: Tx, organizationId: OrganizationId, listing: Sought, limit: number): Promise<Listed[]> {
  const starts = startsOf(listing);
  const rows = await tx.query<Member & { rank: number; key: string }>(pageStatement(listing), [
    organizationId, starts.map(({ standing }) => standing), starts.map(({ rank }) => rank), starts.map(({ key }) => key), starts.map(({ id }) => id), limit,
    ...(listing.sought === null ? [] : [listing.sought]),
  ]);
  return rows.map(({ rank, key, ...member }) => ({ ...member, place: { rank, key, id: member.id } }));
}

const keys = {
  name: { column: 'm.name_key', from: 'b.key', to: 'page.key' },
  joined: { column: 'm.joined_at', from: `'epoch'::timestamptz + b.key::bigint * interval '1 microsecond'`, to: `(extract(epoch from page.key) * 1000000)::bigint::text` },
};

/** The statement of `list`; exported for the test that looks at its plan. */
export function pageStatement({ sort, direction, sought, seesAll = true }: Sought): string {
  const key = keys[keyOf(sort)];
  const [beyond, order] = direction === 'ascending' ? ['>', 'asc'] : ['<', 'desc'];
  const after = `m.organization_id = $1 and m.standing = b.standing and (${key.column}, m.id) ${beyond} (${key.from}, b.id)`;
  const inOrder = `cross join lateral (select m.id, ${key.column} as key from member m where ${after} order by ${key.column} ${order}, m.id ${order} limit $6) as one`;
  const found = `join lateral (select m.id, ${key.column} as key from member m where ${after} and ${isFound(7)}) as one on true`;
  return `with page as (
      select b.rank, one.* from unnest($2::smallint[], $3::smallint[], $4::text[], $5::uuid[]) as b (standing, rank, key, id)
      ${sought === null ? inOrder : found}
      order by b.rank ${order}, one.key ${order}, one.id ${order} limit $6)
    select ${seesAll ? columns : `${shown}, ${hidden}`}, page.rank, ${key.to} as key from page join member m on m.id = page.id join ${seesAll ? people : shownPeople}
    where m.organization_id = $1 order by page.rank ${order}, page.key ${order}, page.id ${order}`;
}

type Changed = { by: UserId | null; at: Date };

/** `by` is null where the operator does it. */
export async function setRole(tx: Tx, { organizationId, id }: Pick<Member, 'organizationId' | 'id'>, role: Role, { by, at }: Changed): Promise<void> {
  await tx.query(`update member set role = $3, role_changed_by = $4, role_changed_at = $5, version = version + 1 where organization_id = $1 and id = $2`, [organizationId, id, role, by, at]);
}

type Suspension = { reasons: readonly string[]; at: Date | null; by: UserId | null; note: string | null };

/** D11: without reasons, the suspension is over and nothing of it is kept here. */
export async function setSuspension(tx: Tx, { organizationId, id }: Member, { reasons, at, by, note }: Suspension): Promise<void> {
  await tx.query(
    `update member set suspended_reasons = $3, suspended_at = $4, suspended_by = $5, suspension_note = $6, version = version + 1 where organization_id = $1 and id = $2`,
    [organizationId, id, reasons, at, by, note],
  );
}

/** M12: takes the row away and records why. */
export async function remove(tx: Tx, member: Member, removal: { id: string; removedBy: UserId | null; removedAt: Date }): Promise<void> {
  await tx.query(`delete from member where organization_id = $1 and id = $2`, [member.organizationId, member.id]);
  await tx.query(
    `insert into removal (id, organization_id, user_id, removed_by, removed_at, role) values ($1, $2, $3, $4, $5, $6)
     on conflict (organization_id, user_id) where ended_at is null do update set removed_by = excluded.removed_by, removed_at = excluded.removed_at, role = excluded.role`,
    [removal.id, member.organizationId, member.userId, removal.removedBy, removal.removedAt, member.role],
  );
}

/** D06: a person who returns is unblocked. */
export async function endRemoval(tx: Tx, organizationId: OrganizationId, userId: UserId, endedAt: Date): Promise<void> {
  await tx.query(`update removal set ended_at = $3 where organization_id = $1 and user_id = $2 and ended_at is null`, [organizationId, userId, endedAt]);
}

type OnClusters = Pick<Member, 'userId' | 'email' | 'givenName' | 'familyName' | 'role'>;

/** Who should have an account on each managed cluster of the organization (M11); the suspended are not among them (D11). */
export async function listForClusters(tx: Tx, organizationId: OrganizationId): Promise<OnClusters[]> {
  return tx.query<OnClusters>(
    `select m.user_id as "userId", u.email, u."givenName", u."familyName", m.role from member m join "user" u on u.id = m.user_id
     where m.organization_id = $1 and m.suspended_reasons = '{}' order by m.id`,
    [organizationId],
  );
}

type Blocked = Omit<OnClusters, 'role'>;

/** Who was removed and has not returned, or is suspended: wanted blocked (D09, D11). */
export async function listBlocked(tx: Tx, organizationId: OrganizationId): Promise<Blocked[]> {
  return tx.query<Blocked>(
    `select r.user_id as "userId", u.email, u."givenName", u."familyName" from removal r join "user" u on u.id = r.user_id where r.organization_id = $1 and r.ended_at is null
     union all
     select m.user_id, u.email, u."givenName", u."familyName" from member m join "user" u on u.id = m.user_id
     where m.organization_id = $1 and m.suspended_reasons <> '{}' and m.standing = any('{3,4}') order by 1`,
    [organizationId],
  );
}

/** Who was removed or left and has not returned, the latest first. `after` is the removal last seen. */
export async function listRemovals(tx: Tx, organizationId: OrganizationId, after: string | null, limit: number): Promise<Removal[]> {
  const rows = await tx.query<Omit<Removal, 'removedBy'> & { byGivenName: string | null; byFamilyName: string | null }>(
    `select r.id, r.organization_id as "organizationId", r.user_id as "userId", u.email, u."givenName", u."familyName", r.role, r.removed_at as "endedAt",
       r.removed_by is not distinct from r.user_id as "left", b."givenName" as "byGivenName", b."familyName" as "byFamilyName"
     from removal r join "user" u on u.id = r.user_id left join "user" b on b.id = r.removed_by
     where r.organization_id = $1 and r.ended_at is null and r.id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') order by r.id desc limit $3`,
    [organizationId, after, limit],
  );
  return rows.map(({ byGivenName, byFamilyName, ...row }) => ({ ...row, removedBy: byGivenName === null ? null : { givenName: byGivenName, familyName: byFamilyName ?? '' } }));
}
