import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { workflowTypes, type ProcessStart } from '../../contracts/names.js';
import type { Instant } from '../../domain/machine.js';
import type { ReviewCycle } from '../../domain/review-cycle/process.js';
import { virtualAt } from '../../domain/time-scale.js';
import type { Database } from '../../records/database.js';
import { cycleInput, scaleOfCycle, type CycleRow } from '../../records/review/cycles.js';
import { keepScale } from '../../records/scale/scale.js';
import { promptly } from '../engine.js';

export interface ReviewDeps {
  database: Database;
  client: Client;
  taskQueue: string;
  now: () => Instant;
}

/** Starts the process of a planned cycle; one that runs or has ended under its id is the same. */
export const startCycle = async (
  { database, client, taskQueue, now }: ReviewDeps,
  row: CycleRow,
): Promise<void> => {
  const asked = scaleOfCycle(row);
  const scale = asked && (await keepScale(database, row.id, asked));
  const input = await cycleInput(database.prisma, row, virtualAt(scale, now()));
  const start: ProcessStart<ReviewCycle> = {
    ...{ process: 'reviewCycle', input },
    ...(scale && { scale }),
  };
  try {
    await promptly(client, () =>
      client.workflow.start(workflowTypes.reviewCycle, {
        taskQueue,
        workflowId: row.id,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        args: [start],
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
};
