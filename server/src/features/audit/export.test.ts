import { expect, test } from 'vitest';
import { auditTable } from './export.ts';
import { auditView, type Named, type Row } from './view.ts';

const row = (name: string): Row => ({
  id: 'row', at: '2026-11-25T00:00:00.000001Z', organizationId: 'here', actorKind: 'user', actorId: 'p1', keyId: null, keyName: null, operation: 'clusters.create', subject: 'c1',
  before: null, after: { name, version: '3.9.0' }, number: 7, hash: 'ab', address: '192.0.2.1', userAgent: 'Mozilla, "quoted"',
});
const names = (name: string) => new Map<string, Named>([['p1', { id: 'p1', name, email: 'alice@example.org' }]]);
const told = (name: string) => ({ shown: auditView(row('analytics'), names(name)), row: row('analytics') });

test('a line tells in words what happened, and from where', () => {
  expect(Object.fromEntries(auditTable.columns.map(([head, value]) => [head, value(told('Alice Adams'))]))).toEqual({
    number: 7, at: '2026-11-25T00:00:00.000001Z', who: 'Alice Adams', 'address of who': 'alice@example.org', 'API key': null, what: 'created the cluster analytics, version 3.9.0',
    operation: 'clusters.create', people: '', before: null, after: '{"name":"analytics","version":"3.9.0"}', from: '192.0.2.1', browser: 'Mozilla, "quoted"', id: 'row', seal: 'ab',
  });
});

test('an item of the JSON file has the row as it is sealed beside what it means', () => {
  const item = JSON.parse(JSON.stringify(auditTable.item(told('Alice Adams'))));
  expect(item).toMatchObject({ number: 7, hash: 'ab', actor: { name: 'Alice Adams' }, sentence: 'created the cluster analytics, version 3.9.0', from: { address: '192.0.2.1' } });
  expect(item.entry).toEqual({ id: 'row', at: row('').at, organizationId: 'here', actorKind: 'user', actorId: 'p1', keyId: null, keyName: null, operation: 'clusters.create', subject: 'c1', before: null, after: { name: 'analytics', version: '3.9.0' } });
});
