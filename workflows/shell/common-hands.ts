import { proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { ProcessActivities } from '../../activities/process-activities.js';
import type { Projection } from '../../contracts/projection.js';
import {
  usefulnessHorizonMs,
  type Delivered,
  type DeliverEffect,
  type Paged,
  type PageEffect,
} from '../../domain/page.js';
import type { TellEffect, ToldReport } from '../../domain/tell.js';
import type { Projector } from './hands.js';

/** For what is done within the task that asks for it, or not at all. */
export const atOnceOptions = {
  startToCloseTimeout: '2s',
  scheduleToCloseTimeout: '2s',
  retry: { maximumAttempts: 1 },
} as const;

const atOnce = proxyLocalActivities<Pick<ProcessActivities, 'projectRecord'>>(atOnceOptions);

/** Effects that stay owed until they are done, however long the records or the engine are away. */
export const patientOptions = {
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '10s' },
} as const;

const patiently = proxyActivities<Pick<ProcessActivities, 'projectRecord'>>(patientOptions);

/** Effects that are worth doing only for a while: a page two hours late helps nobody. */
export const usefulOptions = {
  startToCloseTimeout: '60s',
  // A killed worker's page is taken up by another this soon; the hands beat every second.
  heartbeatTimeout: '4s',
  scheduleToCloseTimeout: usefulnessHorizonMs + 60_000,
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
} as const;

const useful =
  proxyActivities<Pick<ProcessActivities, 'pagePeople' | 'deliverWaiting' | 'tellProcess'>>(
    usefulOptions,
  );

/** The hands and the projector that every process shares, for the workflow that calls it. */
export const commonHands = () => {
  const { workflowId } = workflowInfo();
  const projector: Projector = {
    atOnce: atOnce.projectRecord,
    patiently: patiently.projectRecord,
  };
  return {
    projector,
    page: <L extends string>(effect: PageEffect<L>, carry?: Projection): Promise<Paged<L>> =>
      useful.pagePeople(workflowId, effect, carry),
    deliver: <L extends string>(effect: DeliverEffect<L>): Promise<Delivered> =>
      useful.deliverWaiting(workflowId, effect),
    tell: (effect: TellEffect): Promise<ToldReport> => useful.tellProcess(effect),
  };
};
