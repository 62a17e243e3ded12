import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { workflowTypes, type ProcessStart } from '../contracts/names.js';
import type { Handover } from '../domain/handover/process.js';
import type { HandoverInput } from '../domain/handover/state.js';
import type { TimeScale } from '../domain/time-scale.js';
import type { Database } from '../records/database.js';
import { keepMissingItems } from '../records/handover/missing-items.js';
import { keepRooms } from '../records/handover/rooms.js';
import { promptly } from './engine.js';

export interface HandoverDeps {
  database: Database;
  client: Client;
  taskQueue: string;
}

/**
 * Starts a hand-over; a repeat under the same id finds the one that runs or has ended. The rows of
 * its items are there before: the process tells of those only that change.
 */
export async function startHandover(
  { database, client, taskQueue }: HandoverDeps,
  { input, scale }: { input: HandoverInput; scale?: TimeScale | undefined },
): Promise<void> {
  const { id, rooms = [], checklist } = input;
  await keepRooms(database.prisma, id, rooms);
  await keepMissingItems(database.prisma, id, checklist.items);
  const start: ProcessStart<Handover> = { process: 'handover', input, ...(scale && { scale }) };
  try {
    await promptly(client, () =>
      client.workflow.start(workflowTypes.handover, {
        taskQueue,
        workflowId: input.id,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        args: [start],
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
