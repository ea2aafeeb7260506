import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { citationProblems, citationsIn, sectionsOf, withCitations, type Citation } from './citations.ts';
import { repository } from './specimen-tree.ts';
import { trackedFiles } from './tracked-files.ts';

const document = readFileSync(path.join(repository, 'docs/rules.md'), 'utf8');
// Put together here, so that these lines are no citations themselves.
const m = (number: string) => `M${number}`;

describe('docs/rules.md', () => {
  const citations = citationsIn(trackedFiles(repository));

  test('holds every rule once, in order', () => {
    const numbered = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`);
    expect(sectionsOf(document).map(({ rule }) => rule)).toEqual([...numbered('M', 19), ...numbered('D', 11)]);
  });

  test('every rule is cited by a test, and every citation exists', () => {
    expect(citationProblems(document, citations)).toEqual([]);
  });
});

describe('reading citations', () => {
  const cited = (text: string) => citationsIn([{ path: 'a.test.ts', text }]).map(({ rule }) => rule);

  test('titles of tests, groups and tables of tests count', () => {
    expect(cited(`test('${m('12')} blocks', () => {})`)).toEqual([m('12')]);
    expect(cited(`describe("${m('01')}, ${m('03')}: 'sharing'", f)`)).toEqual([m('01'), m('03')]);
    expect(cited(`test.each([1])(\n  \`%s ${m('07')}\`, f)`)).toEqual([m('07')]);
  });

  test('a range names every rule in it', () => {
    expect(cited(`test('mailed (${m('07')}-${m('09')}, D03)', f); test('${m('17')}-18', f)`)).toEqual([m('07'), m('08'), m('09'), 'D03', m('17'), m('18')]);
  });

  test('a title is told with that of its group', () => {
    const text = `describe('members.remove', () => {\n  test('blocks (${m('12')})', f);\n});\ntest('it\\'s alone (${m('12')})', f);`;
    expect(citationsIn([{ path: 'a.test.ts', text }]).map(({ title }) => title)).toEqual([`members.remove: blocks (${m('12')})`, `it's alone (${m('12')})`]);
  });

  test('comments, skipped tests, other files and numbers in words do not', () => {
    expect(cited(`// ${m('12')}\ntest.skip('${m('12')} x', f); test.todo('${m('13')} y'); test('X${m('14')}', f)`)).toEqual([]);
    expect(citationsIn([{ path: 'a.ts', text: `test('${m('12')}', f)` }])).toEqual([]);
  });
});

describe('comparing', () => {
  const small = `# R\n\n### ${m('01')} One\n\nText.\n\n### ${m('02')} Two\n\n**Comes later**: all.\n\n## More\n\n### ${m('03')} Three\n\nText.\n`;
  const cites = (rule: string, title = `${rule} holds`): Citation => ({ rule, path: 'a.test.ts', title });

  test('a rule without proof, a citation without a rule and a rule told twice are found', () => {
    expect(citationProblems(small, [cites(m('01')), cites(m('03'))])).toEqual([]);
    expect(citationProblems(small, [cites(m('01'))])).toEqual([`${m('03')} is cited by no test, and does not come later.`]);
    expect(citationProblems(small, [cites(m('01')), cites(m('03')), cites(m('99'))])).toEqual([`a.test.ts cites ${m('99')}, which is no rule.`]);
    expect(citationProblems(small + small, [cites(m('01')), cites(m('03'))])).toContain(`${m('01')} stands in the document twice.`);
  });

  test('the lists are written under their rules, and writing again changes nothing', () => {
    const citations = [cites(m('01'), 'b'), cites(m('01'), 'a'), cites(m('03'))];
    const written = withCitations(small, citations);
    expect(written).toContain(`Text.\n\n- \`a.test.ts\`: a\n- \`a.test.ts\`: b\n\n### ${m('02')}`);
    expect(written).toMatch(/\*\*Comes later\*\*: all\.\n\n## More/);
    expect(withCitations(written, citations)).toBe(written);
    expect(withCitations(written, [])).toBe(small);
  });
});
