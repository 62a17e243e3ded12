import type { Client, WorkflowHandle } from '@temporalio/client';
import {
  askUpdate,
  reportSignal,
  tellSignal,
  workflowTypes,
  type Answer,
  type ProcessStart,
} from '../../contracts/names.js';
import type { Actor, Process } from '../../domain/machine.js';
import { idle } from '../support/idle.js';
import type { Outside } from '../support/outside.js';
import { fastForward, virtualNow } from '../support/time-skipping.js';
import { waitUntil } from '../support/wait-until.js';
import { machineOf, type Recorded } from './machines.js';

const minuteMs = 60_000;
const limitMs = 30_000;

export const person = (id: string, more: { lead?: true } = {}): Actor => ({
  kind: 'user',
  id,
  person: id,
  ...more,
});

/** What every scenario is played on. */
export interface Stage {
  client: Client;
  taskQueue: string;
  world: Outside;
}

/** A running process as a scenario moves it; each step ends when nothing is under way any more. */
export interface Play<P extends Process> {
  id: string;
  input: P['input'];
  world: Outside;
  ask(command: P['asked'], by?: Actor): Promise<Answer<P>>;
  tell(word: P['told']): Promise<void>;
  report(event: P['reported']): Promise<void>;
  /** The time as the process's workflow has it, on the wall. */
  now(): Promise<number>;
  /** So many minutes go by on the wall. */
  pass(minutes: number): Promise<void>;
  /** Throws unless the line was written so often by now. */
  reads(line: string, times?: number): Promise<void>;
}

/** What a scenario starts its process with. */
export interface Begin<P extends Process> extends Omit<ProcessStart<P>, 'process' | 'input'> {
  id: string;
  input: P['input'];
}

export interface Scenario {
  process: Recorded;
  /** Plays it to its end; the history is that of the latest run of the handle's workflow. */
  play(stage: Stage): Promise<WorkflowHandle>;
}

/** A story of one process: how it starts, and what is asked, told, reported and waited for. */
export const scenario = <P extends Process>(
  process: Recorded,
  begin: (world: Outside) => Begin<P>,
  act: (play: Play<P>) => Promise<void>,
): Scenario => ({
  process,
  play: async (stage) => {
    const { handle, play } = await open<P>(stage, process, begin(stage.world));
    await act(play);
    return handle;
  },
});

const open = async <P extends Process>(
  { client, taskQueue, world }: Stage,
  process: Recorded,
  { id, input, ...more }: Begin<P>,
): Promise<{ handle: WorkflowHandle; play: Play<P> }> => {
  const { rules } = machineOf(process);
  const start: ProcessStart<P> = { process, input, ...(rules && { rules }), ...more };
  await client.workflow.start(workflowTypes[process], {
    ...{ taskQueue, workflowId: id, args: [start] },
  });
  const handle = client.workflow.getHandle(id);
  const settled = (): Promise<void> => idle(client, id);
  const signal = async (name: string, word: object): Promise<void> => {
    await handle.signal(name, word);
    await settled();
  };
  const count = (line: string): number => world.lines(id).filter((one) => one === line).length;
  await settled();
  const play: Play<P> = {
    ...{ id, input, world },
    ask: async (command, by = person('per_li')) => {
      const answer: Answer<P> = await handle.executeUpdate(askUpdate, { args: [{ command, by }] });
      await settled();
      return answer;
    },
    tell: (word) => signal(tellSignal, word),
    report: (event) => signal(reportSignal, event),
    now: () => virtualNow(client, id),
    pass: async (minutes) => {
      await fastForward(client, id, minutes * minuteMs);
      await settled();
    },
    reads: (line, times = 1) =>
      waitUntil(() => count(line) >= times, {
        limitMs,
        what: () => `${line} ×${times} in ${id}: ${world.lines(id).join(' ')}`,
      }),
  };
  return { handle, play };
};
