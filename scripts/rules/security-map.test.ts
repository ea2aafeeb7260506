import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { advisories, requirements, securityProblems } from './security-map.ts';
import { repository } from './specimen-tree.ts';
import { trackedFiles } from './tracked-files.ts';

const files = [{ path: 'a.test.ts', text: `test('a door that is shut', f)` }];
const page = [...requirements, ...advisories].map((subject) => `| ${subject} | words | \`a.test.ts\`: *a door that is shut* |`).join('\n');

test('docs/security.md speaks of every requirement and advisory, and every test that it cites is there', () => {
  expect(securityProblems(readFileSync(path.join(repository, 'docs/security.md'), 'utf8'), trackedFiles(repository))).toEqual([]);
});

test('a missing row, a row without a proof and a title that is gone are found', () => {
  expect(securityProblems(page, files)).toEqual([]);
  expect(securityProblems(page.replace('| 8.4.1 |', '| 8.4 |'), files)).toContain('docs/security.md says nothing about 8.4.1.');
  expect(securityProblems(page.replace('| 7.2.1 | words | `a.test.ts`: *a door that is shut* |', '| 7.2.1 | words | nothing |'), files)).toEqual(['7.2.1 cites no test.']);
  expect(securityProblems(page.replace('| 7.2.1 | words | `a.test.ts`: *a door that is shut* |', '| 7.2.1 | words | Does not concern us: no tokens. |'), files)).toEqual([]);
  expect(securityProblems(page, [{ path: 'a.test.ts', text: '' }])).toHaveLength(requirements.length + advisories.length);
});
