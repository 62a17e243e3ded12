import type { Client } from '@temporalio/client';
import { workflowTypes, type ProcessStart } from '../contracts/names.js';
import type { AccessRequest } from '../domain/access-request/process.js';
import type { AccessRequestInput } from '../domain/access-request/state.js';
import { promptly } from './engine.js';

/** Starts a request; one that exists under its id is the same request. */
export const startAccessRequest = async (
  { client, taskQueue }: { client: Client; taskQueue: string },
  input: AccessRequestInput,
): Promise<void> => {
  const start: ProcessStart<AccessRequest> = { process: 'accessRequest', input };
  await promptly(client, () =>
    client.workflow.start(workflowTypes.accessRequest, {
      taskQueue,
      workflowId: input.id,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [start],
    }),
  );
};
