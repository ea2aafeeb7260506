import { describe, expect, test } from 'vitest';
import { countPlaywright, countVitest, judged, lastLine, type Count } from './results.ts';

const file = (name: string, ...statuses: string[]) => ({ name: `/r/${name}`, status: statuses.includes('failed') ? 'failed' : 'passed', assertionResults: statuses.map((status) => ({ status })) });
const count = (suite: string, passed: number, failed: number, skipped = 0): Count => ({ suite, passed, failed, skipped });

describe('counting', () => {
  test('tests are counted by the folder they stand in, skipped ones apart', () => {
    const report = { testResults: [file('server/src/a.test.ts', 'passed', 'failed'), file('server/src/b.test.ts', 'passed', 'pending', 'todo'), file('web/src/c.test.tsx', 'passed')] };
    expect(countVitest(report, '/r', ['server', 'web', 'cluster'])).toEqual([count('server', 2, 1, 2), count('web', 1, 0), count('cluster', 0, 0)]);
  });

  test('a file that could not be loaded is a failure', () => {
    expect(countVitest({ testResults: [{ name: '/r/server/x.test.ts', status: 'failed', assertionResults: [] }] }, '/r', [])).toEqual([count('server', 0, 1)]);
  });

  test('a journey that passed only when repeated, and an error outside any journey, are failures', () => {
    expect(countPlaywright({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] }, 'e2e')).toEqual(count('e2e', 5, 3, 2));
  });
});

describe('judging', () => {
  test('a suite that executed nothing has failed, one that executed something stays as it is', () => {
    expect(judged([count('a', 3, 0), count('b', 0, 0, 4)], false)).toEqual([count('a', 3, 0), count('b', 0, 1, 4)]);
  });

  test('an error of the runner that no test explains is a failure', () => {
    expect(judged([count('a', 3, 0), count('b', 1, 0)], true)).toEqual([count('a', 3, 1), count('b', 1, 0)]);
    expect(judged([count('a', 3, 0), count('b', 1, 1)], true)).toEqual([count('a', 3, 0), count('b', 1, 1)]);
  });

  test('the last line sums everything, and is good only when something passed and nothing failed', () => {
    expect(lastLine([count('a', 3, 0), count('b', 4, 0, 2)])).toEqual({ line: '7 passed, 0 failed', ok: true });
    expect(lastLine([count('a', 3, 1)])).toEqual({ line: '3 passed, 1 failed', ok: false });
    expect(lastLine([])).toEqual({ line: '0 passed, 0 failed', ok: false });
  });
});
