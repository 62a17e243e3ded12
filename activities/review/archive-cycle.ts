import type { ReviewCycleReported } from '../../domain/review-cycle/commands.js';
import type { ArchiveEffect } from '../../domain/review-cycle/effects.js';
import { archiveRows, openReviewsOf } from '../../records/review/archive.js';
import { alive } from '../activity-context.js';
import type { ReviewDependencies } from './review-dependencies.js';

type Archived = Extract<ReviewCycleReported, { type: 'archived' }>;

/** Keeps one hash over the rows of a cycle, once none of its reviews is open any more. */
export const createArchiveCycle =
  (deps: ReviewDependencies) =>
  ({ id: effect, cycle, at }: ArchiveEffect): Promise<Archived> =>
    alive(deps, async () => {
      const { database } = deps;
      const open = await openReviewsOf(database.prisma, cycle);
      if (open > 0) return { type: 'archived', effect, open };
      const { sha256, rows } = await archiveRows(database, { cycle, at });
      return { type: 'archived', effect, open, sha256, rows };
    });
