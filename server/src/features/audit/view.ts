/** A row as people read it: with names in the place of pseudonyms, as far as they are not erased. */
import type { Entry } from './chain.ts';
import { peopleIn } from './fields.ts';
import { sentenceOf } from './sentence.ts';

/** Who or what an id of the log stands for. */
export type Named = { id: string; name: string | null; email: string | null };

export type Row = Entry & { number: number | null; hash: string | null; address: string | null; userAgent: string | null };

const erased = 'an erased person';

/** Every id of which a name is wanted. */
export const idsIn = (row: Row): string[] => [...(row.actorId && row.actorKind !== 'system' ? [row.actorId] : []), row.subject, ...peopleIn(row)];

const wordOf = (named: Named | undefined, otherwise: string): string => named?.name ?? named?.email ?? otherwise;

/** "Alice Adams", "the cluster analytics", "Hopyard itself" */
function actorOf({ actorKind, actorId, keyId, keyName }: Row, names: ReadonlyMap<string, Named>) {
  const found = names.get(actorId ?? '');
  const kind = actorKind as 'user' | 'cluster' | 'system' | 'anonymous';
  const name = {
    user: keyId ? `API key ${keyName} of ${wordOf(found, erased)}` : wordOf(found, erased),
    cluster: `the cluster ${wordOf(found, 'that was deleted')}`,
    system: actorId === 'operator' ? 'The operator' : 'Hopyard itself',
    anonymous: 'Somebody not signed in',
  }[kind];
  return {
    kind, name,
    email: kind === 'user' ? (found?.email ?? null) : null,
    personId: kind === 'user' ? actorId : null,
    job: kind === 'system' ? actorId : null,
    key: keyId ? { id: keyId, name: keyName ?? '' } : null,
  };
}

const fieldsOf = (side: unknown): Record<string, unknown> => (typeof side === 'object' && side !== null && !Array.isArray(side) ? (side as Record<string, unknown>) : {});

export function auditView(row: Row, names: ReadonlyMap<string, Named>) {
  const before = fieldsOf(row.before);
  const after = fieldsOf(row.after);
  const people = new Set(peopleIn(row));
  const person = (id: unknown) => wordOf(names.get(String(id)), erased);
  const inWords = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inWords);
    return typeof value === 'string' && people.has(value) ? (names.get(value)?.email ?? erased) : value;
  };
  const shown = (side: unknown, fields: Record<string, unknown>) => (side ? Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, inWords(value)])) : null);
  return {
    id: row.id, at: row.at, number: row.number, operation: row.operation,
    actor: actorOf(row, names),
    sentence: sentenceOf(row.operation, {
      before, after,
      person: (field, side) => person(field === 'subject' ? row.subject : side === 'before' ? before[field] : (after[field] ?? before[field])),
      thing: wordOf(names.get(row.subject), 'that was deleted'),
    }),
    people: [...people].map((id) => ({ personId: id, name: person(id), email: names.get(id)?.email ?? null })),
    before: shown(row.before, before),
    after: shown(row.after, after),
    from: row.address === null ? null : { address: row.address, userAgent: row.userAgent ?? '' },
  };
}

export type AuditRow = ReturnType<typeof auditView>;
