/** A tree that keeps every import rule, and for each rule the files that break it. */

const uses = (...specifiers: string[]) => specifiers.map((specifier, index) => `import * as used${index} from '${specifier}';\nexport { used${index} };\n`).join('');
const usesType = (name: string, specifier: string) => `import type { ${name} } from '${specifier}';\nexport type Taken${name} = ${name};\n`;

export const rightTree: Record<string, string> = {
  'package.json': '{"name":"root","private":true,"devDependencies":{"vitest":"1.0.0"}}',
  'server/package.json': '{"name":"server","dependencies":{"zod":"1.0.0","postgres":"1.0.0"}}',
  'cluster/package.json': '{"name":"cluster","dependencies":{"zod":"1.0.0"}}',
  'web/package.json': '{"name":"web","dependencies":{}}',
  'server/src/kernel/id.ts': 'export const id = 1;\nexport type Id = string;\n',
  'server/src/features/things/thing.ts': uses('../../kernel/id.ts', 'zod'),
  'server/src/features/things/policy.ts': uses('./thing.ts'),
  'server/src/features/things/ports.ts': 'export class Unreachable extends Error {}\nexport type Port = { call(): void };\n',
  'server/src/features/things/store.ts': uses('./thing.ts', '../../kernel/id.ts'),
  'server/src/features/things/routes.ts': uses('./policy.ts', './store.ts', 'zod'),
  'server/src/features/things/part-routes.ts': uses('./policy.ts', './store.ts'),
  'server/src/features/things/workflow.ts': uses('./store.ts', './ports.ts'),
  'server/src/features/things/routes.test.ts': uses('./routes.ts', '../../testing/world.ts', '../../platform/adapter.ts', 'vitest', 'node:fs'),
  'server/src/platform/adapter.ts': `${uses('../features/things/ports.ts', 'postgres', 'node:net')}${usesType('Port', '../features/things/ports.ts')}`,
  'server/src/app.ts': uses('./features/things/routes.ts', './features/things/part-routes.ts', './features/things/workflow.ts', './platform/adapter.ts'),
  'server/src/main.ts': uses('./app.ts', './platform/adapter.ts'),
  'server/src/testing/world.ts': uses('../app.ts', 'vitest'),
  'cluster/src/main.ts': uses('./accounts.ts'),
  'cluster/src/accounts.ts': uses('zod'),
  'web/src/main.tsx': uses('./features/things/page.tsx', './features/others/page.tsx'),
  'web/src/features/things/page.tsx': uses('./row.tsx', '../../ui/button.tsx'),
  'web/src/features/things/row.tsx': uses('../../ui/button.tsx'),
  'web/src/features/others/page.tsx': uses('../../ui/button.tsx', '../../api/client.ts'),
  'web/src/ui/button.tsx': 'export const button = 1;\n',
  'web/src/api/client.ts': 'export const client = 1;\n',
  'scripts/tool.ts': uses('../server/src/kernel/id.ts'),
};

/** By rule: what breaks it. The first file of each is the one that must be named. */
export const layoutSpecimens: Record<string, Record<string, string>> = {
  'no-circular': { 'server/src/kernel/first.ts': uses('./second.ts'), 'server/src/kernel/second.ts': uses('./first.ts') },
  'pure-touches-nothing': { 'server/src/features/things/reads-disk.ts': uses('node:fs') },
  'pure-not-to-shell': { 'server/src/features/things/knows-store.ts': uses('./store.ts') },
  'kernel-knows-no-feature': { 'server/src/kernel/knows-thing.ts': uses('../features/things/thing.ts') },
  'store-speaks-only-sql': { 'server/src/features/second/store.ts': uses('../things/store.ts'), 'server/src/features/third/store.ts': uses('postgres') },
  'routes-and-workflow-are-leaves': { 'server/src/features/second/routes.ts': uses('../things/routes.ts'), 'server/src/features/second/part-routes.ts': uses('../things/part-routes.ts') },
  'features-touch-nothing-outside': { 'server/src/features/second/workflow.ts': uses('node:https') },
  'features-do-not-import-platform': { 'server/src/features/third/routes.ts': uses('../../platform/adapter.ts') },
  'platform-imports-features-as-types': { 'server/src/platform/decides.ts': uses('../features/things/policy.ts') },
  'one-composition-root': { 'server/src/second-root.ts': uses('./platform/adapter.ts') },
  'web-knows-only-the-contract': { 'web/src/reads-server.ts': uses('../../server/src/kernel/id.ts') },
  'server-knows-no-web': { 'server/src/platform/renders.ts': uses('../../../web/src/ui/button.tsx') },
  'cluster-stands-alone': { 'cluster/src/asks.ts': uses('../../server/src/kernel/id.ts') },
  'product-knows-no-tools': { 'server/src/platform/tooled.ts': uses('../../../scripts/tool.ts') },
  'web-features-stand-alone': { 'web/src/features/third/page.tsx': uses('../things/page.tsx') },
  'web-flows-one-way': { 'web/src/ui/knows-feature.tsx': uses('../features/things/page.tsx') },
  'tests-are-imported-by-nobody': { 'server/src/platform/borrows.ts': uses('../features/things/routes.test.ts') },
  'testing-is-for-tests': { 'server/src/platform/in-test-world.ts': uses('../testing/world.ts') },
  'no-orphans': { 'server/src/platform/forgotten.ts': 'export const forgotten = 1;\n' },
  'not-to-unresolvable': { 'server/src/platform/missing.ts': uses('./nowhere.ts') },
  'not-to-dev-dep': { 'server/src/platform/developed.ts': uses('vitest') },
};
