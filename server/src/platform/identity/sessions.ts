/** Signed-in browsers: rows of the sign-in library's table, written inside our own transactions. */
import { randomBytes } from 'node:crypto';
import type { UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { sessionSeconds } from './cookies.ts';

const renewAfterMs = 24 * 60 * 60 * 1000;
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

/** Seven days from the last use, written at most once a day. The token for the cookie, or null when nothing was due. */
export async function extendSession(tx: Tx, id: string, expiresAt: Date, now: Date): Promise<string | null> {
  if (expiryFrom(now).getTime() - expiresAt.getTime() < renewAfterMs) return null;
  const [row] = await tx.query<{ token: string }>(
    `update session set "expiresAt" = $2, "updatedAt" = $3 where id = $1 and "expiresAt" > $3 returning token`,
    [id, expiryFrom(now), now],
  );
  return row?.token ?? null;
}

/** Signs a person out everywhere, and takes from clusters what lets them read about him. */
export async function endSessions(tx: Tx, userId: UserId): Promise<void> {
  await tx.query(`delete from "oauthAccessToken" where "userId" = $1`, [userId]);
  await tx.query(`delete from session where "userId" = $1`, [userId]);
}

/** What has expired opens nothing any more; this only keeps the tables small. */
export async function sweepSessions(tx: Tx, now: Date): Promise<void> {
  await tx.query(`delete from "oauthAccessToken" where "expiresAt" < $1`, [now]);
  await tx.query(`delete from session where "expiresAt" < $1`, [now]);
  await tx.query(`delete from verification where "expiresAt" < $1`, [now]);
}
