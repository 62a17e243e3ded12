import { createHash } from 'node:crypto';

import { canonicalJson } from '../audit/canonical-json.js';
import type { Database } from '../database.js';
import type { Rows } from '../rows.js';

/** Tables of a cycle in the order in which they are hashed, each by its key. */
const tables = (rows: Rows, cycle: string) =>
  [
    ['review_cycle', () => rows.reviewCycle.findMany({ where: { id: cycle } })],
    [
      'review_cycle_participant',
      () =>
        rows.reviewCycleParticipant.findMany({
          where: { cycleId: cycle },
          orderBy: { personId: 'asc' },
        }),
    ],
    [
      'review_entry',
      () => rows.reviewEntry.findMany({ where: { cycleId: cycle }, orderBy: { id: 'asc' } }),
    ],
    [
      'calibration_change',
      () => rows.calibrationChange.findMany({ where: { cycleId: cycle }, orderBy: { id: 'asc' } }),
    ],
    ['review_freeze', () => rows.reviewFreeze.findMany({ where: { cycle } })],
    [
      'review_score',
      () =>
        rows.reviewScore.findMany({
          where: { cycle },
          orderBy: [{ person: 'asc' }, { version: 'asc' }],
        }),
    ],
    [
      'department_score',
      () =>
        rows.departmentScore.findMany({
          where: { cycle },
          orderBy: [{ department: 'asc' }, { version: 'asc' }],
        }),
    ],
  ] as const;

/** sha-256 over the canonical rows of a cycle, one line each; the same rows give the same hash. */
export async function hashCycle(
  rows: Rows,
  cycle: string,
): Promise<{ sha256: string; rows: number }> {
  const hash = createHash('sha256');
  let count = 0;
  for (const [table, read] of tables(rows, cycle)) {
    for (const row of await read()) {
      hash.update(`${table}\t${canonicalJson(row)}\n`);
      count += 1;
    }
  }
  return { sha256: hash.digest('hex'), rows: count };
}

/** Reviews of a cycle that are not closed, or not on record yet. */
export async function openReviewsOf(rows: Rows, cycle: string): Promise<number> {
  const [participants, closed] = await Promise.all([
    rows.reviewCycleParticipant.findMany({
      where: { cycleId: cycle },
      select: { reviewId: true },
    }),
    rows.processRow.findMany({
      where: { process: 'review', about: cycle, closedAt: { not: null } },
      select: { id: true },
    }),
  ]);
  const through = new Set(closed.map(({ id }) => id));
  return participants.filter(({ reviewId }) => !through.has(reviewId)).length;
}

/** Keeps the hash of a closed cycle; a repeat answers what was kept. */
export async function archiveRows(
  { prisma }: Database,
  { cycle, at }: { cycle: string; at: number },
): Promise<{ sha256: string; rows: number }> {
  const hashed = await hashCycle(prisma, cycle);
  await prisma.reviewArchive.createMany({
    data: { cycleId: cycle, ...hashed, at: new Date(at) },
    skipDuplicates: true,
  });
  const { sha256, rows } = await prisma.reviewArchive.findUniqueOrThrow({
    where: { cycleId: cycle },
  });
  return { sha256, rows };
}
