/**
 * The hash chain of an organization's log. Seal number n is
 *
 *   hash(n) = SHA-256, in hex, of the UTF-8 text canonical({ entry, number: n, previous: hash(n - 1) })
 *
 * where hash(0) is 64 zeros and `canonical` is RFC 8785 (JSON without spaces, keys in order). docs/audit.md says it for outsiders.
 */

/** One row of the log as it is sealed. `at` is UTC with microseconds, as PostgreSQL stores it. */
export type Entry = {
  id: string;
  at: string;
  organizationId: string | null;
  actorKind: string;
  actorId: string | null;
  keyId: string | null;
  keyName: string | null;
  operation: string;
  subject: string;
  before: unknown;
  after: unknown;
};

export type Seal = { number: number; auditId: string; previousHash: string; hash: string };

/** SHA-256 of a text in UTF-8, in hex. */
export type Digest = (text: string) => string;

export const noHash = '0'.repeat(64);

/** JSON whose keys are in order, whoever wrote it: PostgreSQL keeps no order in a jsonb. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(',')}}`;
}

const entryOf = ({ id, at, organizationId, actorKind, actorId, keyId, keyName, operation, subject, before, after }: Entry): Entry => ({
  id, at, organizationId, actorKind, actorId, keyId, keyName, operation, subject, before, after,
});

export const hashOf = (digest: Digest, number: number, previous: string, entry: Entry): string => digest(canonical({ entry: entryOf(entry), number, previous }));

/** Seals `entries` in their order, after the newest seal there is. */
export function sealAfter(digest: Digest, last: { number: number; hash: string } | null, entries: readonly Entry[]): Seal[] {
  let [number, previousHash] = [last?.number ?? 0, last?.hash ?? noHash];
  return entries.map((entry) => {
    number += 1;
    const seal = { number, auditId: entry.id, previousHash, hash: hashOf(digest, number, previousHash, entry) };
    previousHash = seal.hash;
    return seal;
  });
}

export type Broken = { number: number; because: string };

/** Where a walk along the chain stands. */
export type Walk = { number: number; hash: string; broken: Broken | null };

export const startOfWalk: Walk = { number: 0, hash: noHash, broken: null };

/** One step; the walk stops at the first seal that does not fit. `entry` is null where the row is gone. */
export function step(digest: Digest, walk: Walk, seal: Seal, entry: Entry | null): Walk {
  if (walk.broken) return walk;
  const number = walk.number + 1;
  const fail = (because: string): Walk => ({ ...walk, broken: { number, because } });
  if (seal.number !== number) return fail('This seal is missing.');
  if (seal.previousHash !== walk.hash) return fail('This seal does not follow the one before it.');
  if (!entry) return fail('The row under this seal was deleted.');
  if (hashOf(digest, number, walk.hash, entry) !== seal.hash) return fail('The row under this seal, or the seal, was changed.');
  return { number, hash: seal.hash, broken: null };
}
