/** Two requests at the same moment, many times over: whichever wins, the rules must hold. */
import type { Answer } from './world.ts';

export const rounds = 100;

/** Rounds of one race, and which outcomes they had. */
export function newRace() {
  const outcomes = new Map<string, number>();

  /** The first two rounds one after the other, in both orders; then at once, started in either order. */
  async function race(round: number, first: () => Promise<Answer>, second: () => Promise<Answer>): Promise<[number, number]> {
    const [one, two] = round % 2 ? [second, first] : [first, second];
    const pair = round < 2 ? [await one(), await two()] : await Promise.all([one(), two()]);
    const [a, b] = (round % 2 ? pair.reverse() : pair) as [Answer, Answer];
    const outcome = `${a.status} ${b.status}`;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    return [a.status, b.status];
  }

  /** Runs the rounds four at a time: different organizations never wait for each other. */
  async function each(round: (at: number) => Promise<void>): Promise<void> {
    for (let at = 0; at < rounds; at += 4) await Promise.all(Array.from({ length: Math.min(4, rounds - at) }, (_, offset) => round(at + offset)));
  }

  return { race, each, outcomes };
}
