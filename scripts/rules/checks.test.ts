import { describe, expect, test } from 'vitest';
import { checksOf, runChecks, type Check } from './checks.ts';
import { plantTree, repository } from './specimen-tree.ts';

const check = (name: string, ok: boolean, output = ''): Check => ({ name, run: async () => ({ ok, output }) });

describe('the check command', () => {
  test('counts each check once, and shows what a failing one said', async () => {
    const lines: string[] = [];
    expect(await runChecks([check('a', true, 'quiet'), check('b', false, 'what is wrong'), check('c', true)], (line) => lines.push(line))).toEqual({ passed: 2, failed: 1 });
    expect(lines.filter((line) => line.startsWith('passed'))).toHaveLength(2);
    expect(lines.filter((line) => line.startsWith('FAILED'))).toEqual([expect.stringMatching(/ s {2}b$/)]);
    expect(lines.at(-1)).toBe('\nb:\nwhat is wrong');
    expect(lines.join()).not.toContain('quiet');
  });

  test('covers every workspace with sources, and none without', () => {
    expect(checksOf(repository).map(({ name }) => name)).toEqual(expect.arrayContaining(['types of server', 'types of scripts', 'types of pure files', 'dependency-cruiser', 'lint (oxlint)', 'unused (knip)', 'sizes of files']));
    const tree = plantTree([], []);
    tree.write({ 'cluster/tsconfig.json': '{}', 'cluster/src/main.ts': '', 'e2e/tsconfig.json': '{}' });
    expect(checksOf(tree.root).map(({ name }) => name).filter((name) => name.startsWith('types of'))).toEqual(['types of cluster', 'types of pure files']);
    tree.remove();
  });

  test('a program that cannot be run is a failure, not a pass', async () => {
    const tree = plantTree([], []);
    const cruiser = checksOf(tree.root).find(({ name }) => name === 'dependency-cruiser');
    expect(await cruiser?.run()).toMatchObject({ ok: false });
    tree.remove();
  });
});
