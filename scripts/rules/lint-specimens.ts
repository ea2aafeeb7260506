/** For each lint rule that we set: a file just within it, and one beyond. */

const lines = (count: number) => Array.from({ length: count }, (_, index) => `export const line${index} = ${index};\n`).join('');
const functionOf = (count: number) => `export function long(): void {\n${'  void 0;\n'.repeat(count - 2)}}\n`;
const nested = (depth: number) => `export function deep(a: number): number {\n${'if (a) {\n'.repeat(depth)}return 1;\n${'}\n'.repeat(depth)}return a;\n}\n`;
const branches = (count: number) => `export function forks(a: number): number {\n${'if (a > 1) return 1;\n'.repeat(count)}return a;\n}\n`;

export type LintSpecimen = { rule: string; within: Record<string, string>; beyond: Record<string, string> };

const pure = 'server/src/features/things/';

export const lintSpecimens: LintSpecimen[] = [
  {
    rule: 'eslint(max-lines)',
    within: { 'a/lines-300.ts': lines(300), 'a/lines-500.test.ts': lines(500) },
    beyond: { 'a/lines-301.ts': lines(301), 'a/lines-501.test.ts': lines(501) },
  },
  {
    rule: 'eslint(max-lines-per-function)',
    within: { 'a/function-60.ts': functionOf(60), 'a/function-90.test.ts': functionOf(90) },
    beyond: { 'a/function-61.ts': functionOf(61) },
  },
  { rule: 'eslint(max-depth)', within: { 'a/depth-3.ts': nested(3) }, beyond: { 'a/depth-4.ts': nested(4) } },
  {
    rule: 'eslint(max-params)',
    within: { 'a/parameters-4.ts': 'export const four = (a: 1, b: 2, c: 3, d: 4) => [a, b, c, d];\n' },
    beyond: { 'a/parameters-5.ts': 'export const five = (a: 1, b: 2, c: 3, d: 4, e: 5) => [a, b, c, d, e];\n' },
  },
  { rule: 'eslint(complexity)', within: { 'a/complexity-12.ts': branches(11) }, beyond: { 'a/complexity-13.ts': branches(12) } },
  {
    rule: 'eslint(no-console)',
    within: { 'scripts/prints.ts': 'console.log(1);\n' },
    beyond: { 'server/src/platform/prints.ts': 'console.log(1);\n', 'cluster/src/prints.ts': 'console.log(1);\n' },
  },
  {
    rule: 'eslint(no-unused-vars)',
    within: { 'a/without.ts': 'export const without = ({ a: _, ...rest }: { a: 1; b: 2 }) => rest;\n', 'a/ignored.ts': 'export const second = (_first: 1, two: 2) => two;\n' },
    beyond: { 'a/unused.ts': 'const unused = 1;\nexport const used = 2;\n', 'a/unused-import.ts': "import { named } from './named.ts';\nexport const used = 2;\n" },
  },
  {
    rule: 'import(no-default-export)',
    within: { 'a/named.ts': 'export const named = 1;\n', 'a/tool.config.ts': 'export default 1;\n' },
    beyond: { 'a/default.ts': 'export default 1;\n' },
  },
  {
    rule: 'typescript(no-explicit-any)',
    within: { 'a/unknown.ts': 'export const value: unknown = 1;\n' },
    beyond: { 'a/any.ts': 'export const value: any = 1;\n', 'a/any.test.ts': 'export const value: any = 1;\n' },
  },
  {
    rule: 'typescript(no-non-null-assertion)',
    within: { 'a/checked.ts': 'export const first = (list: string[]) => list[0] ?? null;\n', 'a/asserted.test.ts': 'export const first = (list: string[]) => list[0]!;\n' },
    beyond: { 'a/asserted.ts': 'export const first = (list: string[]) => list[0]!;\n' },
  },
  {
    rule: 'typescript(consistent-type-imports)',
    within: { 'a/type-import.ts': "import type { A } from './named.ts';\nexport type B = A;\n" },
    beyond: { 'a/value-import.ts': "import { A } from './named.ts';\nexport type B = A;\n" },
  },
  {
    rule: 'eslint(no-restricted-imports)',
    within: { 'a/direct.ts': "export { named } from './named.ts';\n" },
    beyond: { 'a/barrel.ts': "export { named } from './index.ts';\n", 'a/folder.ts': "import { named } from '..';\nexport const again = named;\n" },
  },
  {
    rule: 'unicorn(filename-case)',
    within: { 'a/kebab-case.ts': 'export const a = 1;\n' },
    beyond: { 'a/camelCase.ts': 'export const a = 1;\n', 'a/PascalCase.tsx': 'export const a = 1;\n' },
  },
  {
    rule: 'eslint(no-restricted-globals)',
    within: { [`${pure}store.ts`]: 'export const id = () => crypto.randomUUID();\n' },
    beyond: {
      [`${pure}chance.ts`]: 'export const id = () => crypto.randomUUID();\n', [`${pure}configured.ts`]: 'export const port = () => process.pid;\n',
      [`${pure}calls.ts`]: "export const call = () => fetch('https://example.org');\n", 'server/src/kernel/clock.ts': 'export const now = () => performance.now();\n',
    },
  },
  {
    rule: 'eslint(no-restricted-properties)',
    within: { [`${pure}dated.ts`]: 'export const later = (now: Date) => new Date(now.getTime() + 1);\n', [`${pure}workflow.ts`]: 'export const now = () => Date.now();\n' },
    beyond: { [`${pure}timed.ts`]: 'export const now = () => Date.now();\n', [`${pure}diced.ts`]: 'export const roll = () => Math.random();\n' },
  },
];
