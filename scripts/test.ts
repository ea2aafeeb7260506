/**
 * `npm test`: the checks, the tests of every workspace, and the browser journeys. All of them run, whatever fails; the
 * last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countPlaywright, countVitest, judged, lastLine, type Count } from './results.ts';
import { checksOf, runChecks } from './rules/checks.ts';
import { tools } from './rules/run-program.ts';

const root = path.join(import.meta.dirname, '..');
const reports = mkdtempSync(path.join(tmpdir(), 'hopyard-results-'));

/** Runs with this terminal, so that progress is seen as it happens. */
function run(script: string, args: string[], cwd: string, environment: Record<string, string> = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, script), ...args], { cwd, stdio: 'inherit', env: { ...process.env, ...environment } });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

async function check(): Promise<Count[]> {
  const { passed, failed } = await runChecks(checksOf(root), (line) => console.log(line));
  return judged([{ suite: 'check', passed, failed, skipped: 0 }], false);
}

async function tests(): Promise<Count[]> {
  const report = path.join(reports, 'vitest.json');
  const ok = await run(tools.vitest, ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], root);
  const expected = ['server', 'cluster', 'scripts', 'web', 'bench'].filter((suite) => globSync(`${suite}/**/*.test.{ts,tsx}`, { cwd: root, exclude: ['**/node_modules/**'] }).length > 0);
  const counts = existsSync(report) ? countVitest(JSON.parse(readFileSync(report, 'utf8')) as Parameters<typeof countVitest>[0], root, expected) : expected.map((suite) => ({ suite, passed: 0, failed: 0, skipped: 0 }));
  return judged(counts, !ok);
}

async function journeys(): Promise<Count[]> {
  const folder = path.join(root, 'e2e');
  if (!existsSync(path.join(folder, 'playwright.config.ts'))) return [];
  const report = path.join(reports, 'journeys.json');
  const ok = await run(tools.playwright, ['test', '--reporter=list,json'], folder, { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  const count = existsSync(report) ? countPlaywright(JSON.parse(readFileSync(report, 'utf8')) as Parameters<typeof countPlaywright>[0], 'journeys') : { suite: 'journeys', passed: 0, failed: 0, skipped: 0 };
  return judged([count], !ok);
}

const counts: Count[] = [];
for (const suite of [check, tests, journeys]) counts.push(...(await suite()));
rmSync(reports, { recursive: true, force: true });

console.log('');
for (const { suite, passed, failed, skipped } of counts) console.log(`${suite.padEnd(10)} ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
const { line, ok } = lastLine(counts);
console.log(`\n${line}`);
process.exitCode = ok ? 0 : 1;
