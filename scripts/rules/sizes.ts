/** How big files may be. A limit is a question, "is this one thing?", asked before it hurts. */
import type { TrackedFile } from './tracked-files.ts';

const limits = { median: 60, ninetieth: 200, most: 300, mostInTests: 500 };

const isSource = (path: string) => /\.(?:tsx?|mjs|cjs)$/.test(path) && !path.endsWith('.d.ts');
const isTest = (path: string) => /\.(?:test|spec)\.tsx?$/.test(path);
const linesOf = ({ text }: TrackedFile) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** One sentence for each limit that is broken. */
export function sizeProblems(files: readonly TrackedFile[]): string[] {
  const sources = files.filter(({ path }) => isSource(path)).map((file) => ({ path: file.path, lines: linesOf(file) }));
  const code = sources.filter(({ path }) => !isTest(path)).map(({ lines }) => lines).toSorted((a, b) => a - b);
  const at = (share: number) => code[Math.min(code.length - 1, Math.floor(code.length * share))] ?? 0;
  const problems = sources
    .map(({ path, lines }) => ({ path, lines, most: isTest(path) ? limits.mostInTests : limits.most }))
    .filter(({ lines, most }) => lines > most)
    .map(({ path, lines, most }) => `${path} has ${lines} lines; the most is ${most}.`);
  if (at(0.5) >= limits.median) problems.push(`The median file has ${at(0.5)} lines; it must stay under ${limits.median}.`);
  if (at(0.9) >= limits.ninetieth) problems.push(`One file in ten has ${at(0.9)} lines or more; that must stay under ${limits.ninetieth}.`);
  return problems;
}
