import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { workflowTypes, type ProcessStart } from '../contracts/names.js';
import type { HardFault } from '../domain/hard-fault/process.js';
import type { HardFaultInput } from '../domain/hard-fault/state.js';
import type { Database } from '../records/database.js';
import { inheritPractice } from '../records/drill/audience.js';
import { promptly } from './engine.js';

export interface HardFaultDeps {
  database: Database;
  client: Client;
  taskQueue: string;
}

/**
 * Opens the track; false when its id is taken, by a running or an ended one. What is opened from a
 * drill stays within it (I10).
 */
export const openHardFault = async (
  { database, client, taskQueue }: HardFaultDeps,
  input: HardFaultInput,
): Promise<boolean> => {
  const { id, incident } = input;
  const { scale } = await inheritPractice(database, { subject: id, from: incident.id });
  const start: ProcessStart<HardFault> = {
    process: 'hardFault',
    input,
    ...(scale && { scale }),
  };
  try {
    await promptly(client, () =>
      client.workflow.start(workflowTypes.hardFault, {
        taskQueue,
        workflowId: id,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
        args: [start],
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
};
