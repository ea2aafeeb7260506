/** Many at once: each is judged for itself, then what nothing stands in the way of is done, one after another. */
import { limited, type Result } from './outcome.ts';

/** `email` is where a letter would go. */
type Judged<Outcome> = { refused: Result<Outcome> | null; email?: string | null };

/** The addresses that letters go to: what the limits count. */
export const lettersOf = (judged: readonly Judged<unknown>[]): string[] => judged.flatMap(({ email, refused }) => (email && !refused ? [email] : []));

type Turn<One, Outcome, Done> = { one: One; stopped: Result<Outcome | 'limited'> | null; done: Done | null };

/** `waits` are those of `lettersOf`: null where the letter may go, else seconds. */
export async function inTurn<One extends { refused: Result<string> | null }, Done>(
  judged: readonly One[], waits: readonly (number | null)[], act: (one: One) => Promise<Done>,
): Promise<Turn<One, NonNullable<One['refused']>['outcome'], Done>[]> {
  const waiting = [...waits];
  const turns: Turn<One, NonNullable<One['refused']>['outcome'], Done>[] = [];
  for (const one of judged) {
    const wait = one.refused ? null : (waiting.shift() ?? null);
    const stopped = one.refused ?? (wait === null ? null : limited(wait));
    turns.push({ one, stopped, done: stopped ? null : await act(one) });
  }
  return turns;
}
