import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runNode, tools, type Ran } from './run-program.ts';
import { plantTree, repository, type SpecimenTree } from './specimen-tree.ts';
import { rightFiles, typeSpecimens } from './type-specimens.ts';

const folder = 'server/src/features/specimens';
const fileOf = (index: number) => `${folder}/wrong-${index}.ts`;

let tree: SpecimenTree;
let ran: Ran;

beforeAll(async () => {
  tree = plantTree(['tsconfig.base.json', 'server/package.json', 'server/tsconfig.pure.json', 'server/src/kernel'], 'real');
  for (const [name, text] of Object.entries(rightFiles)) tree.write({ [`${folder}/${name}.ts`]: text });
  tree.write({ [`${folder}/store.ts`]: 'export const shells = () => process.pid;\n' });
  typeSpecimens.forEach(({ text }, index) => tree.write({ [fileOf(index)]: text }));
  ran = await runNode(repository, tools.typescript, ['--project', 'server/tsconfig.pure.json', '--pretty', 'false'], tree.root);
});
afterAll(() => tree.remove());

const errorsIn = (file: string) => ran.output.split('\n').filter((line) => line.startsWith(`${file}(`));

describe('the pure compile', () => {
  test.each(typeSpecimens.map((specimen, index) => ({ ...specimen, index })))('refuses $title', ({ index, error }) => {
    expect(errorsIn(fileOf(index)).join('\n')).toMatch(new RegExp(`error (?:${error}):`));
  });

  test('takes their right twins, the kernel itself, and leaves a shell file alone', () => {
    const wrong = typeSpecimens.map((_, index) => fileOf(index));
    expect(ran.output.split('\n').filter((line) => /^\S+\(\d+,\d+\): error/.test(line) && !wrong.some((file) => line.startsWith(`${file}(`)))).toEqual([]);
    expect(ran.output).not.toContain('store.ts');
    expect(ran.ok).toBe(false);
  });
});
