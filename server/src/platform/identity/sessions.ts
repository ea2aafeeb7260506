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

/** Seven days from the last use, written at most once a day. False when there was nothing to write. */
export async function extendSession(tx: Tx, token: string, expiresAt: Date, now: Date): Promise<boolean> {
  if (expiryFrom(now).getTime() - expiresAt.getTime() < renewAfterMs) return false;
  const rows = await tx.query(`update session set "expiresAt" = $2, "updatedAt" = $3 where token = $1 and "expiresAt" > $3 returning id`, [token, expiryFrom(now), now]);
  return rows.length > 0;
}

/** Signs a person out everywhere, and takes from clusters what lets them read about him. */
export async function endSessions(tx: Tx, userId: UserId): Promise<void> {
  await tx.query(`delete from "oauthAccessToken" where "userId" = $1`, [userId]);
  await tx.query(`delete from session where "userId" = $1`, [userId]);
}

export async function sweepSessions(tx: Tx, now: Date): Promise<void> {
  await tx.query(`delete from "oauthAccessToken" where "expiresAt" < $1`, [now]);
  await tx.query(`delete from session where "expiresAt" < $1`, [now]);
  await tx.query(`delete from verification where "expiresAt" < $1`, [now]);
}
