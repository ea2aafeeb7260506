/** `npm run test:long`: the membership model with many more runs than `npm test` takes the time for. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { tools } from './rules/run-program.ts';

const root = path.join(import.meta.dirname, '..');
const environment = { ...process.env, MEMBERSHIP_RUNS: process.env['MEMBERSHIP_RUNS'] ?? '20000' };
const child = spawn(process.execPath, [path.join(root, tools.vitest), 'run', '--project', 'server', 'server/src/features/members/model.test.ts'], { cwd: root, stdio: 'inherit', env: environment });
child.once('close', (code) => void (process.exitCode = code ?? 1));
