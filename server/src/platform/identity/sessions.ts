/** Signed-in browsers: rows of the sign-in library's table, written inside our own transactions. */
import { randomBytes } from 'node:crypto';
import type { Session, SessionPlace } from '../../features/sessions/session.ts';
import type { UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { longestSessionSeconds, sessionSeconds } from './cookies.ts';

const expiryFrom = (now: Date): Date => new Date(now.getTime() + sessionSeconds * 1000);

/** Returns the token for the cookie. */
export async function insertSession(tx: Tx, userId: UserId, from: { userAgent: string; address: string }, now: Date): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await tx.query(
    `insert into session ("expiresAt", token, "createdAt", "updatedAt", "ipAddress", "userAgent", "userId") values ($1, $2, $3, $3, $4, $5, $6)`,
    [expiryFrom(now), token, now, from.address, from.userAgent.slice(0, 500), userId],
  );
  return token;
}

const noteAfterMs = 10 * 60 * 1000;

// Seven days from now and at most thirty from the sign-in; a day's worth at a time.
const end = `least($2::timestamptz, "createdAt" + interval '${longestSessionSeconds} seconds')`;
const isDue = `${end} - "expiresAt" >= interval '1 day'`;

/**
 * Notes the use, to within ten minutes, and moves the end on, at most once a day.
 * @returns the token for the cookie and how long it lives, or null when the end stays where it was
 */
export async function extendSession(tx: Tx, id: string, expiresAt: Date, now: Date): Promise<{ token: string; seconds: number } | null> {
  const [row] = await tx.query<{ token: string; expiresAt: Date }>(
    `update session set "expiresAt" = case when ${isDue} then ${end} else "expiresAt" end, "updatedAt" = $3
     where id = $1 and "expiresAt" > $3 and (${isDue} or "updatedAt" < $4) returning token, "expiresAt"`,
    [id, expiryFrom(now), now, new Date(now.getTime() - noteAfterMs)],
  );
  if (!row || row.expiresAt <= expiresAt) return null;
  return { token: row.token, seconds: Math.floor((row.expiresAt.getTime() - now.getTime()) / 1000) };
}

const columns = `id, "createdAt", "updatedAt" as "lastUsedAt", "ipAddress" as address, "userAgent", (extract(epoch from "createdAt") * 1000000)::bigint || '_' || id as place`;

/** The newest first. */
export const listSessions = (tx: Tx, userId: UserId, { after, limit }: { after: SessionPlace | null; limit: number }, now: Date): Promise<Session[]> =>
  tx.query<Session>(
    `select ${columns} from session where "userId" = $1 and "expiresAt" > $2
       and ($3::bigint is null or ((extract(epoch from "createdAt") * 1000000)::bigint, id) < ($3::bigint, $4::uuid))
     order by (extract(epoch from "createdAt") * 1000000)::bigint desc, id desc limit $5`,
    [userId, now, after?.micros ?? null, after?.id ?? null, limit],
  );

export async function findSession(tx: Tx, userId: UserId, id: string, now: Date): Promise<Session | null> {
  const [row] = await tx.query<Session>(`select ${columns} from session where "userId" = $1 and id = $2 and "expiresAt" > $3`, [userId, id, now]);
  return row ?? null;
}

/** Signs out in one browser, and takes from clusters what they hold through it. */
export async function endSession(tx: Tx, userId: UserId, id: string): Promise<void> {
  await tx.query(`delete from "oauthAccessToken" where "userId" = $1 and "sessionId" = $2`, [userId, id]);
  await tx.query(`delete from session where "userId" = $1 and id = $2`, [userId, id]);
}

/** How many they were. */
export async function endOtherSessions(tx: Tx, userId: UserId, id: string): Promise<number> {
  await tx.query(`delete from "oauthAccessToken" where "userId" = $1 and "sessionId" is distinct from $2`, [userId, id]);
  return (await tx.query(`delete from session where "userId" = $1 and id <> $2 returning id`, [userId, id])).length;
}

/** Signs a person out everywhere, and takes from clusters what lets them read about him. Answers the tokens that were good until now. */
export async function endSessions(tx: Tx, userId: UserId): Promise<string[]> {
  await tx.query(`delete from "oauthAccessToken" where "userId" = $1`, [userId]);
  return (await tx.query<{ token: string }>(`delete from session where "userId" = $1 returning token`, [userId])).map(({ token }) => token);
}

/** What has expired opens nothing any more; this only keeps the tables small. */
export async function sweepSessions(tx: Tx, now: Date): Promise<void> {
  await tx.query(`delete from "oauthAccessToken" where "expiresAt" < $1`, [now]);
  await tx.query(`delete from session where "expiresAt" < $1`, [now]);
  await tx.query(`delete from verification where "expiresAt" < $1`, [now]);
}
