/** `npm run check`: types, layout, lint, unused code, generated texts, sizes. Exits 1 with what is wrong. */
import path from 'node:path';
import { checksOf, runChecks } from './rules/checks.ts';

const { passed, failed } = await runChecks(checksOf(path.join(import.meta.dirname, '..')), (line) => console.log(line));
console.log(`\n${passed} checks passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
