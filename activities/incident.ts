import type { WorkflowClient } from '@temporalio/client';

import type { IncidentActivities } from './incident-activities.js';
import type { NotifyDependencies } from './notify/attempt.js';
import { createDeliverWaiting } from './notify/deliver-waiting.js';
import { createPagePeople } from './notify/page-people.js';
import { createProjectRecord } from './records/project-record.js';
import { createHandBack, type Admit } from './tell/hand-back.js';
import { createTellProcess } from './tell/tell-process.js';

export type { IncidentActivities } from './incident-activities.js';

export interface IncidentDependencies extends NotifyDependencies {
  workflows: WorkflowClient;
  admit: Admit;
}

/** Puts the hands together from what they use. */
export function createIncidentActivities(deps: IncidentDependencies): IncidentActivities {
  return {
    projectRecord: createProjectRecord(deps),
    pagePeople: createPagePeople(deps),
    deliverWaiting: createDeliverWaiting(deps),
    tellProcess: createTellProcess(deps),
    handBack: createHandBack(deps),
  };
}
