/** What a file of the log holds: for people with a spreadsheet, and for programs that recompute the chain. */
import type { Table } from '../../kernel/table-file.ts';
import type { AuditRow, Row } from './view.ts';

export const auditTable: Table<{ shown: AuditRow; row: Row }> = {
  columns: [
    ['number', ({ shown: { number } }) => number],
    ['at', ({ shown: { at } }) => at],
    ['who', ({ shown: { actor } }) => actor.name],
    ['address of who', ({ shown: { actor } }) => actor.email],
    ['API key', ({ shown: { actor } }) => actor.key?.name ?? null],
    ['what', ({ shown: { sentence } }) => sentence],
    ['operation', ({ shown: { operation } }) => operation],
    ['people', ({ shown: { people } }) => people.map(({ name, email }) => (email && email !== name ? `${name} (${email})` : name)).join('; ')],
    ['before', ({ shown: { before } }) => before && JSON.stringify(before)],
    ['after', ({ shown: { after } }) => after && JSON.stringify(after)],
    ['from', ({ shown: { from } }) => from?.address ?? null],
    ['browser', ({ shown: { from } }) => from?.userAgent ?? null],
    ['id', ({ shown: { id } }) => id],
    ['seal', ({ row: { hash } }) => hash],
  ],
  /** `entry` is the row exactly as it is sealed; the rest is for reading. */
  item({ shown: { actor, sentence, people, from, number }, row }) {
    const { id, at, organizationId, actorKind, actorId, keyId, keyName, operation, subject, before, after, hash } = row;
    return { number, hash, entry: { id, at, organizationId, actorKind, actorId, keyId, keyName, operation, subject, before, after }, actor, sentence, people, from };
  },
};
