import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { ReviewActivities } from '../activities/review/review-activities.js';
import { patientOptions } from './shell/common-hands.js';

/** The engine's own name for the time at which a schedule's action was due. */
const nominalKey = defineSearchAttributeKey(
  'TemporalScheduledStartTime',
  SearchAttributeType.DATETIME,
);

const patiently = proxyActivities<Pick<ReviewActivities, 'openCycle'>>(patientOptions);

/** What a schedule calls; with `key` it was called by hand for that cycle. */
export interface ReviewCallStart {
  schedule: string;
  key?: string;
}

/** Plans the cycle that is due by its nominal time (temporal.md 2.6), and ends. */
export const reviewCall = async ({ schedule, key }: ReviewCallStart): Promise<{ id: string }> => {
  const { typedSearchAttributes, startTime } = workflowInfo();
  const nominal = typedSearchAttributes.get(nominalKey) ?? startTime;
  const named = key === undefined ? {} : { key };
  const { id } = await patiently.openCycle({ schedule, nominal: nominal.getTime(), ...named });
  return { id };
};
