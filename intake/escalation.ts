import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { workflowTypes, type ProcessStart } from '../contracts/names.js';
import type { ChainToOpen } from '../domain/escalation/open.js';
import type { Escalation } from '../domain/escalation/process.js';
import type { Instant } from '../domain/machine.js';
import { virtualAt } from '../domain/time-scale.js';
import type { Database } from '../records/database.js';
import { inheritPractice } from '../records/drill/audience.js';
import { chainInput, type Unknown } from '../records/escalation/input.js';
import { keepScale } from '../records/scale/scale.js';
import { promptly } from './engine.js';

export interface EscalationDeps {
  database: Database;
  client: Client;
  taskQueue: string;
}

/** When it is opened, and how much faster its clock runs where the request asks for that. */
export interface Opening {
  at: Instant;
  scale?: number | undefined;
}

/**
 * Opens a chain; a repeat under the same id finds the one that runs or has ended. What is opened
 * from a drill stays within it (I10). Answers what the request names and nobody knows.
 */
export const openChain = async (
  { database, client, taskQueue }: EscalationDeps,
  asked: ChainToOpen,
  { at, scale: factor }: Opening,
): Promise<Unknown | undefined> => {
  const { id, subject } = asked;
  const inherited = await inheritPractice(database, { subject: id, from: subject });
  const scale =
    factor === undefined ? inherited.scale : await keepScale(database, id, { at, factor });
  const input = await chainInput(database.prisma, asked, virtualAt(scale, at));
  if ('unknown' in input) return input;
  const start: ProcessStart<Escalation> = { process: 'escalation', input, ...(scale && { scale }) };
  try {
    await promptly(client, () =>
      client.workflow.start(workflowTypes.escalation, {
        taskQueue,
        workflowId: id,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        args: [start],
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  return undefined;
};
