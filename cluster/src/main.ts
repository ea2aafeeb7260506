/** Entry: `main.ts --config <file>`. Stripping types and compiling is what a start costs most, so its result is kept. */
import { enableCompileCache, flushCompileCache } from 'node:module';
import path from 'node:path';

enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/compiled'));
const { run } = await import('./run.ts');
await run();
flushCompileCache();
