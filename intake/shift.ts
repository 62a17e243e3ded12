import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { idPrefix, workflowTypes, type ProcessStart } from '../contracts/names.js';
import type { Actor, Instant } from '../domain/machine.js';
import type { Shift } from '../domain/shift/process.js';
import type { Database } from '../records/database.js';
import { shiftParties } from '../records/shift/people.js';
import { promptly } from './engine.js';

export interface ShiftDeps {
  database: Database;
  client: Client;
  taskQueue: string;
}

/** The hand-over of one change of duty: the same change never starts a second one. */
export const shiftId = ({ schedule, at }: { schedule: string; at: Instant }): string =>
  `${idPrefix.shift}${schedule}_${at}`;

export interface ShiftToStart {
  /** The process's id, so that a repeated start finds the same one. */
  id: string;
  schedule: string;
  outgoing: string;
  incoming: string;
  /** When the duty changes hands. */
  at: Instant;
  by: Actor;
}

/**
 * Starts the hand-over of a shift. False when its id is taken, by a running or an ended one, or
 * when schedule or people are gone.
 */
export const startShift = async (deps: ShiftDeps, asked: ShiftToStart): Promise<boolean> => {
  const { id, at, by } = asked;
  const parties = await shiftParties(deps.database.prisma, asked);
  if (!parties) return false;
  const start: ProcessStart<Shift> = { process: 'shift', input: { id, at, by, ...parties } };
  try {
    await promptly(deps.client, () =>
      deps.client.workflow.start(workflowTypes.shift, {
        taskQueue: deps.taskQueue,
        workflowId: id,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        args: [start],
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
};
