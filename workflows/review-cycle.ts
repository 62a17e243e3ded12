import { proxyActivities } from '@temporalio/workflow';
import type { ReviewActivities } from '../activities/review/review-activities.js';
import { reviewCycleMachine } from '../domain/review-cycle/machine.js';
import type { ReviewCycle } from '../domain/review-cycle/process.js';
import type { ReviewCycleOutcome } from '../domain/review-cycle/state.js';
import { commonHands, patientOptions } from './shell/common-hands.js';
import { host } from './shell/host.js';
import type { Start } from './shell/start.js';

/** Work over up to a thousand people; a killed worker's part is taken up by another this soon. */
const inBatches = proxyActivities<Omit<ReviewActivities, 'openCycle'>>({
  ...patientOptions,
  startToCloseTimeout: '15m',
  heartbeatTimeout: '60s',
});

/** The review of a department's people over one period, from its plan until it is archived. */
export const reviewCycle = (start: Start<ReviewCycle>): Promise<ReviewCycleOutcome> => {
  const { projector } = commonHands();
  return host<ReviewCycle>(
    reviewCycleMachine,
    {
      hands: {
        open_reviews: inBatches.openReviews,
        freeze: inBatches.freezeCycle,
        score: inBatches.scoreCycle,
        tell_reviews: inBatches.tellReviews,
        remind: inBatches.remind,
        archive: inBatches.archiveCycle,
      },
      projector,
      carrying: [],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
