/** The list of members as a file, made while it is sent: CSV for people with a spreadsheet, JSON for programs. */
import { cell } from '../audit/export.ts';
import { fullName } from '../users/user.ts';
import type { Member } from './member.ts';

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;

const columns: [string, (member: Member) => string | null][] = [
  ['name', fullName],
  ['address', ({ email }) => email],
  ['role', ({ role }) => role],
  ['joined', ({ joinedAt }) => iso(joinedAt)],
  ['invited by', ({ invitedBy }) => invitedBy],
  ['last active', ({ lastActiveAt }) => iso(lastActiveAt)],
  ['two steps', ({ twoSteps }) => (twoSteps ? 'yes' : 'no')],
  ['suspended since', ({ suspendedAt }) => iso(suspendedAt)],
  ['suspended by', ({ suspendedBy }) => suspendedBy],
  ['note', ({ suspensionNote }) => suspensionNote],
];

const csvLine = (cells: readonly (string | null)[]): string => `${cells.map(cell).join(',')}\r\n`;
const jsonItem = ({ id, userId, email, givenName, familyName, role, joinedAt, invitedBy, lastActiveAt, twoSteps, suspendedAt, suspendedBy, suspensionNote }: Member): string =>
  JSON.stringify({ id, userId, email, givenName, familyName, role, joinedAt, invitedBy, lastActiveAt, twoSteps, suspendedAt, suspendedBy, suspensionNote });

type Pages = AsyncIterable<readonly Member[]>;

/** @param next reads the page after the row last seen; an empty one is the end */
export async function* pagesOf<Row extends Member>(next: (last: Row | null) => Promise<Row[]>): AsyncGenerator<Row[]> {
  for (let page = await next(null); page.length > 0; page = await next(page.at(-1) ?? null)) yield page;
}

export async function* asCsv(pages: Pages): AsyncGenerator<string> {
  yield csvLine(columns.map(([title]) => title));
  for await (const page of pages) yield page.map((member) => csvLine(columns.map(([, value]) => value(member)))).join('');
}

export async function* asJson(pages: Pages): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const page of pages) {
    yield separator + page.map(jsonItem).join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
