import path from 'node:path';
import { expect, test } from 'vitest';
import * as architecture from '../../scripts/rules/architecture.ts';
import { trackedFiles } from '../../scripts/rules/tracked-files.ts';
import { endpointsOf } from './app.ts';
import { operations } from './kernel/operation.ts';

const files = trackedFiles(path.join(import.meta.dirname, '../..'));
const paths = files.map((file) => file.path);
// Only described here, never run: they need nothing from outside.
const endpoints = endpointsOf(new Proxy({}, { get: () => undefined }) as Parameters<typeof endpointsOf>[0]);

test('the tree is found at all', () => {
  expect(paths).toContain('server/src/features/mail/store.ts');
  expect(endpoints.length).toBeGreaterThan(10);
});

test('a feature is one flat folder', () => {
  expect(architecture.nestedFeatureFiles(paths)).toEqual([]);
});

test('every policy, store, route and workflow has its test beside it', () => {
  expect(architecture.withoutTest(paths)).toEqual([]);
});

test('a table is written by one store', () => {
  expect(architecture.doublyWrittenTables(files)).toEqual([]);
});

test('pure files take time and chance as arguments', () => {
  expect(architecture.impureFiles(files)).toEqual([]);
});

test('an operation is declared in the folder it is named after, once', () => {
  expect(architecture.misplacedOperations(files)).toEqual([]);
  const served = endpoints.map(({ operation }) => operation);
  expect(served.filter((operation, index) => served.indexOf(operation) !== index)).toEqual([]);
  expect(served.filter((operation) => !operations.includes(operation))).toEqual([]);
});

test('every operation that is declared is served', () => {
  expect(architecture.declaredOperations(files).toSorted()).toEqual(endpoints.map(({ operation }) => operation).toSorted());
});

test('every operation that is served has tests named after it', () => {
  expect(architecture.untestedOperations(endpoints.map(({ operation }) => operation), files)).toEqual([]);
});
