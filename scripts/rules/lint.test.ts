import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lintSpecimens } from './lint-specimens.ts';
import { runNode, tools, type Ran } from './run-program.ts';
import { plantTree, repository, type SpecimenTree } from './specimen-tree.ts';

const settings = '.oxlintrc.json';
type Settings = { rules: Record<string, unknown>; overrides: { rules: Record<string, unknown> }[] };
type Diagnostic = { code: string; filename: string; severity: string };

let tree: SpecimenTree;
let ran: Ran;
let found: Diagnostic[];

beforeAll(async () => {
  tree = plantTree([settings], []);
  for (const { within, beyond } of lintSpecimens) tree.write({ ...within, ...beyond });
  ran = await runNode(repository, tools.oxlint, ['--format', 'json'], tree.root);
  found = (JSON.parse(ran.output) as { diagnostics: Diagnostic[] }).diagnostics;
});
afterAll(() => tree.remove());

const named = (rule: string) => found.filter(({ code, severity }) => code === rule && severity === 'error').map(({ filename }) => filename).toSorted();

describe('the lint rules', () => {
  test('every rule that is set has a specimen', () => {
    const { rules, overrides } = JSON.parse(readFileSync(path.join(repository, settings), 'utf8')) as Settings;
    const set = [rules, ...overrides.map((override) => override.rules)].flatMap((part) => Object.entries(part)).filter(([, value]) => value !== 'off');
    const codes = new Set(set.map(([name]) => (name.includes('/') ? name.replace(/^(.*)\/(.*)$/, '$1($2)') : `eslint(${name})`)));
    expect([...codes].toSorted()).toEqual(lintSpecimens.map(({ rule }) => rule).toSorted());
  });

  test('a broken rule ends the check with a failure', () => {
    expect(ran.ok).toBe(false);
  });

  test.each(lintSpecimens)('$rule names what is beyond it, and nothing within', ({ rule, beyond }) => {
    expect(named(rule)).toEqual(Object.keys(beyond).toSorted());
  });

  test('nothing else is named', () => {
    const rules = lintSpecimens.map(({ rule }) => rule);
    expect(found.filter(({ code }) => !rules.includes(code))).toEqual([]);
  });
});
