import type { ApiKeyId, OrganizationId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { ApiKey, EndedKey, EndingKey, EndReason, KeyKind, NewApiKey } from './api-key.ts';

const columns = `k.id, k.organization_id as "organizationId", k.kind, k.name, k.role, k.scopes, k.last_four as "lastFour", k.created_at as "createdAt",
  k.expires_at as "expiresAt", k.expires_at <= statement_timestamp() as expired, k.last_used_at as "lastUsedAt",
  case when k.previous_until > statement_timestamp() then k.previous_until end as "previousUntil", k.revoked_at as "revokedAt", k.revoked_because as "revokedBecause",
  jsonb_build_object('userId', k.user_id, 'givenName', u."givenName", 'familyName', u."familyName", 'role', m.role) as holder`;
const from = `api_key k join "user" u on u.id = k.user_id left join member m on m.organization_id = k.organization_id and m.user_id = k.user_id`;
const live = `k.revoked_at is null and k.expires_at > statement_timestamp()`;

type Seen = { userId: UserId; all: boolean };

/** Newest first: one's own personal keys, or all of the organization; what ended stays for 30 days. `after` is the last one seen. */
export async function list(tx: Tx, organizationId: OrganizationId, { userId, all }: Seen, page: { after: string | null; limit: number }): Promise<ApiKey[]> {
  return tx.query<ApiKey>(
    `select ${columns} from ${from} where k.organization_id = $1 and ($3 or (k.kind = 'personal' and k.user_id = $2))
       and least(k.revoked_at, k.expires_at) > statement_timestamp() - interval '30 days' and ($4::uuid is null or k.id < $4) order by k.id desc limit $5`,
    [organizationId, userId, all, page.after, page.limit],
  );
}

export async function find(tx: Tx, organizationId: OrganizationId, id: ApiKeyId): Promise<ApiKey | null> {
  const [row] = await tx.query<ApiKey>(`select ${columns} from ${from} where k.organization_id = $1 and k.id = $2`, [organizationId, id]);
  return row ?? null;
}

/** Those that work: of one person, or the organization's own. */
export async function countLive(tx: Tx, organizationId: OrganizationId, kind: KeyKind, userId: UserId): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from api_key k where k.organization_id = $1 and k.kind = $2 and (k.kind = 'organization' or k.user_id = $3) and ${live}`, [organizationId, kind, userId],
  );
  return row?.count ?? 0;
}

export async function add(tx: Tx, key: NewApiKey): Promise<void> {
  await tx.query(
    `insert into api_key (id, organization_id, kind, name, user_id, member_id, role, scopes, secret_hash, last_four, created_at, secret_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)`,
    [key.id, key.organizationId, key.kind, key.name, key.userId, key.memberId, key.role, key.scopes, key.secretHash, key.lastFour, key.createdAt, key.expiresAt],
  );
}

type Replacement = { userId: UserId; secretHash: string; lastFour: string; expiresAt: Date; now: Date; graceHours: number };

/** Who replaces is the only one who has seen the new secret. The old one works for the hours that were asked, never longer than it would have. */
export async function replace(tx: Tx, organizationId: OrganizationId, id: ApiKeyId, given: Replacement): Promise<void> {
  await tx.query(
    `update api_key set previous_hash = case when $7 > 0 then secret_hash end, previous_seen_by = case when $7 > 0 then user_id end,
       previous_until = case when $7 > 0 then least(expires_at, statement_timestamp() + make_interval(hours => $7)) end,
       user_id = $3, secret_hash = $4, last_four = $5, expires_at = $6, secret_at = $8, reminded_at = null
     where organization_id = $1 and id = $2`,
    [organizationId, id, given.userId, given.secretHash, given.lastFour, given.expiresAt, given.graceHours, given.now],
  );
}

export async function revoke(tx: Tx, organizationId: OrganizationId, id: ApiKeyId, by: { userId: UserId | null; at: Date }): Promise<void> {
  await tx.query(`update api_key set revoked_at = $4, revoked_by = $3, revoked_because = 'revoked' where organization_id = $1 and id = $2 and revoked_at is null`, [organizationId, id, by.userId, by.at]);
}

const described = `k.id, k.name, k.kind, k.role, k.scopes`;
/** Personal keys of a person who keeps his membership live on: they never may more than he. */
const concerned = `k.organization_id = $1 and k.user_id = $2 and ($3 or k.kind = 'organization') and ${live}`;

export type Ending = {
  because: EndReason;
  /** Who decides; null for whoever leaves by himself. */
  by: UserId | null;
  at: Date;
  /** Of the organization's keys: those that live on for a day, until somebody replaces them. */
  keep?: readonly ApiKeyId[];
};

const endsPersonal = (because: EndReason): boolean => because !== 'demoted';

/**
 * D11: ends what somebody's authority carried, in the transaction that takes it away: the personal keys (not at a demotion) and
 * the organization's keys that this person made or saw. Returns each with what became of it, for `endedEvents`.
 */
export async function endThoseOf(tx: Tx, organizationId: OrganizationId, userId: UserId, { because, by, at, keep = [] }: Ending): Promise<EndedKey[]> {
  // What somebody saw before a replacement ends too; the key itself stays with who replaced it.
  await tx.query(
    `update api_key set previous_hash = null, previous_until = null, previous_seen_by = null where organization_id = $1 and previous_seen_by = $2 and ($3 or kind = 'organization')`,
    [organizationId, userId, endsPersonal(because)]);
  return tx.query<EndedKey>(
    `with found as (select k.id, k.expires_at, k.kind = 'organization' and k.id = any ($7::uuid[]) as kept from api_key k where ${concerned} for no key update)
     update api_key k set
       revoked_at = case when f.kept then null else $4::timestamptz end, revoked_by = case when f.kept then null else $5::uuid end, revoked_because = case when f.kept then null else $6::text end,
       expires_at = case when f.kept then least(k.expires_at, statement_timestamp() + interval '24 hours') else k.expires_at end
     from found f where k.id = f.id and k.organization_id = $1
     returning ${described}, k.expires_at as "expiresAt", f.expires_at as before, case when f.kept then 'kept' else 'revoked' end as outcome`,
    [organizationId, userId, endsPersonal(because), at, by, because, keep],
  );
}

/** What `endThoseOf` would end, for the dialog that asks first. */
export async function listEndedBy(tx: Tx, organizationId: OrganizationId, userId: UserId, because: EndReason): Promise<EndingKey[]> {
  return tx.query<EndingKey>(`select ${described}, k.last_used_at as "lastUsedAt" from api_key k where ${concerned} order by k.kind, k.id`, [organizationId, userId, endsPersonal(because)]);
}

/** D02: every key of an organization that is deleted. */
export async function endAll(tx: Tx, organizationId: OrganizationId, by: { userId: UserId | null; at: Date }): Promise<void> {
  await tx.query(`update api_key set revoked_at = $3, revoked_by = $2, revoked_because = 'organization-deleted' where organization_id = $1 and revoked_at is null`, [organizationId, by.userId, by.at]);
}

/** At most once a minute, and never waits for a request that holds the key. */
export async function noteUse(tx: Tx, organizationId: OrganizationId, id: ApiKeyId): Promise<void> {
  await tx.query(
    `update api_key set last_used_at = statement_timestamp() where organization_id = $1 and id in (
       select id from api_key where organization_id = $1 and id = $2 and coalesce(last_used_at, '-infinity') < statement_timestamp() - interval '1 minute' for no key update skip locked)`,
    [organizationId, id],
  );
}

/** Keys of organizations that end within 7 days and were made for longer, of which nobody was told yet. */
export async function listToRemind(tx: Tx): Promise<{ id: ApiKeyId; organizationId: OrganizationId }[]> {
  return tx.query(
    `select k.id, k.organization_id as "organizationId" from api_key k join organization o on o.id = k.organization_id and o.deleted_at is null
     where k.kind = 'organization' and k.reminded_at is null and ${live} and k.expires_at < statement_timestamp() + interval '7 days'
       and k.expires_at > k.secret_at + interval '7 days' order by k.expires_at limit 500`,
  );
}

/** Null when somebody was told meanwhile, or the key has ended. */
export async function markReminded(tx: Tx, organizationId: OrganizationId, id: ApiKeyId, now: Date): Promise<{ name: string; expiresAt: Date; organizationName: string; slug: string } | null> {
  const [row] = await tx.query<{ name: string; expiresAt: Date; organizationName: string; slug: string }>(
    `update api_key k set reminded_at = $3 from organization o where o.id = k.organization_id and k.organization_id = $1 and k.id = $2 and k.reminded_at is null and ${live}
     returning k.name, k.expires_at as "expiresAt", o.name as "organizationName", o.slug`, [organizationId, id, now],
  );
  return row ?? null;
}

/** The addresses of the owner and the administrators who may replace a key. */
export async function listAdministratorAddresses(tx: Tx, organizationId: OrganizationId): Promise<string[]> {
  const rows = await tx.query<{ email: string }>(
    `select u.email from member m join "user" u on u.id = m.user_id where m.organization_id = $1 and m.role in ('owner', 'administrator') and m.suspended_reasons = '{}' order by m.id`, [organizationId],
  );
  return rows.map(({ email }) => email);
}
