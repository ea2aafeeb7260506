/** Counts what really ran, from the reports that the test runners write. */

export type Count = { suite: string; passed: number; failed: number; skipped: number };

type VitestReport = { testResults: { name: string; status: string; assertionResults: { status: string }[] }[] };
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number }; errors?: unknown[] };

/**
 * One count per suite. A suite is the first folder of a test file below `root`; `expected` suites are there with zeros
 * when none of their tests ran. A file that could not even be loaded is one failure.
 */
export function countVitest(report: VitestReport, root: string, expected: readonly string[]): Count[] {
  const counts = new Map(expected.map((suite) => [suite, { suite, passed: 0, failed: 0, skipped: 0 }]));
  for (const { name, status, assertionResults } of report.testResults) {
    const suite = name.replace(`${root}/`, '').split('/')[0] ?? name;
    const count = counts.get(suite) ?? { suite, passed: 0, failed: 0, skipped: 0 };
    counts.set(suite, count);
    for (const assertion of assertionResults) count[assertion.status === 'passed' || assertion.status === 'failed' ? assertion.status : 'skipped'] += 1;
    if (status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed')) count.failed += 1;
  }
  return [...counts.values()];
}

/** A test that passed only when repeated has failed: what it hides would hit people. */
export const countPlaywright = ({ stats, errors = [] }: PlaywrightReport, suite: string): Count => ({
  suite, passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped,
});

/**
 * Adds what the counts alone do not say: a suite that executed nothing has failed, and so has one whose runner ended
 * with an error that no test explains.
 */
export function judged(counts: readonly Count[], runnerFailed: boolean): Count[] {
  const complete = counts.map((count) => (count.passed + count.failed === 0 ? { ...count, failed: 1 } : count));
  const [first] = complete;
  if (!runnerFailed || !first || complete.some(({ failed }) => failed > 0)) return complete;
  return [{ ...first, failed: 1 }, ...complete.slice(1)];
}

/** The last line of a test run. */
export function lastLine(counts: readonly Count[]): { line: string; ok: boolean } {
  const sum = (part: 'passed' | 'failed') => counts.reduce((total, count) => total + count[part], 0);
  return { line: `${sum('passed')} passed, ${sum('failed')} failed`, ok: sum('failed') === 0 && sum('passed') > 0 };
}
