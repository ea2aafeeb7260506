/** Which tests prove which rule of docs/rules.md, read from the titles of the tests. */
import type { TrackedFile } from './tracked-files.ts';

export type Citation = { rule: string; path: string; title: string };

const isTest = (path: string) => /\.(?:test|spec)\.tsx?$/.test(path);
// A title is the first argument of a call; that of a test that does not run proves nothing.
const titles = /(\.(?:skip|todo))?\(\s*(['"`])((?:\\.|(?!\2)[^\n\\])*)\2/g;
const groups = /^( *)describe[^('"`]*(?:\([^\n]*\))?\((['"`])((?:\\.|(?!\2)[^\n\\])*)\2/gm;

/** `M07-M09` names three rules. */
function rulesIn(title: string): string[] {
  const named = [...title.matchAll(/\b([MD])(\d{2})(?:\s*[-–]\s*\1?(\d{2})\b)?\b/g)].flatMap(([, letter, first, last = first]) =>
    Array.from({ length: Math.max(1, Number(last) - Number(first) + 1) }, (_, index) => `${letter}${String(Number(first) + index).padStart(2, '0')}`),
  );
  return [...new Set(named)];
}

const readable = (title: string) => title.replaceAll(/\\(['"`])/g, '$1');

/** The title of the group that a test stands in, as its indentation tells. */
function groupAt(text: string, position: number): string {
  const indent = /^ */.exec(text.slice(text.lastIndexOf('\n', position) + 1))?.[0].length ?? 0;
  const around = [...text.slice(0, position).matchAll(groups)].filter(([, spaces = '']) => spaces.length < indent).at(-1);
  return around ? `${readable(around[3] ?? '')}: ` : '';
}

/** One for each rule that a title names, such as `M12 removing blocks on every cluster`. */
export const citationsIn = (files: readonly TrackedFile[]): Citation[] =>
  files
    .filter(({ path }) => isTest(path) && !path.startsWith('scripts/rules/'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(titles)]
        .filter(([, skipped]) => !skipped)
        .flatMap(({ 3: title = '', index }) => rulesIn(title).map((rule) => ({ rule, path, title: `${groupAt(text, index)}${readable(title)}` }))),
    );

export type Section = { rule: string; comesLater: boolean };

/** The rules of the document, in its order. */
export function sectionsOf(document: string): Section[] {
  const parts = document.split(/^### (?=[MD]\d{2} )/m).slice(1);
  return parts.map((part) => ({ rule: part.slice(0, 3), comesLater: part.includes('**Comes later**') }));
}

/** The document with the list under each rule written anew. */
export function withCitations(document: string, citations: readonly Citation[]): string {
  return document.replace(/^### ([MD]\d{2}) [\s\S]*?(?=^##|(?![\s\S]))/gm, (section, rule: string) => {
    const words = section.replace(/\n+- `[\s\S]*$/, '').trimEnd();
    const lines = citations.filter((citation) => citation.rule === rule).map(({ path, title }) => `- \`${path}\`: ${title}`);
    return `${words}\n\n${[...new Set(lines)].toSorted().map((line) => `${line}\n`).join('')}${lines.length > 0 ? '\n' : ''}`;
  }).trimEnd() + '\n';
}

/** What is wrong between rules and tests: a rule without a proof, a citation without a rule, a rule told twice. */
export function citationProblems(document: string, citations: readonly Citation[]): string[] {
  const sections = sectionsOf(document);
  const known = sections.map(({ rule }) => rule);
  return [
    ...known.filter((rule, index) => known.indexOf(rule) !== index).map((rule) => `${rule} stands in the document twice.`),
    ...sections.filter(({ rule, comesLater }) => !comesLater && !citations.some((citation) => citation.rule === rule)).map(({ rule }) => `${rule} is cited by no test, and does not come later.`),
    ...citations.filter(({ rule }) => !known.includes(rule)).map(({ rule, path }) => `${path} cites ${rule}, which is no rule.`),
  ];
}
