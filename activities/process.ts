import type { WorkflowClient } from '@temporalio/client';

import type { NotifyDependencies } from './notify/attempt.js';
import { createDeliverWaiting } from './notify/deliver-waiting.js';
import { createPagePeople } from './notify/page-people.js';
import type { ProcessActivities } from './process-activities.js';
import { createProjectRecord } from './records/project-record.js';
import { createTellProcess } from './tell/tell-process.js';

export interface ProcessDependencies extends NotifyDependencies {
  workflows: WorkflowClient;
}

/** Puts the shared hands together from what they use. */
export function createProcessActivities(deps: ProcessDependencies): ProcessActivities {
  return {
    projectRecord: createProjectRecord(deps),
    pagePeople: createPagePeople(deps),
    deliverWaiting: createDeliverWaiting(deps),
    tellProcess: createTellProcess(deps),
  };
}
