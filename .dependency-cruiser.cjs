// The layers: imports go down only. Type imports count as much as the others.

const swc = require('@swc/core');

// The cruiser reads TypeScript 7 with swc, and does not tell it which files hold JSX.
const { parseFileSync } = swc;
swc.parseFileSync = (path, options) => parseFileSync(path, { ...options, tsx: path.endsWith('.tsx') });

/** Tests, and the folders that serve them, see what they test and the tools they test it with. */
const TEST =
  '\\.(test|spec)\\.tsx?$|/testing/|^(chaos|e2e|simulation|mutations)/|^server/store-contract/|^db/interleavings/';

/** A folder's own files and the layers below it; everything else of ours is out of reach. */
const layer = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: TEST },
  to: {
    path: '^(app|bench|chaos|cli|components|contract|db|e2e|functions|instrumentation|mutations|scripts|server|simulation)[/.]',
    pathNot: allowed,
  },
});

const ENGINE = '^server/engine/';
const PORT =
  '^server/(store|batch-store|query-store|claim-wish|missing-session|once-store|transaction-store|wake-store|limit-store|operations-store|log|registry|partition-of|fnv1a)\\.ts$';
const RUNTIME =
  '^server/(runtime|connect-client|run-in-server|env|limit-settings|function-modules|pino-log|logged-error|mask-passwords)\\.ts$';
const PUBLIC_FACE = '^server/perdure\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Modules that need each other are one module, or two with a third below them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A module that nothing imports and that imports nothing is dead.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [TEST, '\\.d\\.ts$', '\\.config\\.(ts|mjs|cjs)$', '^\\.', '^app/', '^scripts/', '^next-env'],
      },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^server-only$' },
    },
    {
      name: 'no-test-in-product',
      comment: 'What ships does not import tests or what serves them.',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'only-runtime-knows-db',
      comment: 'server/runtime.ts is the only importer of db/, besides db/ itself and the commands.',
      severity: 'error',
      from: {
        pathNot: [
          '^db/',
          '^server/(runtime|connect-client)\\.ts$',
          '^scripts/',
          '^bench/',
          '^e2e/',
          '^drizzle\\.config\\.ts$',
          TEST,
        ],
      },
      to: { path: '^db/' },
    },
    {
      name: 'engine-is-pure',
      comment: 'The engine thinks; it has no clock, no randomness, no I/O and no packages.',
      severity: 'error',
      from: { path: ENGINE, pathNot: TEST },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'] },
    },
    layer('contract-stands-alone', '^contract/', ['^contract/'], 'The words both halves speak depend on nothing.'),
    layer('engine-knows-words-only', ENGINE, [ENGINE, '^contract/']),
    layer('port-knows-engine', PORT, [PORT, ENGINE, '^contract/']),
    layer('client-uses-hub', '^server/client/', ['^server/(client|hub)/', PORT, ENGINE, '^contract/']),
    layer('batches-use-client', '^server/batches/', ['^server/(batches|client|hub)/', PORT, ENGINE, '^contract/']),
    layer('hub-uses-port', '^server/hub/', ['^server/hub/', PORT, ENGINE, '^contract/']),
    layer('db-serves-port', '^db/', ['^db/', PORT, ENGINE, '^contract/']),
    layer('functions-see-public-face', '^functions/', ['^functions/', PUBLIC_FACE]),
    layer('public-face', PUBLIC_FACE, ['^server/(client|hub)/', PORT, ENGINE, '^contract/']),
    layer(
      'test-hub-runs-the-hub',
      '^server/(test-hub/|testing\\.ts$)',
      [
        '^server/(test-hub|http|client|hub)/',
        PUBLIC_FACE,
        '^server/function-modules\\.ts$',
        PORT,
        ENGINE,
        '^contract/',
      ],
      'The hub that users test with is the hub, on storage in memory.',
    ),
    layer(
      'operations-watch-the-hub',
      '^server/(metrics|tracing|health|duties|retention|repair)/',
      [
        '^server/(metrics|tracing|health|duties|retention|repair|client|hub)/',
        '^server/http/services\\.ts$',
        PORT,
        ENGINE,
        '^contract/',
      ],
      'What measures and tends the hub works with its signals, its client and its store.',
    ),
    layer('http-uses-client', '^server/http/', [
      '^server/(http|batches|client|hub)/',
      PORT,
      ENGINE,
      PUBLIC_FACE,
      '^contract/',
    ]),
    layer(
      'components-know-contract-only',
      '^components/',
      ['^components/', '^contract/'],
      'What the browser draws knows the contract and URLs, nothing of server/ or db/.',
    ),
    layer(
      'cli-speaks-http',
      '^cli/',
      ['^cli/', '^contract/', '^server/testing\\.ts$', '^functions/index\\.ts$'],
      'The command line knows the contract and the API; only what verifies histories sees code.',
    ),
    layer('runtime-is-below-app', RUNTIME, ['^server/', '^db/', '^contract/'], 'It is handed the functions.'),
    layer('app-is-an-edge', '^app/', ['^app/', '^components/', '^contract/', RUNTIME, '^server/http/']),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^\\.next/', '^\\.perdure/', '^node_modules/\\.cache', '^test-results', '^playwright-report'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
