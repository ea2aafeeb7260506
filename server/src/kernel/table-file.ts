/** Rows as a file that is made while it is sent, so that their number does not matter: CSV for people with a spreadsheet, JSON for programs. */
import { TextStream } from './text-stream.ts';

type Cell = string | number | null;

export type Table<Row> = {
  /** Of the CSV file: the head, and what stands under it. */
  columns: readonly (readonly [head: string, value: (row: Row) => Cell])[];
  /** What the JSON file has for a row. */
  item(row: Row): unknown;
};

export const tableMedia = ['text/csv', 'application/json'] as const;

/** @param next reads the page after the row last seen; an empty one is the end */
export async function* pagesOf<Row>(next: (last: Row | null) => Promise<Row[]>): AsyncGenerator<Row[]> {
  for (let page = await next(null); page.length > 0; page = await next(page.at(-1) ?? null)) yield page;
}

/** The day stands in the name of the file. */
export function tableFile<Row>(table: Table<Row>, pages: AsyncIterable<readonly Row[]>, { name, format, now }: { name: string; format: 'csv' | 'json'; now: Date }): TextStream {
  const fileName = `${name}-${now.toISOString().slice(0, 10)}.${format}`;
  return format === 'csv' ? new TextStream('text/csv; charset=utf-8', fileName, asCsv(table, pages)) : new TextStream('application/json; charset=utf-8', fileName, asJson(table, pages));
}

/** A cell that a spreadsheet would run is defused: what somebody typed as a name is never a formula (OWASP, CSV injection), nor does it end its cell where a spreadsheet takes semicolons. */
function cell(value: Cell): string {
  const plain = value === null ? '' : String(value);
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(plain) ? `'${plain}` : plain;
  return /[",;\t\n\r\u2028\u2029]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

const line = (cells: readonly Cell[]): string => `${cells.map(cell).join(',')}\r\n`;

async function* asCsv<Row>({ columns }: Table<Row>, pages: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  yield line(columns.map(([head]) => head));
  for await (const page of pages) yield page.map((row) => line(columns.map(([, value]) => value(row)))).join('');
}

async function* asJson<Row>({ item }: Table<Row>, pages: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const page of pages) {
    yield separator + page.map((row) => JSON.stringify(item(row))).join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
