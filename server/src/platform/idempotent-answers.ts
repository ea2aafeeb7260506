/** Answers that are kept for a day for repeated requests. Names and inputs are there as keyed hashes: an input may hold a password. */
import { createHmac } from 'node:crypto';
import type { Actor } from '../kernel/actor.ts';
import type { Asked, Repeats } from '../kernel/repeat.ts';
import { invalidInput, Refusal } from '../kernel/problem.ts';
import type { Tx } from '../kernel/scope.ts';
import { addressBlock } from './rate-limit.ts';

const keptMs = 24 * 60 * 60 * 1000;

/** @param secret keys the hashes; the same in every process */
export function createIdempotentAnswers(secret: string): Repeats {
  const hash = (...parts: unknown[]) => createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url');
  const keyHashOf = ({ actor, address, operation, key }: Asked) => hash('key', whoAsks(actor, address), operation, key);
  const inputHashOf = (asked: Asked) => hash('input', keyHashOf(asked), sorted(asked.input));
  return {
    async recall(tx, asked, now) {
      const keyHash = keyHashOf(asked);
      // The second statement begins after the lock is held, so it sees what the one that waited for has committed.
      const [, [kept]] = await Promise.all([
        tx.query(`select pg_advisory_xact_lock(hashtextextended('idempotent answer ' || $1, 0))`, [keyHash]),
        tx.query<{ inputHash: string; status: number; body: string | null }>(
          `select input_hash as "inputHash", status, body from idempotent_answer where key_hash = $1 and created_at > $2`, [keyHash, oldest(now)]),
      ]);
      if (!kept) return null;
      return { sameInput: kept.inputHash === inputHashOf(asked), status: kept.status, body: kept.body === null ? undefined : JSON.parse(kept.body) };
    },
    async keep(tx, asked, { status, body }, now) {
      await tx.query(
        `insert into idempotent_answer (key_hash, input_hash, status, body, created_at) values ($1, $2, $3, $4, $5)
         on conflict (key_hash) do update set input_hash = excluded.input_hash, status = excluded.status, body = excluded.body, created_at = excluded.created_at`,
        [keyHashOf(asked), inputHashOf(asked), status, body === undefined ? null : JSON.stringify(body), now],
      );
    },
  };
}

/** Forgets what is older than a day. */
export async function sweepIdempotentAnswers(tx: Tx, now: Date): Promise<void> {
  await tx.query(`delete from idempotent_answer where created_at <= $1`, [oldest(now)]);
}

const oldest = (now: Date): Date => new Date(now.getTime() - keptMs);

/** A key of the API is somebody of its own: what a person did is not answered to his key. */
function whoAsks(actor: Actor, address: string): string {
  if (actor.kind === 'user') return actor.key ? `key ${actor.key.id}` : `user ${actor.userId}`;
  if (actor.kind === 'cluster') return `cluster ${actor.clusterId}`;
  return `address ${addressBlock(address)}`;
}

const deepest = 50;

/** The same input whatever the order of its fields. Throws a refusal for one that is nested deeper than any can mean. */
function sorted(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) throw new Refusal(invalidInput([{ field: '', message: 'This is nested too deeply.' }]));
  if (Array.isArray(value)) return value.map((each) => sorted(each, depth + 1));
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([name, inner]) => [name, sorted(inner, depth + 1)]));
}
