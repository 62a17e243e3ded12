/** The import rules of the house: imports point down only. */

const tests = '\\.(test|fixture)\\.ts$|/testing/';
const own =
  '^(domain|contracts|workflows|activities|intake|records|worker|api|cli|web|prisma|tools|test|bench)/';

/** Code of `layer` (not its tests) may import, of our own folders, only `allowed`. */
const only = (layer, allowed) => ({
  name: `${layer}-imports`,
  comment: `${layer} may import only: ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^${layer}/`, pathNot: tests },
  to: { path: own, pathNot: [layer, ...allowed].map((folder) => `^${folder}/`) },
});

const forbid = (name, comment, edge) => ({ name, comment, severity: 'error', ...edge });

module.exports = {
  forbidden: [
    only('domain', []),
    only('contracts', ['domain']),
    only('records', ['prisma/generated', 'contracts', 'domain']),
    only('intake', ['records', 'contracts', 'domain']),
    only('activities', ['intake', 'records', 'contracts', 'domain']),
    only('workflows', ['activities', 'contracts', 'domain']),
    only('worker', ['workflows', 'activities', 'intake', 'records', 'contracts', 'domain']),
    only('api', ['intake', 'records', 'contracts', 'domain']),
    only('cli', ['contracts', 'domain']),
    only('prisma', ['records', 'contracts', 'domain']),
    forbid('domain-is-pure', 'domain uses no package and no Node module', {
      from: { path: '^domain/', pathNot: tests },
      to: { path: 'node_modules', dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg'] },
    }),
    forbid(
      'sandbox-has-no-node',
      'domain and workflows run in the workflow sandbox: no Node modules',
      { from: { path: '^(domain|workflows)/', pathNot: tests }, to: { dependencyTypes: ['core'] } },
    ),
    forbid(
      'workflows-use-activities-by-type',
      'an activity imported by value would pull its side effects into the sandbox',
      {
        from: { path: '^workflows/', pathNot: tests },
        to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
      },
    ),
    forbid('workflows-packages', 'workflows use nothing but the Temporal workflow packages', {
      from: { path: '^workflows/', pathNot: tests },
      to: {
        path: 'node_modules/',
        pathNot: 'node_modules/@temporalio/(workflow|common)/',
        dependencyTypesNot: ['type-only'],
      },
    }),
    forbid(
      'workflows-know-no-zones',
      'Intl has the zone data of the worker of the day: a replay may differ',
      {
        from: { path: '^workflows/', pathNot: tests },
        to: { path: '^domain/zone', reachable: true },
      },
    ),
    forbid(
      'prisma-behind-records',
      'only records (and the seed) know Prisma; a route calls records',
      {
        from: {
          path: '^(domain|contracts|workflows|activities|intake|worker|api|cli)/',
          pathNot: tests,
        },
        to: { path: ['^prisma/', 'node_modules/@prisma/'] },
      },
    ),
    forbid(
      'api-is-a-temporal-client',
      'the API talks to Temporal as a client and never runs workflow code',
      {
        from: { path: '^(api|cli)/', pathNot: tests },
        to: { path: 'node_modules/@temporalio/(worker|workflow|activity)/' },
      },
    ),
    forbid(
      'environment-at-the-mains',
      'config.ts is read where a process starts; everything below takes arguments',
      {
        from: { path: '^(domain|contracts|workflows|activities|intake|records)/', pathNot: tests },
        to: { path: '^config\\.ts$' },
      },
    ),
    forbid(
      'product-does-not-know-tools',
      'tools, tests and benchmarks may import anything; nothing of the product imports them',
      {
        from: {
          path: `^(domain|contracts|workflows|activities|intake|records|worker|api|cli|prisma)/|^config`,
          pathNot: tests,
        },
        to: { path: '^(tools|test|bench)/' },
      },
    ),
    forbid('no-test-code', 'what only tests need is not part of a program', {
      from: { pathNot: [tests, '^test/', '^bench/'] },
      to: { path: tests, pathNot: 'node_modules/' },
    }),
    forbid('no-dev-packages', 'a program may not need what only developers install', {
      from: {
        path: `^(domain|contracts|workflows|activities|intake|records|worker|api|cli|prisma)/|^config`,
        pathNot: tests,
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '@types/' },
    }),
    forbid('no-cycles', 'a circle has no lower end', { from: {}, to: { circular: true } }),
    forbid('resolvable', 'the import leads nowhere', { from: {}, to: { couldNotResolve: true } }),
    forbid('declared', 'a package used here must be named in package.json', {
      from: {},
      to: { dependencyTypes: ['npm-no-pkg'] },
    }),
  ],
  options: {
    doNotFollow: { path: 'node_modules|^prisma/generated/|^dist/' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
};
