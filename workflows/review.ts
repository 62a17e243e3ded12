import { proxyActivities } from '@temporalio/workflow';
import type { ScoreActivities } from '../activities/review/review-activities.js';
import { reviewMachine } from '../domain/review/machine.js';
import type { Review } from '../domain/review/process.js';
import type { ReviewOutcome } from '../domain/review/state.js';
import { commonHands, patientOptions } from './shell/common-hands.js';
import { host } from './shell/host.js';
import type { Start } from './shell/start.js';

const patiently = proxyActivities<Pick<ScoreActivities, 'scoreCycle'>>({
  ...patientOptions,
  startToCloseTimeout: '2m',
});

/** One person's review, until its cycle closes and no appeal is pending. */
export const review = (start: Start<Review>): Promise<ReviewOutcome> => {
  const { tell, projector } = commonHands();
  return host<Review>(
    reviewMachine,
    {
      hands: { score: patiently.scoreCycle, tell },
      projector,
      carrying: [],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
