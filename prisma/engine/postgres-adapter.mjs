import { randomUUID } from 'node:crypto';

import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

import { scriptFailure } from './database-errors.mjs';

/** PostgreSQL's internal one-byte type `"char"` (as in pg_constraint.confdeltype). */
const internalCharOid = 18;
const textOid = 25;
const connectTimeoutMs = 10_000;
const poolMax = 4;
const shadowPrefix = 'prisma_migrate_shadow_db_';
const maintenanceDatabase = 'postgres';
const defaultSchema = 'public';

/**
 * The parts of a PostgreSQL URL. They are handed over one by one because pg lets a connection
 * string win over an explicit `database`, which would make the shadow database the real one.
 *
 * @param {string} url
 */
export function connectionOf(url) {
  const parsed = new URL(url);
  return {
    host: decodeURIComponent(parsed.searchParams.get('host') ?? parsed.hostname),
    port: Number(parsed.port || '5432'),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)),
    schema: parsed.searchParams.get('schema') ?? defaultSchema,
    ssl: sslOf(parsed.searchParams.get('sslmode')),
  };
}

function sslOf(mode) {
  if (mode === null || mode === 'disable') return false;
  return { rejectUnauthorized: mode === 'verify-ca' || mode === 'verify-full' };
}

/** Runs one statement on the server's maintenance database. */
async function onMaintenanceDatabase(connection, statement) {
  const client = new pg.Client(poolConfig({ ...connection, database: maintenanceDatabase }));
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * Creates the database named in the URL; answers its name.
 *
 * @param {string} url
 */
export async function createDatabase(url) {
  const connection = connectionOf(url);
  const name = pg.escapeIdentifier(connection.database);
  await onMaintenanceDatabase(connection, `CREATE DATABASE ${name}`);
  return connection.database;
}

/**
 * Connects once and leaves. Throws pg's own error when the database can't be reached.
 *
 * @param {string} url
 */
export async function probe(url) {
  const client = new pg.Client(poolConfig(connectionOf(url)));
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
}

function poolConfig({ schema, ...connection }) {
  return {
    ...connection,
    connectionTimeoutMillis: connectTimeoutMs,
    options: `-c search_path=${schema.replaceAll(' ', '\\ ')}`,
  };
}

/**
 * A driver adapter factory for the schema engine: adapter-pg with three repairs. The internal
 * `"char"` type is a character column; a script runs whole (adapter-pg cuts it at every `;`,
 * which breaks function bodies and is not one transaction); the shadow database is really
 * another database and is dropped after its own connections are closed.
 *
 * @param {string | undefined} url read at the first connection
 */
export function postgresFactory(url) {
  const connect = async (connection, afterDispose) => {
    const config = { ...poolConfig(connection), max: poolMax };
    const adapter = await new PrismaPg(config, {
      schema: connection.schema,
      onConnectionError: () => undefined,
      onPoolError: () => undefined,
    }).connect();
    return repaired(adapter, afterDispose);
  };
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: async () => connect(connectionOf(url)),
    connectToShadowDb: async () => {
      const connection = connectionOf(url);
      const database = `${shadowPrefix}${randomUUID()}`;
      const name = pg.escapeIdentifier(database);
      await onMaintenanceDatabase(connection, `CREATE DATABASE ${name}`);
      return connect({ ...connection, database }, () =>
        onMaintenanceDatabase(connection, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
      );
    },
  };
}

function repaired(adapter, afterDispose) {
  withCharacterColumns(adapter);
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (level) => withCharacterColumns(await startTransaction(level));
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      throw scriptFailure(error, script);
    }
  };
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await afterDispose?.();
  };
  return adapter;
}

/** Lets adapter-pg pass the column as text, then gives it its true type. */
function withCharacterColumns(queryable) {
  const characterColumns = new WeakMap();
  const performIO = queryable.performIO.bind(queryable);
  queryable.performIO = async (query) => {
    const result = await performIO(query);
    const indexes = result.fields.flatMap((f, i) => (f.dataTypeID === internalCharOid ? [i] : []));
    for (const index of indexes) result.fields[index].dataTypeID = textOid;
    characterColumns.set(result.rows, indexes);
    return result;
  };
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of characterColumns.get(result.rows) ?? []) {
      result.columnTypes[index] = ColumnTypeEnum.Character;
    }
    return result;
  };
  return queryable;
}
