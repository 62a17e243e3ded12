import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';

import { PrismaClient } from '../prisma/generated/client.js';

export const poolMaxDefault = 20;
const connectTimeoutMs = 3_000;
const idleTimeoutMs = 60_000;
/** The server gives up first, so that a timed-out statement does not go on running there. */
export const statementTimeoutMs = 8_000;
export const queryTimeoutMs = 10_000;

/** One round trip of the hot path; prepared once per connection under its name. */
export interface Statement {
  name: string;
  text: string;
}

export interface Database {
  /** Everything that is not on the way of a page. */
  prisma: PrismaClient;
  /** Runs one statement, which is one transaction; the caller vouches for the shape of a row. */
  rows<Row extends object>(statement: Statement, values: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections at most; Prisma and the statements share them. */
  poolMax?: number;
  /** Told when an idle connection breaks; the pool replaces it by itself. */
  onLost?: (error: Error) => void;
}

/** Opens the records over one pool. No connection is made before the first use. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolMax ?? poolMaxDefault,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: idleTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    application_name: 'baton',
    // Statements are prepared once: planning the directory anew costs more than running it.
    options: '-c plan_cache_mode=force_generic_plan',
  });
  const onLost = options.onLost ?? (() => undefined);
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', onLost));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    async rows<Row extends object>({ name, text }: Statement, values: unknown[]) {
      const { rows } = await pool.query<Row>({ name, text, values });
      return rows;
    },
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** Whether a failed statement lost a race that running it again on a new snapshot settles. */
export function lostRace(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === '23505' || code === '40001' || code === '40P01';
}
