/** What a browser is in the middle of, such as waiting for the second step: a random cookie, and a row that knows its hash. */
import type { Step, StepPurpose } from '../../features/users/ports.ts';
import type { UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { hashSecret, newSecret } from '../secrets.ts';

export const stepSeconds = 10 * 60;

/** Returns the token for the cookie. What this person had begun of the same kind is over. */
export async function insertStep(tx: Tx, step: { purpose: StepPurpose; userId: UserId | null; challenge: string | null }, now: Date): Promise<string> {
  const token = newSecret();
  await tx.query(`delete from sign_in_step where user_id = $1 and purpose = $2 and purpose <> 'second-step'`, [step.userId, step.purpose]);
  await tx.query(`insert into sign_in_step (token_hash, purpose, user_id, challenge, expires_at) values ($1, $2, $3, $4, $5)`, [
    hashSecret(token), step.purpose, step.userId, step.challenge, new Date(now.getTime() + stepSeconds * 1000),
  ]);
  return token;
}

/** The step stays open: a wrong code may be corrected. */
export async function findStep(tx: Tx, purpose: StepPurpose, token: string, now: Date): Promise<Step | null> {
  const [row] = await tx.query<Step>(
    `select token_hash as id, user_id as "userId", challenge from sign_in_step where token_hash = $1 and purpose = $2 and expires_at > $3`,
    [hashSecret(token), purpose, now],
  );
  return row ?? null;
}

/** False when another request was quicker. */
export async function finishStep(tx: Tx, id: string): Promise<boolean> {
  return (await tx.query(`delete from sign_in_step where token_hash = $1 returning token_hash`, [id])).length > 0;
}

/** After a new password: what was begun with the old one leads nowhere. */
export async function endSteps(tx: Tx, userId: UserId): Promise<void> {
  await tx.query(`delete from sign_in_step where user_id = $1`, [userId]);
}

export async function sweepSteps(tx: Tx, now: Date): Promise<void> {
  await tx.query(`delete from sign_in_step where expires_at < $1`, [now]);
}
