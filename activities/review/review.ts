import { ApplicationFailure } from '@temporalio/common';

import { callCycle } from '../../intake/review/call-cycle.js';
import { reconcileSchedule } from '../../intake/review/schedules.js';
import { findSchedule } from '../../records/review/schedules.js';
import { createArchiveCycle } from './archive-cycle.js';
import { createOpenReviews, createTellReviews } from './batch.js';
import { createRemind } from './remind.js';
import type { ReviewDependencies } from './review-dependencies.js';
import type { CycleCall, ReviewActivities, ScoreActivities } from './review-activities.js';

/** The dates that the engine knows move on with each call. */
const createOpenCycle = (deps: ReviewDependencies) => async (call: CycleCall) => {
  const called = await callCycle(deps, call);
  if (!called) {
    const message = `schedule ${call.schedule} has no such cycle`;
    throw ApplicationFailure.nonRetryable(message, 'unknown_key');
  }
  const row = await findSchedule(deps.database.prisma, call.schedule);
  if (row) await reconcileSchedule(deps, row);
  return called;
};

/** Puts the hands together from what they use; `score` are those that read and score records. */
export const createReviewActivities = (
  deps: ReviewDependencies,
  score: ScoreActivities,
): ReviewActivities => ({
  ...score,
  openReviews: createOpenReviews(deps),
  tellReviews: createTellReviews(deps),
  remind: createRemind(deps),
  archiveCycle: createArchiveCycle(deps),
  openCycle: createOpenCycle(deps),
});
