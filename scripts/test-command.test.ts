import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runNode, type Ran } from './rules/run-program.ts';
import { plantTree, repository, type SpecimenTree } from './rules/specimen-tree.ts';

/** The smallest product that passes every check and has one test. */
const smallest: Record<string, string> = {
  'package.json': '{"name":"small","private":true,"type":"module","workspaces":["server"],"scripts":{"start":"node server/src/main.ts"},"devDependencies":{"vitest":"*"}}',
  'package-lock.json': '{"packages":{}}',
  'knip.json': '{"ignore":["scripts/**",".dependency-cruiser.cjs"],"ignoreDependencies":[".*"],"ignoreBinaries":[".*"]}',
  'server/package.json': '{"name":"server","private":true,"type":"module"}',
  'server/tsconfig.json': '{"extends":"../tsconfig.base.json","include":["src"]}',
  'server/src/kernel/one.ts': 'export const one = 1;\n',
  'server/src/main.ts': "import { one } from './kernel/one.ts';\n\nexport const two = one + 1;\n",
  'server/src/main.test.ts': "import { expect, test } from 'vitest';\nimport { two } from './main.ts';\n\ntest('two', () => {\n  expect(two).toBe(2);\n});\n",
  'vitest.config.ts': "import { defineConfig } from 'vitest/config';\nexport default defineConfig({ test: { include: ['server/src/**/*.test.ts'], passWithNoTests: true } });\n",
};
const withoutTests = (folder: string) => readdirSync(path.join(repository, folder)).filter((name) => !name.endsWith('.test.ts')).map((name) => `${folder}/${name}`);
const copied = ['.dependency-cruiser.cjs', '.oxlintrc.json', 'tsconfig.base.json', 'server/tsconfig.pure.json', 'scripts/test.ts', 'scripts/results.ts', ...withoutTests('scripts/rules')];

let tree: SpecimenTree;
beforeAll(() => {
  tree = plantTree(copied, 'real');
  tree.write(smallest);
  execFileSync('git', ['init', '-q'], { cwd: tree.root });
  execFileSync('git', ['add', 'package.json', 'server'], { cwd: tree.root });
});
afterAll(() => tree.remove());

const testRun = (): Promise<Ran> => runNode(tree.root, 'scripts/test.ts', []);
const end = (output: string) => output.trimEnd().split('\n').at(-1);

describe('npm test', () => {
  test('ends with the sum of checks and tests, and passes when nothing fails', async () => {
    const { ok, output } = await testRun();
    expect(output).not.toContain('FAILED');
    expect(end(output)).toBe('9 passed, 0 failed'); // eight checks and one test
    expect(ok).toBe(true);
  }, 120_000);

  test('fails with a check and with a test that fail, and still runs everything', async () => {
    tree.write({ 'server/src/main.ts': "import { one } from './kernel/one.ts';\n\nconsole.log(one);\nexport const two = one + 2;\n" });
    const { ok, output } = await testRun();
    expect(output).toContain('FAILED');
    expect(end(output)).toBe('6 passed, 3 failed'); // types and lint do not know the console
    expect(ok).toBe(false);
  }, 120_000);
});
