import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';

import { tellSignal, workflowTypes, type ProcessStart } from '../../contracts/names.js';
import type { ReviewCycleReported } from '../../domain/review-cycle/commands.js';
import type { OpenReviewsEffect, TellReviewsEffect } from '../../domain/review-cycle/effects.js';
import type { Review } from '../../domain/review/process.js';
import type { ReviewInput } from '../../domain/review/state.js';
import type { TimeScale } from '../../domain/time-scale.js';
import { participantsOf, reviewInputs } from '../../records/review/participants.js';
import { keepScale } from '../../records/scale/scale.js';
import { alive } from '../activity-context.js';
import { atOnce } from '../notify/at-once.js';
import type { ReviewDependencies } from './review-dependencies.js';

/** Starts, or signals, under way at the same time. */
export const atOnceMax = 16;

type Report<T extends ReviewCycleReported['type']> = Extract<ReviewCycleReported, { type: T }>;

/** One review; a repeat finds the one that runs or has ended. */
const startReview = async (
  { client, taskQueue, database }: ReviewDependencies,
  input: ReviewInput,
  scale: TimeScale | undefined,
): Promise<void> => {
  const kept = scale && (await keepScale(database, input.id, scale));
  const start: ProcessStart<Review> = { process: 'review', input, ...(kept && { scale: kept }) };
  try {
    await client.workflow.start(workflowTypes.review, {
      taskQueue,
      workflowId: input.id,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [start],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
};

/** Starts the review of every participant; doing it again starts none twice. */
export const createOpenReviews =
  (deps: ReviewDependencies) =>
  (effect: OpenReviewsEffect): Promise<Report<'opened'>> =>
    alive(deps, async () => {
      const inputs = await reviewInputs(deps.database.prisma, effect);
      await atOnce(inputs, atOnceMax, (input) => startReview(deps, input, effect.scale));
      return { type: 'opened', effect: effect.id, started: inputs.length };
    });

/** Says one word to every review of the cycle; one that has ended is counted as gone. */
export const createTellReviews =
  (deps: ReviewDependencies) =>
  ({ id, cycle, word }: TellReviewsEffect): Promise<Report<'reviews_told'>> =>
    alive(deps, async () => {
      const { client, database } = deps;
      const participants = await participantsOf(database.prisma, cycle);
      const heard = await atOnce(participants, atOnceMax, async ({ reviewId }) => {
        try {
          await client.workflow.getHandle(reviewId).signal(tellSignal, word);
          return true;
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return false;
          throw error;
        }
      });
      const told = heard.filter(Boolean).length;
      return { type: 'reviews_told', effect: id, told, gone: heard.length - told };
    });
