/** One change that is sent twice, because its answer got lost, is made once: the header Idempotency-Key names it. */
import type { Actor } from './actor.ts';
import type { AnyEndpoint } from './endpoint.ts';
import type { Operation } from './operation.ts';
import { invalidInput, keyUsedOtherwise, Refusal } from './problem.ts';
import type { Tx } from './scope.ts';

/** Who asked for what under which key. `input` holds the parameters of the path too. */
export type Asked = { actor: Actor; address: string; operation: Operation; key: string; input: Readonly<Record<string, unknown>> };

export type KeptAnswer = { status: number; body: unknown };

/** Where answers are kept for a day. Both work inside the transaction of the request. */
export type Repeats = {
  /** Waits while the same actor runs the same operation with this key. */
  recall(tx: Tx, asked: Asked, now: Date): Promise<(KeptAnswer & { sameInput: boolean }) | null>;
  keep(tx: Tx, asked: Asked, answer: KeptAnswer, now: Date): Promise<void>;
};

/** Null where the header has no meaning: without it, or where the method or a read can be repeated anyway. Throws a refusal for what is no key. */
export function askedOnce(spec: AnyEndpoint, actor: Actor, call: { raw: Record<string, unknown>; idempotencyKey: string | null; request: { address: string } }): Asked | null {
  const { idempotencyKey: key } = call;
  if (key === null || spec.method !== 'POST' || 'reads' in spec) return null;
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) throw new Refusal(invalidInput([{ field: 'Idempotency-Key', message: 'Use 1 to 255 printable ASCII characters.' }]));
  return { actor, address: call.request.address, operation: spec.operation, key, input: call.raw };
}

/** The kept answer, if there is one. Throws a refusal when the key came with another request. */
export async function recall(repeats: Repeats, tx: Tx, asked: Asked, now: Date): Promise<KeptAnswer | null> {
  const kept = await repeats.recall(tx, asked, now);
  if (kept && !kept.sameInput) throw new Refusal(keyUsedOtherwise());
  return kept;
}

/** What may be kept of an answer: what is shown once is not in it, and it says so. */
export function withoutSecrets(body: unknown, secrets: readonly string[] = []): unknown {
  if (secrets.length === 0 || typeof body !== 'object' || body === null) return body;
  const hidden = Object.fromEntries(secrets.map((field) => [field, null]));
  return { ...body, ...hidden, replayed: 'This was done by an earlier request with the same Idempotency-Key, and what it showed is shown only once.' };
}
