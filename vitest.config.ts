import { existsSync } from 'node:fs';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

// A project whose folder does not exist yet must not fail the others.
const here = (path: string) => existsSync(new URL(path, import.meta.url));
const serverSetup = './server/src/testing/global-setup.ts';

const shared = { testTimeout: 20_000, hookTimeout: 60_000, pool: 'forks', maxWorkers: 2 } as const;

const projects: TestProjectConfiguration[] = [
  { test: { ...shared, name: 'server', include: ['server/src/**/*.test.ts'], globalSetup: here(serverSetup) ? [serverSetup] : [] } },
  { test: { ...shared, name: 'cluster', include: ['cluster/src/**/*.test.ts'] } },
  { test: { ...shared, name: 'scripts', include: ['scripts/**/*.test.ts'] } },
  { test: { ...shared, name: 'bench', include: ['bench/src/**/*.test.ts'] } },
];
if (here('./web/vitest.config.ts')) projects.push('./web/vitest.config.ts');

export default defineConfig({ test: { projects, maxWorkers: 2 } });
