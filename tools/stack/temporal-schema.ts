import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import pg from 'pg';
import { createDatabase, type PostgresServer } from './postgres.js';
import { StackError } from './stack-error.js';

const run = promisify(execFile);

export type TemporalStore = Pick<PostgresServer, 'url' | 'host' | 'port' | 'user' | 'password'>;

export interface TemporalDatabases {
  state: string;
  visibility: string;
}

interface SchemaPlan {
  sql: string;
  postgres: TemporalStore;
}

/** Creates Temporal's two databases when missing and brings their schemas up to date. */
export async function ensureTemporalSchemas(
  plan: SchemaPlan,
  databases: TemporalDatabases,
): Promise<void> {
  await Promise.all([
    ensureSchema(plan, databases.state, 'temporal'),
    ensureSchema(plan, databases.visibility, 'visibility'),
  ]);
}

async function ensureSchema(plan: SchemaPlan, database: string, schema: string): Promise<void> {
  await createDatabase(plan.postgres, database);
  if (!(await hasVersion(plan.postgres, database))) {
    await sqlTool(plan, database, ['setup-schema', '-v', '0.0']);
  }
  await sqlTool(plan, database, ['update-schema', '--schema-name', `postgresql/v12/${schema}`]);
}

/** Setting up twice would put the recorded version back to 0.0. */
async function hasVersion(postgres: TemporalStore, database: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: postgres.url(database) });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const table = await client.query("select to_regclass('schema_version') as name");
    if (table.rows[0]?.name === null) return false;
    return (await client.query('select 1 from schema_version')).rowCount !== 0;
  } finally {
    await client.end();
  }
}

async function sqlTool({ sql, postgres }: SchemaPlan, db: string, args: string[]): Promise<void> {
  const env = {
    SQL_PLUGIN: 'postgres12',
    SQL_HOST: postgres.host,
    SQL_PORT: String(postgres.port),
    SQL_USER: postgres.user,
    SQL_PASSWORD: postgres.password,
    SQL_DATABASE: db,
  };
  try {
    await run(sql, args, { env });
  } catch (error) {
    throw new StackError(`Temporal's database ${db} could not be prepared: ${String(error)}`);
  }
}
