import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

import { createDatabase, postgresFactory } from './postgres-adapter.mjs';
import { loadEngine } from './wasm-engine.mjs';

/** Methods that mean the same in the native engine and in the WebAssembly one. */
const sameInBoth = [
  'applyMigrations',
  'dbExecute',
  'debugPanic',
  'devDiagnostic',
  'diagnoseMigrationHistory',
  'ensureConnectionValidity',
  'introspect',
  'introspectSql',
  'markMigrationApplied',
  'markMigrationRolledBack',
  'reset',
  'schemaPush',
];

/**
 * The schema engine's methods by RPC name. The engine is loaded by the first call, because
 * loading it connects to the database.
 *
 * @param {object} options
 * @param {[path: string, content: string][]} options.datamodels
 * @param {string | undefined} options.url
 * @param {(text: string) => Promise<unknown>} options.print asks the CLI to print a text
 * @returns {Map<string, (params: object) => Promise<object>>}
 */
export function engineCommands({ datamodels, url, print }) {
  const factory = bindMigrationAwareSqlAdapterFactory(postgresFactory(url));
  let loading;
  const engine = () => {
    if (!url) throw new Error('This command needs a database: set DATABASE_URL.');
    loading ??= loadEngine({ datamodels: datamodels.length > 0 ? datamodels : undefined }, factory);
    return loading;
  };
  const call = async (method, params) => {
    try {
      return (await (await engine())[method](params)) ?? {};
    } catch (error) {
      throw originalOf(error, factory.errorRegistry);
    }
  };
  const replayed = async (method, params) => {
    await replayIntoCache(await engine(), params);
    return call(method, params);
  };
  return new Map([
    ...sameInBoth.map((method) => [method, (params) => call(method, params)]),
    ['createMigration', (params) => replayed('createMigration', params)],
    ['evaluateDataLoss', (params) => replayed('evaluateDataLoss', params)],
    ['getDatabaseVersion', async () => (await engine()).version()],
    [
      'createDatabase',
      async (params) => ({ databaseName: await createDatabase(urlOf(params, url)) }),
    ],
    ['diff', async (params) => printed(await call('diff', params), print)],
  ]);
}

/** The engine sees an error that is not the database's as a number only. */
function originalOf(error, registry) {
  const id = /External error id#(\d+)/.exec(error.message)?.[1];
  return (id && registry.consumeError(Number(id))?.error) ?? error;
}

/**
 * `createMigration` and `evaluateDataLoss` can't open a shadow database themselves; they read
 * the migrated schema from a cache that the diagnosis of an in-step database fills.
 */
async function replayIntoCache(engine, { migrationsList, filters }) {
  await engine.diagnoseMigrationHistory({ migrationsList, filters, optInToShadowDatabase: true });
}

function urlOf({ datasource }, fallback) {
  return datasource?.tag === 'ConnectionString' ? datasource.url : fallback;
}

/** The native engine prints a diff through the CLI instead of answering it. */
async function printed({ exitCode, stdout }, print) {
  if (stdout) await print(stdout);
  return { exitCode, stdout: null };
}
