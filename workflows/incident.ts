import { proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { IncidentActivities } from '../activities/incident-activities.js';
import { usefulnessHorizonMs } from '../domain/incident/effects.js';
import { incidentMachine } from '../domain/incident/machine.js';
import type { Incident } from '../domain/incident/process.js';
import type { IncidentOutcome } from '../domain/incident/view.js';
import { host } from './shell/host.js';
import type { Start } from './shell/start.js';

const atOnce = proxyLocalActivities<Pick<IncidentActivities, 'projectRecord'>>({
  startToCloseTimeout: '2s',
  scheduleToCloseTimeout: '2s',
  retry: { maximumAttempts: 1 },
});

const patiently = proxyActivities<Pick<IncidentActivities, 'projectRecord' | 'handBack'>>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '10s' },
});

const useful = proxyActivities<
  Pick<IncidentActivities, 'pagePeople' | 'deliverWaiting' | 'tellProcess'>
>({
  startToCloseTimeout: '60s',
  // A killed worker's page is taken up by another this soon; the hands beat every second.
  heartbeatTimeout: '4s',
  scheduleToCloseTimeout: usefulnessHorizonMs + 60_000,
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** An incident from the first alert until seven days after closing. */
export const incident = (start: Start<Incident>): Promise<IncidentOutcome> => {
  const { workflowId } = workflowInfo();
  return host<Incident>(
    incidentMachine,
    {
      hands: {
        page: (effect, carry) => useful.pagePeople(workflowId, effect, carry),
        deliver: (effect) => useful.deliverWaiting(workflowId, effect),
        tell: (effect) => useful.tellProcess(effect),
        handBack: (effect) => patiently.handBack(workflowId, effect),
      },
      projector: { atOnce: atOnce.projectRecord, patiently: patiently.projectRecord },
      carrying: ['page'],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
