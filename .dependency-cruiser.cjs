const feature = '^server/src/features/([^/]+)/';
const leaf = '(routes|[^/]+-routes|workflow)[.]ts$';
const shell = '(store|routes|[^/]+-routes|workflow)[.]ts$';
const test = '[.]test[.]tsx?$';
const testing = '^(server|cluster|web)/src/testing/';
/** Files that declare a port, with the errors an adapter throws through it and the names that both sides must agree on. */
const port = `${feature}(driver|hopsworks|ports|sign-on|transport)[.]ts$`;

/** A file is pure unless its name says otherwise. Routes of a feature may be in groups: `answer-routes.ts`. */
const pure = { path: ['^server/src/kernel/', `${feature}[^/]+[.]ts$`], pathNot: [`/${shell}`, test] };

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', comment: 'A cycle means two concepts are one, or a third is missing. Types may refer to each other.',
      from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },

    { name: 'pure-touches-nothing', severity: 'error',
      comment: 'Policies, contracts and domain files import other pure files and zod; nothing that can do I/O.',
      from: pure, to: { pathNot: ['^server/src/kernel/', '^server/src/features/[^/]+/[^/]+[.]ts$', 'node_modules/zod/'] } },
    { name: 'pure-not-to-shell', severity: 'error', comment: 'The core does not know it is stored or served.',
      from: pure, to: { path: `${feature}${shell}` } },
    { name: 'kernel-knows-no-feature', severity: 'error', comment: 'The kernel is the alphabet; features are the words.',
      from: { path: '^server/src/kernel/', pathNot: test }, to: { path: '^server/src/(features|platform|testing)/' } },

    { name: 'store-speaks-only-sql', severity: 'error', comment: 'A store knows pure files and a transaction; no other store, no library, no clock.',
      from: { path: `${feature}store[.]ts$` },
      to: { path: [`${feature}${shell}`, '^(?![.]|server/src/(kernel|features)/)'] } },
    { name: 'routes-and-workflow-are-leaves', severity: 'error', comment: 'Nothing imports a route or a workflow except the composition root and tests.',
      from: { pathNot: [test, '^server/src/app[^/]*[.]ts$', testing] }, to: { path: `${feature}${leaf}` } },
    { name: 'features-touch-nothing-outside', severity: 'error',
      comment: 'Routes and workflows reach the outside through ports only. Otherwise a slow cloud holds a transaction open.',
      from: { path: `${feature}${leaf}` }, to: { path: '^(?![.]|server/src/|node_modules/zod/|(node:)?timers/promises$)' } },
    { name: 'features-do-not-import-platform', severity: 'error', comment: 'Adapters arrive as ports through app.ts.',
      from: { path: feature, pathNot: test }, to: { path: '^server/src/platform/' } },
    { name: 'platform-imports-features-as-types', severity: 'error', comment: 'An adapter implements a port (with the errors and names declared in its file); it never calls a feature.',
      from: { path: '^server/src/platform/', pathNot: test }, to: { path: '^server/src/features/', pathNot: port, dependencyTypesNot: ['type-only'] } },
    { name: 'one-composition-root', severity: 'error', comment: 'Only app.ts and the main files know both sides.',
      from: { path: '^server/src/', pathNot: ['^server/src/(app|main)[^/]*[.]ts$', '^server/src/platform/', testing, test] },
      to: { path: '^server/src/platform/' } },

    { name: 'web-knows-only-the-contract', severity: 'error', comment: 'The dashboard is an API client like any other.',
      from: { path: '^web/' }, to: { path: '^(server|cluster|scripts|e2e|bench)/' } },
    { name: 'server-knows-no-web', severity: 'error', comment: 'The server serves built files and an API; it never renders.',
      from: { path: '^server/', pathNot: test }, to: { path: '^(web|cluster)/' } },
    { name: 'cluster-stands-alone', severity: 'error', comment: 'The reference cluster is a program of its own, reached over HTTPS like a real one.',
      from: { path: '^cluster/', pathNot: test }, to: { path: '^(server|web|scripts|e2e|bench)/' } },
    { name: 'product-knows-no-tools', severity: 'error', comment: 'What is shipped does not need what checks it.',
      from: { path: '^(server|cluster|web)/', pathNot: test }, to: { path: '^(scripts|e2e|bench)/' } },
    { name: 'web-features-stand-alone', severity: 'error', comment: 'Compose two web features in a page, not inside each other.',
      from: { path: '^web/src/features/([^/]+)/' }, to: { path: '^web/src/features/([^/]+)/', pathNot: '^web/src/features/$1/' } },
    { name: 'web-flows-one-way', severity: 'error', comment: 'Parts and client code do not know the features that use them.',
      from: { path: '^web/src/(ui|api)/' }, to: { path: '^web/src/(features|pages)/' } },

    { name: 'tests-are-imported-by-nobody', severity: 'error', comment: 'What two tests share has a name of its own.',
      from: {}, to: { path: test } },
    { name: 'testing-is-for-tests', severity: 'error', comment: 'The world of the tests is not part of the product.',
      from: { path: '^(server|cluster|web)/', pathNot: [test, testing] }, to: { path: testing } },
    { name: 'no-orphans', severity: 'error', comment: 'A file that nothing imports and that imports nothing is forgotten.',
      from: { orphan: true, pathNot: [test, '[.]d[.]ts$', '[.]config[.](ts|cjs)$', '^(scripts|bench)/', testing] }, to: {} },
    { name: 'not-to-unresolvable', severity: 'error', comment: 'It would fail at the first start.',
      from: {}, to: { couldNotResolve: true, dependencyTypesNot: ['type-only'] } },
    { name: 'not-to-dev-dep', severity: 'error', comment: 'A development dependency is absent where the product runs.',
      from: { path: '^(server|cluster|web)/src/', pathNot: [test, testing] }, to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|[.]hopyard)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'], conditionNames: ['import', 'types', 'node', 'default'], exportsFields: ['exports'] },
  },
};
