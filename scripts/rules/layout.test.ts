import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layoutSpecimens, rightTree } from './layout-specimens.ts';
import { runNode, tools, type Ran } from './run-program.ts';
import { plantTree, repository, type SpecimenTree } from './specimen-tree.ts';

const settings = '.dependency-cruiser.cjs';
const { forbidden } = createRequire(import.meta.url)(path.join(repository, settings)) as { forbidden: { name: string; comment?: string }[] };

let tree: SpecimenTree;
let right: Ran;
let wrong: Ran;
let broken: { rule: string; from: string }[];

beforeAll(async () => {
  tree = plantTree([settings, 'tsconfig.base.json'], ['zod', 'postgres', 'vitest']);
  const cruise = () => runNode(repository, tools.dependencyCruiser, ['--config', settings, '--output-type', 'err', 'server/src', 'cluster/src', 'web/src', 'scripts'], tree.root);
  tree.write(rightTree);
  right = await cruise();
  for (const files of Object.values(layoutSpecimens)) tree.write(files);
  wrong = await cruise();
  broken = [...wrong.output.matchAll(/^\s*error ([\w-]+): (\S+)/gm)].map(([, rule = '', from = '']) => ({ rule, from }));
});
afterAll(() => tree.remove());

describe('the import rules', () => {
  test('a tree that keeps them passes', () => {
    expect(right.output).toContain('no dependency violations found');
    expect(right.ok).toBe(true);
  });

  test('every rule has a specimen and a comment that says why', () => {
    expect(forbidden.map(({ name }) => name).toSorted()).toEqual(Object.keys(layoutSpecimens).toSorted());
    expect(forbidden.filter(({ comment }) => !comment)).toEqual([]);
  });

  test('a broken rule ends the check with a failure', () => {
    expect(wrong.ok).toBe(false);
  });

  test.each(Object.keys(layoutSpecimens))('%s is caught', (rule) => {
    const from = Object.keys(layoutSpecimens[rule] ?? {});
    for (const file of rule === 'no-circular' ? from.slice(0, 1) : from) expect(broken).toContainEqual({ rule, from: file });
  });

  test('only the specimens are named', () => {
    const specimens = Object.values(layoutSpecimens).flatMap((files) => Object.keys(files));
    expect(broken.filter(({ from }) => !specimens.includes(from))).toEqual([]);
  });
});
