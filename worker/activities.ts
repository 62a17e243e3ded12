import type { Client } from '@temporalio/client';

import { createAccessRequestActivities } from '../activities/access-request/access-request.js';
import { createDrillActivities } from '../activities/drill/drill.js';
import { createEscalationActivities } from '../activities/escalation/escalation.js';
import { createHandoverActivities } from '../activities/handover/handover.js';
import { createHardFaultActivities } from '../activities/hard-fault/hard-fault.js';
import { createHeartbeatActivities } from '../activities/heartbeat/heartbeat.js';
import { createIncidentActivities } from '../activities/incident/incident.js';
import { createNoticeActivities } from '../activities/notices/notices.js';
import type { NotifyDependencies } from '../activities/notify/attempt.js';
import { createPromiseActivities } from '../activities/promise/promise.js';
import { createReviewActivities } from '../activities/review/review.js';
import { createScoreActivities } from '../activities/review/score.js';
import { createShiftActivities } from '../activities/shift/shift.js';
import type { Intake } from '../intake/admit.js';
import { heartbeatAdmit } from '../intake/heartbeat.js';
import { sourceOf } from '../records/intake/source.js';

export interface WorkerDependencies extends NotifyDependencies {
  client: Client;
  intake: Intake;
  taskQueue: string;
}

/** Every hand that the workflows of this build ask for. */
export const createActivities = (deps: WorkerDependencies) => {
  const { database, client, intake, taskQueue, now } = deps;
  return {
    ...createIncidentActivities({
      ...deps,
      workflows: client.workflow,
      admit: async (event, closed) =>
        intake.readmit(await sourceOf(database, event.integration), event, closed),
    }),
    ...createNoticeActivities(deps),
    ...createHeartbeatActivities({ database, admit: heartbeatAdmit({ database, intake }) }),
    ...createShiftActivities({ database }),
    ...createAccessRequestActivities({ database }),
    ...createHandoverActivities(deps),
    ...createHardFaultActivities({ database }),
    ...createPromiseActivities(deps),
    ...createReviewActivities(deps, createScoreActivities(deps)),
    ...createDrillActivities({ database, client, intake }),
    ...createEscalationActivities({ database, client, taskQueue, now }),
  };
};
