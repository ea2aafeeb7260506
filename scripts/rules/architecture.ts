/** What types and import rules cannot say about the shape of the server. Each function names what breaks its rule. */
import type { TrackedFile } from './tracked-files.ts';

const featureFile = /^server\/src\/features\/([^/]+)\/(.+)$/;
const isTest = (path: string) => /\.test\.tsx?$/.test(path);
const isShell = (path: string) => /\/(?:store|(?:[a-z-]+-)?routes|workflow)\.ts$/.test(path);

/** Every file of a feature lies directly in its folder. */
export const nestedFeatureFiles = (paths: readonly string[]): string[] => paths.filter((path) => featureFile.exec(path)?.[2]?.includes('/'));

/** Decisions and shells have their test beside them. */
export const withoutTest = (paths: readonly string[]): string[] =>
  paths.filter((path) => featureFile.test(path) && /\/(?:policy|store|(?:[a-z-]+-)?routes|workflow)\.ts$/.test(path) && !paths.includes(path.replace(/\.ts$/, '.test.ts')));

const writing = /\binsert\s+into\s+"?(\w+)"?|\bdelete\s+from\s+"?(\w+)"?|\bupdate\s+"?(\w+)"?(?:\s+(?:as\s+)?\w+)?\s+set\b/gi;

/** One table, one writer: a feature's store, or one folder of the platform for what no feature is about. */
export function doublyWrittenTables(files: readonly TrackedFile[]): string[] {
  const writers = new Map<string, Set<string>>();
  for (const { path, text } of files) {
    if (!/^server\/src\/(?:features|platform)\//.test(path) || isTest(path)) continue;
    const owner = featureFile.test(path) ? path : path.slice(0, path.lastIndexOf('/'));
    for (const [, inserted, deleted, updated] of text.matchAll(writing)) {
      const table = inserted ?? deleted ?? updated ?? '';
      writers.set(table, (writers.get(table) ?? new Set()).add(owner));
    }
  }
  return [...writers].flatMap(([table, owners]) => {
    const elsewhere = [...owners].filter((owner) => featureFile.test(owner) && !owner.endsWith('/store.ts'));
    if (elsewhere.length > 0) return [`${table} is written outside a store: ${elsewhere.join(', ')}`];
    return owners.size > 1 ? [`${table} is written by ${[...owners].join(' and ')}`] : [];
  });
}

/** Time and chance are arguments of a pure file; only what it is given does it know. */
export const impureFiles = (files: readonly TrackedFile[]): string[] =>
  files
    .filter(({ path }) => (path.startsWith('server/src/kernel/') || featureFile.test(path)) && !isShell(path) && !isTest(path))
    .filter(({ text }) => /\bnew Date\(\s*\)|\bDate\.now\b|\bMath\.random\b/.test(text))
    .map(({ path }) => path);

const declared = /\bendpoint\(\{\s*operation: '([a-z-]+)\.(\w+)'/g;

/** Every operation that a feature declares, in the order of the files. */
export const declaredOperations = (files: readonly TrackedFile[]): string[] =>
  files.flatMap(({ path, text }) => (featureFile.test(path) && !isTest(path) ? [...text.matchAll(declared)].map(([, noun, verb]) => `${noun}.${verb}`) : []));

/** `members.remove` is declared in the folder `members`, and nowhere else. */
export const misplacedOperations = (files: readonly TrackedFile[]): string[] =>
  files.flatMap(({ path, text }) => {
    const folder = featureFile.exec(path)?.[1];
    return folder && !isTest(path) ? [...text.matchAll(declared)].filter(([, noun]) => noun !== folder).map(([, noun, verb]) => `${noun}.${verb} is declared in ${path}`) : [];
  });

/** Every operation that can be asked for has a test named after it. */
export function untestedOperations(operations: readonly string[], files: readonly TrackedFile[]): string[] {
  const titles = files.filter(({ path }) => featureFile.test(path) && isTest(path)).map(({ text }) => text).join('\n');
  return operations.filter((operation) => !new RegExp(`describe\\(['"\`][^'"\`]*\\b${operation.replace('.', '\\.')}\\b`).test(titles));
}
