import type { OrganizationId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { NewProof, Proof, Purpose } from './proof.ts';
import { fullName, type NewUser, type User } from './user.ts';

const columns = `u.id, u.email, u."emailVerified", u."givenName", u."familyName"`;

/** False when the address already has an account (D03); nothing is written then. */
export async function insert(tx: Tx, user: NewUser): Promise<boolean> {
  const made = await tx.query(
    `insert into "user" (id, name, email, "emailVerified", "givenName", "familyName", "createdAt", "updatedAt")
     values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict do nothing returning id`,
    [user.id, fullName(user), user.email, user.emailVerified, user.givenName, user.familyName, user.createdAt],
  );
  if (made.length === 0) return false;
  await tx.query(
    `insert into account ("accountId", "providerId", "userId", password, "createdAt", "updatedAt") values ($1, 'credential', $2, $3, $4, $4)`,
    [user.id, user.id, user.passwordHash, user.createdAt],
  );
  return true;
}

export async function findByEmail(tx: Tx, email: string): Promise<User | null> {
  const [row] = await tx.query<User>(`select ${columns} from "user" u where lower(u.email) = $1`, [email]);
  return row ?? null;
}

export async function find(tx: Tx, id: UserId): Promise<User | null> {
  const [row] = await tx.query<User>(`select ${columns} from "user" u where u.id = $1`, [id]);
  return row ?? null;
}

export async function findPasswordHash(tx: Tx, id: UserId): Promise<string | null> {
  const [row] = await tx.query<{ password: string | null }>(`select password from account where "userId" = $1 and "providerId" = 'credential'`, [id]);
  return row?.password ?? null;
}

export async function isRegistered(tx: Tx, email: string): Promise<boolean> {
  return (await findByEmail(tx, email)) !== null;
}

/** Whether nobody has confirmed an address yet. A mistyped one must not lock everybody out. */
export async function isEmpty(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ empty: boolean }>(`select not exists (select from "user" where "emailVerified") as empty`);
  return row?.empty ?? false;
}

export async function markVerified(tx: Tx, id: UserId, at: Date): Promise<void> {
  await tx.query(`update "user" set "emailVerified" = true, "updatedAt" = $2 where id = $1 and not "emailVerified"`, [id, at]);
}

export async function setPassword(tx: Tx, id: UserId, passwordHash: string, at: Date): Promise<void> {
  await tx.query(`update account set password = $2, "updatedAt" = $3 where "userId" = $1 and "providerId" = 'credential'`, [id, passwordHash, at]);
}

export async function rename(tx: Tx, id: UserId, name: { givenName: string; familyName: string }, at: Date): Promise<void> {
  await tx.query(`update "user" set "givenName" = $2, "familyName" = $3, name = $4, "updatedAt" = $5 where id = $1`, [
    id, name.givenName, name.familyName, fullName(name), at,
  ]);
}

type Preference = { welcomeClosed: boolean; lastOrganizationSlug: string | null; organizationsCreated: number };

/** What the dashboard remembers; an organization that the person has left is forgotten (D01). */
export async function readPreference(tx: Tx, id: UserId): Promise<Preference> {
  const [row] = await tx.query<Preference>(
    `select coalesce(p.welcome_closed, false) as "welcomeClosed", o.slug as "lastOrganizationSlug",
       (select count(*)::int from organization where created_by = $1 and deleted_at is null) as "organizationsCreated"
     from (select 1) as one left join user_preference p on p.user_id = $1
     left join member m on m.user_id = $1 and m.organization_id = p.last_organization_id
     left join organization o on o.id = m.organization_id and o.deleted_at is null`,
    [id],
  );
  return row ?? { welcomeClosed: false, lastOrganizationSlug: null, organizationsCreated: 0 };
}

type PreferenceChange = { welcomeClosed?: boolean | undefined; lastOrganizationId?: OrganizationId | undefined };

export async function savePreference(tx: Tx, id: UserId, { welcomeClosed, lastOrganizationId }: PreferenceChange): Promise<void> {
  await tx.query(
    `insert into user_preference (user_id, welcome_closed, last_organization_id) values ($1, coalesce($2, false), $3)
     on conflict (user_id) do update set welcome_closed = coalesce($2, user_preference.welcome_closed),
       last_organization_id = coalesce($3, user_preference.last_organization_id)`,
    [id, welcomeClosed ?? null, lastOrganizationId ?? null],
  );
}

export async function addProof(tx: Tx, proof: NewProof): Promise<void> {
  await tx.query(
    `insert into proof (id, purpose, user_id, token_hash, browser_hash, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [proof.id, proof.purpose, proof.userId, proof.tokenHash, proof.browserHash, proof.createdAt, proof.expiresAt],
  );
}

/** Who has confirmed his address needs no link for it: one that was mailed at that very moment is used up, and skips no second step. */
const usedAt = `case when p.purpose = 'verify-address' and u."emailVerified" then coalesce(p.used_at, u."updatedAt") else p.used_at end`;

export async function findProof(tx: Tx, purpose: Purpose, tokenHash: string): Promise<Proof | null> {
  const [row] = await tx.query<Proof>(
    `select p.id, p.purpose, p.user_id as "userId", p.browser_hash as "browserHash", p.expires_at as "expiresAt", ${usedAt} as "usedAt"
     from proof p join "user" u on u.id = p.user_id where p.token_hash = $1 and p.purpose = $2`,
    [tokenHash, purpose],
  );
  return row ?? null;
}

/** The browser that registered, so that a link sent again works there like the first one. */
export async function findRegistrationBrowser(tx: Tx, userId: UserId): Promise<string | null> {
  const [row] = await tx.query<{ browserHash: string | null }>(
    `select browser_hash as "browserHash" from proof where user_id = $1 and purpose = 'verify-address' order by id limit 1`,
    [userId],
  );
  return row?.browserHash ?? null;
}

/** False when somebody else was quicker. */
export async function useProof(tx: Tx, id: string, at: Date): Promise<boolean> {
  return (await tx.query(`update proof set used_at = $2 where id = $1 and used_at is null returning id`, [id, at])).length > 0;
}

/** What was mailed before opens nothing any more. */
export async function closeProofs(tx: Tx, userId: UserId, purposes: readonly Purpose[], at: Date): Promise<void> {
  await tx.query(`update proof set used_at = $3 where user_id = $1 and purpose = any($2) and used_at is null`, [userId, purposes, at]);
}

/** Secrets that expired before `before`. */
export async function deleteOldProofs(tx: Tx, before: Date): Promise<void> {
  await tx.query(`delete from proof where expires_at < $1`, [before]);
}
