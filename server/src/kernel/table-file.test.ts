import { describe, expect, test } from 'vitest';
import { pagesOf, tableFile, type Table } from './table-file.ts';

type Named = { name: string; age: number | null };
const table: Table<Named> = { columns: [['name', ({ name }) => name], ['age', ({ age }) => age]], item: ({ name, age }) => ({ name, age }) };
const at = { name: 'people', now: new Date('2026-11-25T23:59:00Z') };

async function* pages(...all: Named[][]) {
  yield* all;
}
async function allOf<Piece>(pieces: AsyncIterable<Piece>): Promise<Piece[]> {
  const all: Piece[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}
async function textOf(format: 'csv' | 'json', ...all: Named[][]): Promise<string> {
  return (await allOf(tableFile(table, pages(...all), { ...at, format }).pieces)).join('');
}
const one = (name: string): Named => ({ name, age: 7 });

describe('a file of rows', () => {
  test('is named after the day, and says what it is', () => {
    expect(tableFile(table, pages(), { ...at, format: 'csv' })).toMatchObject({ fileName: 'people-2026-11-25.csv', contentType: 'text/csv; charset=utf-8' });
    expect(tableFile(table, pages(), { ...at, format: 'json' })).toMatchObject({ fileName: 'people-2026-11-25.json', contentType: 'application/json; charset=utf-8' });
  });

  test('has a head and a line for each row, and a name as it is where it is harmless', async () => {
    expect(await textOf('csv', [one('Alice Adams')], [{ name: 'Bob', age: null }])).toBe('name,age\r\nAlice Adams,7\r\nBob,\r\n');
    expect(await textOf('csv')).toBe('name,age\r\n');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠SUM(A1)'])('a name that a spreadsheet would run is defused: %j', async (name) => {
    expect(await textOf('csv', [one(name)])).toMatch(/\r\n"?'[=+\-@\t\r\n＝＋－＠]/);
  });

  test.each(['Bob;=1+1', 'Bob\t=1+1', "Bob;'", 'Bob\u2028x', ' Bob', 'one,\ntwo'])('a name stays one cell, also where the separator is another one: %j', async (name) => {
    expect(await textOf('csv', [one(name)])).toContain(`\r\n"${name}",7`);
  });

  test('a quotation mark is doubled', async () => {
    expect(await textOf('csv', [one('Alice "A"')])).toContain('"Alice ""A""",7');
  });

  test('is valid JSON for none, one and several pages', async () => {
    expect(JSON.parse(await textOf('json'))).toEqual([]);
    expect(JSON.parse(await textOf('json', [one('=1+1')]))).toEqual([{ name: '=1+1', age: 7 }]);
    expect(JSON.parse(await textOf('json', [one('a'), one('b')], [one('c')]))).toHaveLength(3);
  });
});

test('pages are read until an empty one', async () => {
  const asked: (string | null)[] = [];
  const rest = [[one('1'), one('2')], [one('3')], []];
  const read = await allOf(pagesOf<Named>(async (last) => (asked.push(last?.name ?? null), rest.shift() ?? [])));
  expect([read.flat().map(({ name }) => name), asked]).toEqual([['1', '2', '3'], [null, '2', '3']]);
});
