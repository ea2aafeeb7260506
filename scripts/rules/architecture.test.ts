import { describe, expect, test } from 'vitest';
import * as architecture from './architecture.ts';

const feature = (name: string, text = '') => ({ path: `server/src/features/${name}`, text });

describe('the shape of the server', () => {
  test('a folder inside a feature is found', () => {
    expect(architecture.nestedFeatureFiles(['server/src/features/a/b/c.ts', 'server/src/features/a/c.ts', 'server/src/platform/b/c/d.ts'])).toEqual(['server/src/features/a/b/c.ts']);
  });

  test('a policy, store, route or workflow without its test is found', () => {
    const tested = ['policy', 'store', 'routes', 'part-routes', 'workflow'].flatMap((name) => [`server/src/features/a/${name}.ts`, `server/src/features/a/${name}.test.ts`]);
    expect(architecture.withoutTest([...tested, 'server/src/features/a/contract.ts'])).toEqual([]);
    expect(architecture.withoutTest(tested.filter((path) => !path.endsWith('.test.ts')))).toHaveLength(5);
  });

  test('a table with two writers, or one that is no store, is found', () => {
    const one = [feature('a/store.ts', 'insert into a (x) values (1) on conflict do update set x = 1; update a t set x = 2'), feature('a/store.test.ts', 'delete from b')];
    expect(architecture.doublyWrittenTables([...one, feature('b/store.ts', 'select x from a for update; delete from "b"')])).toEqual([]);
    expect(architecture.doublyWrittenTables([...one, feature('b/store.ts', 'delete from "a" where x')])).toEqual(['a is written by server/src/features/a/store.ts and server/src/features/b/store.ts']);
    expect(architecture.doublyWrittenTables([...one, { path: 'server/src/platform/p/q.ts', text: 'UPDATE a SET x = 1' }])).toHaveLength(1);
    expect(architecture.doublyWrittenTables([feature('a/routes.ts', 'update a set x = 1')])).toEqual(['a is written outside a store: server/src/features/a/routes.ts']);
    expect(architecture.doublyWrittenTables([1, 2].map((n) => ({ path: `server/src/platform/p/${n}.ts`, text: 'delete from a' })))).toEqual([]);
  });

  test('a pure file that looks at the clock is found', () => {
    const now = 'const now = new Date();';
    expect(architecture.impureFiles([feature('a/thing.ts', now), { path: 'server/src/kernel/k.ts', text: 'Date.now()' }])).toHaveLength(2);
    expect(architecture.impureFiles([feature('a/thing.ts', 'new Date(now.getTime())'), feature('a/store.ts', now), feature('a/part-routes.ts', now), feature('a/thing.test.ts', now)])).toEqual([]);
  });

  test('an operation outside its folder is found', () => {
    const text = "export const e = [endpoint({\n    operation: 'members.remove', method: 'DELETE' })]; emit({ operation: 'invitations.end' })";
    expect(architecture.misplacedOperations([feature('members/routes.ts', text)])).toEqual([]);
    expect(architecture.misplacedOperations([feature('clusters/routes.ts', text)])).toEqual(['members.remove is declared in server/src/features/clusters/routes.ts']);
    expect(architecture.declaredOperations([feature('members/routes.ts', text), feature('members/routes.test.ts', text)])).toEqual(['members.remove']);
  });

  test('an operation without tests of its name is found', () => {
    const tests = [feature('members/routes.test.ts', "describe('members.list', () => {});\ndescribe(`members.remove: the walls`, () => {})")];
    expect(architecture.untestedOperations(['members.list', 'members.remove'], tests)).toEqual([]);
    expect(architecture.untestedOperations(['members.lis', 'members.changeRole'], tests)).toEqual(['members.lis', 'members.changeRole']);
    expect(architecture.untestedOperations(['members.list'], [feature('members/routes.ts', "describe('members.list')")])).toEqual(['members.list']);
  });
});
