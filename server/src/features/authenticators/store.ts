import type { UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { Authenticator } from './authenticator.ts';

export async function find(tx: Tx, userId: UserId): Promise<Authenticator | null> {
  const [row] = await tx.query<Authenticator>(`select user_id as "userId", secret, confirmed_at as "confirmedAt" from authenticator where user_id = $1`, [userId]);
  return row ?? null;
}

/** Replaces one that was never confirmed; false when there is one that was. */
export async function begin(tx: Tx, userId: UserId, secret: string, at: Date): Promise<boolean> {
  const made = await tx.query(
    `insert into authenticator (user_id, secret, made_at) values ($1, $2, $3)
     on conflict (user_id) do update set secret = excluded.secret, made_at = excluded.made_at where authenticator.confirmed_at is null returning user_id`,
    [userId, secret, at],
  );
  return made.length > 0;
}

/** False when another request was quicker. */
export async function confirm(tx: Tx, userId: UserId, step: number, at: Date): Promise<boolean> {
  const changed = await tx.query(`update authenticator set confirmed_at = $2, last_step = $3 where user_id = $1 and confirmed_at is null returning user_id`, [userId, at, step]);
  return changed.length > 0;
}

/** Uses a code up: false for one that was used already, and for every older one. */
export async function useStep(tx: Tx, userId: UserId, step: number): Promise<boolean> {
  return (await tx.query(`update authenticator set last_step = $2 where user_id = $1 and (last_step is null or last_step < $2) returning user_id`, [userId, step])).length > 0;
}

export async function remove(tx: Tx, userId: UserId): Promise<void> {
  await tx.query(`delete from authenticator where user_id = $1`, [userId]);
}

/** The earlier ones are good for nothing from now on. */
export async function replaceRecoveryCodes(tx: Tx, userId: UserId, hashes: readonly string[]): Promise<void> {
  await tx.query(`delete from recovery_code where user_id = $1`, [userId]);
  await tx.query(`insert into recovery_code (user_id, code_hash) select $1, unnest($2::text[])`, [userId, hashes]);
}

/** False for one that is unknown or used. */
export async function useRecoveryCode(tx: Tx, userId: UserId, hash: string, at: Date): Promise<boolean> {
  return (await tx.query(`update recovery_code set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null returning user_id`, [userId, hash, at])).length > 0;
}

export async function countRecoveryCodes(tx: Tx, userId: UserId): Promise<number> {
  const [row] = await tx.query<{ count: number }>(`select count(*)::int as count from recovery_code where user_id = $1 and used_at is null`, [userId]);
  return row?.count ?? 0;
}
