import type { NumberedEntry } from '../../contracts/projection.js';
import type { Database } from '../database.js';
import { chainHash, chainOrigin, timelineLine } from './chain.js';

export type TimelineVerdict = { ok: true; lines: number } | { ok: false; n: number; why: string };

const verifyBatch = 500;

/** Recomputes the subject's chain (I8) and names the first line that does not hold. */
export async function verifyTimeline(
  { prisma }: Database,
  subject: string,
): Promise<TimelineVerdict> {
  let last = { n: 0, hash: chainOrigin };
  for (;;) {
    const rows = await prisma.timeline.findMany({
      where: { subject, seq: { gt: last.n } },
      orderBy: { seq: 'asc' },
      take: verifyBatch,
    });
    for (const row of rows) {
      const n = last.n + 1;
      if (row.seq !== n) return { ok: false, n, why: 'the line is missing' };
      const entry = {
        n,
        at: row.occurredAt.getTime(),
        actor: row.actor as unknown as NumberedEntry['actor'],
        what: row.what,
        ...(row.with === null ? {} : { with: row.with as NonNullable<NumberedEntry['with']> }),
        ...(row.cause === null ? {} : { cause: row.cause }),
      };
      const hash = chainHash(last.hash, timelineLine(subject, entry));
      if (hash !== row.hash) return { ok: false, n, why: 'the line was changed' };
      last = { n, hash };
    }
    if (rows.length < verifyBatch) return { ok: true, lines: last.n };
  }
}
