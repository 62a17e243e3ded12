import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import { reportSignal, tellSignal, workflowTypes, type ProcessStart } from '../contracts/names.js';
import type { Incident } from '../domain/incident/process.js';
import { rulesVersion, type IncidentInput } from '../domain/incident/state.js';
import type { Process } from '../domain/machine.js';
import type { TimeScale } from '../domain/time-scale.js';

/** The engine does what one event asks for within this time, or is said to be away. */
const engineTimeoutMs = 5_000;

/** Runs calls of the client under a deadline of their own, whatever the caller's. */
export const promptly = <T>(client: Client, calls: () => Promise<T>): Promise<T> =>
  client.withDeadline(Date.now() + engineTimeoutMs, calls);

/**
 * Starts the incident, on a clock of its own where one is given; false when its id is taken, by a
 * running or an ended one.
 */
export const startIncident = async (
  { client, taskQueue }: { client: Client; taskQueue: string },
  input: IncidentInput,
  scale?: TimeScale,
): Promise<boolean> => {
  const start: ProcessStart<Incident> = {
    process: 'incident',
    input,
    rules: rulesVersion,
    ...(scale && { scale }),
  };
  try {
    await client.workflow.start(workflowTypes.incident, {
      taskQueue,
      workflowId: input.id,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowIdConflictPolicy: 'FAIL',
      args: [start],
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
};

const reached = async (signalled: Promise<void>): Promise<boolean> => {
  try {
    await signalled;
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
};

/** Whether an incident of this id ever began; one that ended did. */
export const hasBegun = async (client: Client, id: string): Promise<boolean> => {
  try {
    await client.workflow.getHandle(id).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
};

/** Hands an event to a running incident; false when none runs under that id. */
export const reportTo = (
  client: Client,
  id: string,
  report: Incident['reported'],
): Promise<boolean> => reached(client.workflow.getHandle(id).signal(reportSignal, report));

/** Says something to a running process; false when none runs under that id. */
export const tellProcess = <P extends Process>(
  client: Client,
  id: string,
  word: P['told'],
): Promise<boolean> => reached(client.workflow.getHandle(id).signal(tellSignal, word));

export const tellTo = (client: Client, id: string, word: Incident['told']): Promise<boolean> =>
  tellProcess<Incident>(client, id, word);
