/**
 * Writes the texts that are generated and committed: openapi.json, docs/permissions.md, docs/schema.sql, the tests
 * named in docs/rules.md, the README's table of variables, and the dashboard's client types. `--check` writes nothing and fails when one differs.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { endpointsOf } from '../server/src/app.ts';
import { openApiDocument } from '../server/src/platform/http/openapi.ts';
import { configurationTable } from './configuration-table.ts';
import { permissionsTable } from './permissions-table.ts';
import { citationsIn, withCitations } from './rules/citations.ts';
import { trackedFiles } from './rules/tracked-files.ts';
import { schemaText } from './schema-text.ts';

const root = path.join(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

/** Endpoints are only described here; none is run, so they need nothing from outside. */
const nothing = new Proxy({}, { get: () => undefined }) as Parameters<typeof endpointsOf>[0];
const document = openApiDocument(endpointsOf(nothing), version);

async function texts(): Promise<Record<string, string>> {
  const home = mkdtempSync(path.join(tmpdir(), 'hopyard-generate-'));
  try {
    return {
      'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
      'README.md': configurationTable(readFileSync(path.join(root, 'README.md'), 'utf8')),
      'docs/permissions.md': permissionsTable(),
      'docs/rules.md': withCitations(readFileSync(path.join(root, 'docs/rules.md'), 'utf8'), citationsIn(trackedFiles(root))),
      'docs/schema.sql': await schemaText(home, path.join(root, 'server/migrations')),
      'web/src/api/schema.d.ts': `// Generated from openapi.json; do not edit.\n${astToString(await openapiTypescript(JSON.parse(JSON.stringify(document)) as never))}`,
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const stale: string[] = [];
for (const [file, text] of Object.entries(await texts())) {
  const target = path.join(root, file);
  const present = existsSync(target) ? readFileSync(target, 'utf8') : null;
  if (present === text) continue;
  stale.push(file);
  if (!check) {
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
if (stale.length > 0) process.stdout.write(`${check ? 'Out of date' : 'Written'}: ${stale.join(', ')}\n`);
if (check && stale.length > 0) {
  process.stdout.write('Run npm run generate, and read the difference as a change of what the product promises.\n');
  process.exitCode = 1;
}
