import type { Client } from '@temporalio/client';
import { v5 as uuidv5 } from 'uuid';
import { idPrefix, workflowTypes, type ProcessStart } from '../contracts/names.js';
import type { Action } from '../domain/action/process.js';
import type { ActionInput } from '../domain/action/state.js';
import type { Ask } from '../domain/ask/process.js';
import type { AskInput } from '../domain/ask/state.js';
import type { Process } from '../domain/machine.js';
import type { Meeting } from '../domain/meeting/process.js';
import type { MeetingInput } from '../domain/meeting/state.js';
import { promptly } from './engine.js';

/** Ids are made from what asked for the process, so that a repeat finds the same one. */
const idSpace = '8a6f5f0e-3a55-5d0b-8d8e-6f3f5b7f1c20';

export type PromiseName = 'ask' | 'meeting' | 'action';

export const promiseId = (process: PromiseName, cause: string): string =>
  `${idPrefix[process]}${uuidv5(`${process} ${cause}`, idSpace)}`;

export interface StartDeps {
  client: Client;
  taskQueue: string;
}

/** Starts a process; one that exists under its id is the same one. */
const startOf =
  <P extends Process & { input: { id: string } }>(process: PromiseName) =>
  async (
    { client, taskQueue }: StartDeps,
    input: P['input'],
    scale?: ProcessStart<P>['scale'],
  ): Promise<void> => {
    const start: ProcessStart<P> = { process, input, ...(scale && { scale }) };
    await promptly(client, () =>
      client.workflow.start(workflowTypes[process], {
        taskQueue,
        workflowId: input.id,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        args: [start],
      }),
    );
  };

export const startAsk = startOf<Ask & { input: AskInput }>('ask');
export const startMeeting = startOf<Meeting & { input: MeetingInput }>('meeting');
export const startAction = startOf<Action & { input: ActionInput }>('action');
