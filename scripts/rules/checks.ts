/** Everything that can be said about the tree without running the product. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { foreignText, lockedAddresses } from './foreign-text.ts';
import { runNode, tools, type Ran } from './run-program.ts';
import { sizeProblems } from './sizes.ts';
import { trackedFiles } from './tracked-files.ts';

export type Check = { name: string; run(): Promise<Ran> };

const workspaces = ['server', 'cluster', 'web', 'scripts', 'e2e', 'bench'];

/** The checks for the tree at `root`, the longest first. A workspace that has no sources yet is left out. */
export function checksOf(root: string): Check[] {
  const at = (file: string) => path.join(root, file);
  const hasSources = (workspace: string) => existsSync(at(`${workspace}/tsconfig.json`)) && globSync(`${workspace}/**/*.{ts,tsx}`, { cwd: root, exclude: ['**/node_modules/**'] }).length > 0;
  const present = workspaces.filter(hasSources);
  const program = (name: string, script: string, ...args: string[]): Check => ({ name, run: () => runNode(root, script, args) });
  const cruised = [...present.filter((workspace) => workspace !== 'scripts').map((workspace) => (existsSync(at(`${workspace}/src`)) ? `${workspace}/src` : workspace)), 'scripts'];
  const checks = [
    program('dependency-cruiser', tools.dependencyCruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', ...cruised),
    ...present.map((workspace) => program(`types of ${workspace}`, tools.typescript, '--project', workspace)),
    program('types of pure files', tools.typescript, '--project', 'server/tsconfig.pure.json'),
    program('unused (knip)', tools.knip, '--no-progress', '--no-config-hints'),
    program('lint (oxlint)', tools.oxlint),
    text('sizes of files', () => sizeProblems(trackedFiles(root))),
    text('no foreign text', () => foreignText(trackedFiles(root))),
    text('no addresses in the lock file', () => lockedAddresses(readFileSync(at('package-lock.json'), 'utf8'))),
  ];
  if (existsSync(at('scripts/generate.ts'))) checks.unshift(program('generated texts', 'scripts/generate.ts', '--check'));
  return checks;
}

const text = (name: string, problems: () => string[]): Check => ({
  name,
  run: async () => {
    const found = problems();
    return { ok: found.length === 0, output: found.join('\n') };
  },
});

/** Runs them two at a time and tells each result as it comes. */
export async function runChecks(checks: readonly Check[], tell: (line: string) => void): Promise<{ passed: number; failed: number }> {
  const waiting = [...checks];
  const counts = { passed: 0, failed: 0 };
  const failures: string[] = [];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const startedAt = performance.now();
      const { ok, output } = await check.run();
      counts[ok ? 'passed' : 'failed'] += 1;
      tell(`${ok ? 'passed' : 'FAILED'}  ${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${check.name}`);
      if (!ok) failures.push(`\n${check.name}:\n${output.trim()}`);
    }
  };
  await Promise.all([worker(), worker()]);
  for (const failure of failures) tell(failure);
  return counts;
}
