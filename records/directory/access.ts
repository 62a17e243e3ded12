import type { Prisma, PrismaClient } from '../../prisma/generated/client.js';
import type { Scope } from '../access/scope.js';
import type { Writer } from '../audit/audit.js';

export type Rows = Prisma.TransactionClient;

/** Who does something, where they may, and through which connection. */
export interface Access {
  db: PrismaClient;
  /** A transaction of `inOneWrite` to join. */
  tx?: Rows;
  writer: Writer;
  scope: Scope;
  /** What gave the scope, such as `directory.write`; named when it does not reach. */
  permission: string;
}

/** Any fixed number of our own; see `inOneWrite`. */
const directoryLock = 7_214_001;
const waitMaxMs = 10_000;
const writeMaxMs = 20_000;

/**
 * One transaction, alone among the writes of directory data, or the one that `access` joins.
 * Directory writes are rare and check trees, references and defaults across rows that no
 * constraint covers; in turn, no two of them can each be right and together wrong.
 */
export async function inOneWrite<T>(
  access: Pick<Access, 'db' | 'tx'>,
  work: (rows: Rows) => Promise<T>,
  { timeoutMs = writeMaxMs } = {},
): Promise<T> {
  if (access.tx) return work(access.tx);
  return access.db.$transaction(
    async (rows) => {
      await rows.$executeRaw`select pg_advisory_xact_lock(${directoryLock}::bigint)`;
      return work(rows);
    },
    { maxWait: waitMaxMs, timeout: timeoutMs },
  );
}
