import type { Instant } from '../../domain/machine.js';
import type { ReviewCycleReported } from '../../domain/review-cycle/commands.js';
import type {
  ArchiveEffect,
  FreezeEffect,
  OpenReviewsEffect,
  RemindEffect,
  TellReviewsEffect,
} from '../../domain/review-cycle/effects.js';
import type { Scored } from '../../domain/review/commands.js';
import type { ScoreEffect } from '../../domain/review/effects.js';

type Report<T extends ReviewCycleReported['type']> = Promise<
  Extract<ReviewCycleReported, { type: T }>
>;

/** What a schedule calls: its nominal time, or a key given by hand. */
export interface CycleCall {
  schedule: string;
  nominal: Instant;
  key?: string;
}

/** The hands of review cycles that read and score records; each may be done twice. */
export interface ScoreActivities {
  freezeCycle(effect: FreezeEffect): Report<'frozen'>;
  scoreCycle(effect: ScoreEffect): Promise<Scored>;
}

/** The hands of review cycles and reviews beside those of every process (machine.md §2). */
export interface ReviewActivities extends ScoreActivities {
  openReviews(effect: OpenReviewsEffect): Report<'opened'>;
  tellReviews(effect: TellReviewsEffect): Report<'reviews_told'>;
  remind(effect: RemindEffect): Report<'reminded'>;
  archiveCycle(effect: ArchiveEffect): Report<'archived'>;
  /** Plans the cycle that a schedule calls; a key that is there is left as it is. */
  openCycle(call: CycleCall): Promise<{ id: string; key: string; opened: boolean }>;
}
