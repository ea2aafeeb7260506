import { expect, test } from 'vitest';
import { csvHead, csvLine, jsonItem } from './export.ts';
import { auditView, type Named, type Row } from './view.ts';

const row = (name: string): Row => ({
  id: 'row', at: '2026-11-25T00:00:00.000001Z', organizationId: 'here', actorKind: 'user', actorId: 'p1', keyId: null, keyName: null, operation: 'clusters.create', subject: 'c1',
  before: null, after: { name, version: '3.9.0' }, number: 7, hash: 'ab', address: '192.0.2.1', userAgent: 'Mozilla, "quoted"',
});
const names = (name: string) => new Map<string, Named>([['p1', { id: 'p1', name, email: 'alice@example.org' }]]);
const line = (name: string) => csvLine(auditView(row('analytics'), names(name)), row('analytics'));

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠SUM(A1)'])('a name that a spreadsheet would run is defused: %j', (name) => {
  expect(line(name)).toMatch(/,"?'[=+\-@\t\r\n＝＋－＠]/);
});

test.each(['Bob;=1+1', 'Bob\t=1+1', "Bob;'", 'Bob\u2028x'])('a name stays one cell where the separator is another one: %j', (name) => {
  expect(line(name)).toContain(`,"${name}",`);
});

test('a line has as many cells as the head, whatever is in them, and a name stays as it is where it is harmless', () => {
  const cells = (text: string) => [...text.trimEnd().matchAll(/("(?:[^"]|"")*"|[^",]*)(?:,|$)/g)].filter(([whole]) => whole !== '').length;
  expect(line('Alice Adams')).toContain(',Alice Adams,alice@example.org,');
  expect(line('Alice "A", Adams\nBrown')).toContain('"Alice ""A"", Adams\nBrown"');
  expect([cells(line('Alice Adams')), cells(csvHead)]).toEqual([14, 14]);
  expect(line('Alice Adams').endsWith('\r\n')).toBe(true);
});

test('an item of the JSON file has the row as it is sealed beside what it means', () => {
  const item = JSON.parse(jsonItem(auditView(row('analytics'), names('Alice Adams')), row('analytics')));
  expect(item).toMatchObject({ number: 7, hash: 'ab', actor: { name: 'Alice Adams' }, sentence: 'created the cluster analytics, version 3.9.0', from: { address: '192.0.2.1' } });
  expect(item.entry).toEqual({ id: 'row', at: row('').at, organizationId: 'here', actorKind: 'user', actorId: 'p1', keyId: null, keyName: null, operation: 'clusters.create', subject: 'c1', before: null, after: { name: 'analytics', version: '3.9.0' } });
});
