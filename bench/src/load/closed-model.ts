/** A closed model: so many callers, each asks again as soon as it is answered. */
import type { Exchange } from '../operations.ts';
import type { Caller } from './connection.ts';

export type Sample = { answers: number; seconds: number; latenciesMs: number[]; bytes: number };

/**
 * Calls for so long, then waits for what is under way. Throws at the first answer that is not 2xx.
 * @param next the following request; callers share it
 */
export async function callFor(callers: readonly Caller[], durationMs: number, next: () => Exchange): Promise<Sample> {
  const latenciesMs: number[] = [];
  let bytes = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + durationMs;
  await Promise.all(callers.map(async (caller) => {
    for (let sentAt = startedAt; sentAt < endsAt;) {
      const exchange = next();
      const answer = await caller.call(exchange);
      if (answer.status < 200 || answer.status > 299) throw new Error(`${exchange.method} ${exchange.path} was answered ${answer.status}: ${answer.body.slice(0, 500)}`);
      const answeredAt = performance.now();
      latenciesMs.push(answeredAt - sentAt);
      bytes += answer.body.length;
      sentAt = answeredAt;
    }
  }));
  return { answers: latenciesMs.length, seconds: (performance.now() - startedAt) / 1000, latenciesMs, bytes };
}
