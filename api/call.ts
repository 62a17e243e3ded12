import type { Request, Response } from 'express';

import type { Language } from '../contracts/text.js';
import { appendAudit, type AuditLine } from '../records/audit/audit.js';
import type { Database } from '../records/database.js';
import type { Rows } from '../records/rows.js';
import type { Principal } from './auth/principal.js';
import type { ApiDeps } from './deps.js';

const waitForConnectionMs = 2_000;
const transactionMaxMs = 5_000;

/** The body as it came, for routes that read other formats than JSON. */
export interface RawBody {
  bytes: Buffer;
  /** The Content-Type header as sent, or an empty text. */
  contentType: string;
  headers: Record<string, string | string[] | undefined>;
}

/** What a handler gets: typed input, who calls, and the deps. */
export interface Call<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  /** Only on routes that consume `any`. */
  raw?: RawBody;
  principal: Principal;
  language: Language;
  requestId: string;
  deps: ApiDeps;
  db: Database['prisma'];
  /** Epoch milliseconds. */
  now: number;
  /** The version in If-Match; undefined where none or `*` was sent. */
  ifMatch?: number;
  /** Only for handlers that stream; they return `streamed`. */
  exchange: { request: Request; response: Response };
  /** Hash of caller, route and Idempotency-Key: the engine's update id. */
  updateId: string;
  /**
   * Runs a write in one transaction. `audit` appends its line to the trail in that transaction; a
   * change that appends none is a programmer's error and is rolled back (I8).
   */
  write: Write;
}

export type Audit = (line: AuditLine) => Promise<void>;
export type Write = <T>(change: (tx: Rows, audit: Audit) => Promise<T>) => Promise<T>;

/** `write` for one request. */
export function writer(
  deps: ApiDeps,
  { principal, requestId }: { principal: Principal; requestId: string },
): Write {
  return (change) =>
    deps.database.prisma.$transaction(
      async (tx) => {
        let lines = 0;
        const result = await change(tx, async (line) => {
          const by = { actor: principal.actor, requestId, at: new Date(deps.now()) };
          await appendAudit(tx, line, by);
          lines += 1;
        });
        if (lines === 0) throw new Error('a write appended no audit line');
        return result;
      },
      { maxWait: waitForConnectionMs, timeout: transactionMaxMs },
    );
}
