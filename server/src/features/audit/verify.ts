import { startOfWalk, step, type Broken, type Digest, type Entry, type Seal } from './chain.ts';

const sealsAtOnce = 1000;

type Read = (afterNumber: number, limit: number) => Promise<(Seal & { entry: Entry | null })[]>;
type Found = { rows: number; broken: Broken | null; keptFits: boolean | null };

/** Recomputes every seal from its row. `kept` is one that somebody wrote down outside: only that shows an end that was cut off. */
export async function verifyChain(read: Read, digest: Digest, kept: { number: number; hash: string } | null): Promise<Found> {
  let walk = startOfWalk;
  let keptFits = kept ? false : null;
  for (let done = false; !done; ) {
    const seals = await read(walk.number, sealsAtOnce);
    for (const { entry, ...seal } of seals) {
      walk = step(digest, walk, seal, entry);
      if (!walk.broken && kept?.number === walk.number) keptFits = kept.hash === walk.hash;
    }
    done = walk.broken !== null || seals.length < sealsAtOnce;
  }
  return { rows: walk.number, broken: walk.broken, keptFits };
}
