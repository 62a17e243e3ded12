import { createHash } from 'node:crypto';

import type { Actor } from '../../domain/machine.js';
import { Prisma } from '../../prisma/generated/client.js';
import { canonicalJson } from './canonical-json.js';

export interface AuditLine {
  /** The id of what was written: an incident, a person, a schedule, a key. */
  subject: string;
  /** `noun.verb`, such as `person.update` or `incident.acknowledge`. */
  action: string;
  before?: unknown;
  after?: unknown;
}

export interface Writer {
  actor: Actor;
  requestId?: string;
  at: Date;
}

interface Hashed extends AuditLine {
  at: Date;
  actor: unknown;
  requestId: string | null;
}

/** What a line's hash covers besides the hash before it and its own number. */
const textOf = (line: Hashed): string =>
  canonicalJson([
    line.subject,
    line.at.toISOString(),
    line.actor,
    line.action,
    line.before ?? null,
    line.after ?? null,
    line.requestId,
  ]);

/**
 * Appends one line to the subject's chain (I8). Call it in the transaction of the write, so that
 * a trail that cannot be written fails the write; lines of one subject wait for each other.
 */
export async function appendAudit(
  tx: Prisma.TransactionClient,
  line: AuditLine,
  writer: Writer,
): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`audit:${line.subject}`}, 0))`;
  await tx.$executeRaw(insertOf(line, writer));
}

const raceTriesMax = 6;

/**
 * Appends a line outside of any transaction, in one round trip: for what the engine is about to
 * be asked. Two at once meet in the primary key, and the later one tries again.
 */
export async function appendAuditAlone(
  rows: Prisma.TransactionClient,
  line: AuditLine,
  writer: Writer,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await rows.$executeRaw(insertOf(line, writer));
      return;
    } catch (error) {
      if (tries >= raceTriesMax || !isTaken(error)) throw error;
    }
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && (/23505/.test(error.message) || 'P2002' === codeOf(error));

const codeOf = (error: Error): unknown => ('code' in error ? error.code : undefined);

function insertOf(line: AuditLine, { actor, requestId, at }: Writer): Prisma.Sql {
  const hashed: Hashed = { ...line, actor, at, requestId: requestId ?? null };
  const { subject, action, before, after } = hashed;
  return Prisma.sql`
    insert into audit (subject, seq, at, actor, action, before, after, request_id, hash)
    select ${subject}, coalesce(last.seq, 0) + 1, ${at}, ${json(actor)}::jsonb, ${action},
      ${json(before)}::jsonb, ${json(after)}::jsonb, ${hashed.requestId},
      encode(sha256(convert_to(coalesce(last.hash, '') || (coalesce(last.seq, 0) + 1)::text
        || ${textOf(hashed)}, 'UTF8')), 'hex')
    from (select 1) as one left join lateral (
      select seq, hash from audit where subject = ${subject} order by seq desc limit 1
    ) as last on true`;
}

const json = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value);

export type AuditVerdict = { ok: true; lines: number } | { ok: false; seq: number; why: string };

const verifyBatch = 500;

/** Recomputes the subject's chain from its first line; names the first line that does not hold. */
export async function verifyAudit(
  rows: Prisma.TransactionClient,
  subject: string,
): Promise<AuditVerdict> {
  let last = { seq: 0, hash: '' };
  for (;;) {
    const lines = await rows.audit.findMany({
      where: { subject, seq: { gt: last.seq } },
      orderBy: { seq: 'asc' },
      take: verifyBatch,
    });
    for (const line of lines) {
      const seq = last.seq + 1;
      if (line.seq !== seq) return { ok: false, seq, why: 'the line is missing' };
      const hash = createHash('sha256')
        .update(`${last.hash}${seq}${textOf(line)}`)
        .digest('hex');
      if (hash !== line.hash) return { ok: false, seq, why: 'the line was changed' };
      last = { seq, hash };
    }
    if (lines.length < verifyBatch) return { ok: true, lines: last.seq };
  }
}
