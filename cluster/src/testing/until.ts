import { setTimeout as wait } from 'node:timers/promises';

/** Asks again until the answer is not false, null or undefined; fails with `what` after `timeoutMs`. */
export async function until<Result>(what: string, ask: () => Promise<Result> | Result, timeoutMs = 10_000): Promise<Exclude<Result, false | null | undefined>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer as Exclude<Result, false | null | undefined>;
    if (Date.now() > end) throw new Error(`Did not come about: ${what}`);
    await wait(20);
  }
}
