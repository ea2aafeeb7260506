/** Rows as a file: CSV for people with a spreadsheet, JSON for programs that recompute the chain. */
import type { Row } from './view.ts';
import type { AuditRow } from './view.ts';

/** A cell that a spreadsheet would run is defused: what somebody typed as a name is never a formula (OWASP, CSV injection), nor does it end its cell where a spreadsheet takes semicolons. */
export function cell(value: string | number | null): string {
  const plain = value === null ? '' : String(value);
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(plain) ? `'${plain}` : plain;
  return /[",;\t\n\r\u2028\u2029]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

const columns: [string, (shown: AuditRow, row: Row) => string | number | null][] = [
  ['number', ({ number }) => number],
  ['at', ({ at }) => at],
  ['who', ({ actor }) => actor.name],
  ['address of who', ({ actor }) => actor.email],
  ['API key', ({ actor }) => actor.key?.name ?? null],
  ['what', ({ sentence }) => sentence],
  ['operation', ({ operation }) => operation],
  ['people', ({ people }) => people.map(({ name, email }) => (email && email !== name ? `${name} (${email})` : name)).join('; ')],
  ['before', ({ before }) => before && JSON.stringify(before)],
  ['after', ({ after }) => after && JSON.stringify(after)],
  ['from', ({ from }) => from?.address ?? null],
  ['browser', ({ from }) => from?.userAgent ?? null],
  ['id', ({ id }) => id],
  ['seal', (_shown, { hash }) => hash],
];

export const csvHead = `${columns.map(([title]) => cell(title)).join(',')}\r\n`;
export const csvLine = (shown: AuditRow, row: Row): string => `${columns.map(([, value]) => cell(value(shown, row))).join(',')}\r\n`;

/** `entry` is the row exactly as it is sealed; the rest is for reading. */
export function jsonItem({ actor, sentence, people, from, number }: AuditRow, row: Row): string {
  const { id, at, organizationId, actorKind, actorId, keyId, keyName, operation, subject, before, after, hash } = row;
  return JSON.stringify({ number, hash, entry: { id, at, organizationId, actorKind, actorId, keyId, keyName, operation, subject, before, after }, actor, sentence, people, from });
}
