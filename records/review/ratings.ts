import type { Database } from '../database.js';
import type { Rows } from '../rows.js';
import { lockCycle } from './freeze.js';

const sealTimeoutMs = 30_000;

/**
 * Freezes what the counterparts gave: their ratings, and whether they answered at all, which counts
 * in their own departments' R (4c, operations.md). Done once, when a cycle is scored first; a
 * rating that comes later is left out.
 */
export async function sealRatings(
  { prisma }: Database,
  { cycle, now }: { cycle: string; now: number },
): Promise<void> {
  await prisma.$transaction(
    async (rows) => {
      await lockCycle(rows, cycle);
      const freeze = await rows.reviewFreeze.findUniqueOrThrow({ where: { cycle } });
      if (freeze.ratingsAt !== null) return;
      if (freeze.installed.includes('feedback')) await copyRatings(rows, cycle);
      if (freeze.installed.includes('responsiveness')) await copyForms(rows, cycle);
      await rows.reviewFreeze.update({ where: { cycle }, data: { ratingsAt: new Date(now) } });
    },
    { timeout: sealTimeoutMs },
  );
}

const copyRatings = (rows: Rows, cycle: string): Promise<number> => rows.$executeRaw`
  insert into review_record (cycle, owner_kind, owner, indicator, subject, record, at, value, weight)
  select ${cycle}, v.owner_kind, v.owner, 'feedback', v.subject, v.record, v.at, v.value, v.weight
  from indicator_feedback v where v.cycle = ${cycle} and v.subject is not null
  on conflict do nothing`;

const copyForms = (rows: Rows, cycle: string): Promise<number> => rows.$executeRaw`
  insert into review_record (cycle, owner_kind, owner, indicator, subject, record, at, value, weight)
  select ${cycle}, v.owner_kind, v.owner, 'responsiveness', v.subject, v.record, v.at, v.value, v.weight
  from answered_form v join review_freeze f on f.cycle = ${cycle}
    and f.from < v.period_until and f.until > v.period_from
  on conflict do nothing`;
