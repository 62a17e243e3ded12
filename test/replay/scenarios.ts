import type { Client, WorkflowHandle } from '@temporalio/client';
import { askUpdate, reportSignal, type ProcessStart } from '../../contracts/names.js';
import type { IncidentAsked } from '../../domain/incident/commands.js';
import type { Incident } from '../../domain/incident/process.js';
import type { IncidentInput } from '../../domain/incident/state.js';
import type { Actor } from '../../domain/machine.js';
import { incidentStart } from '../support/incident-start.js';
import type { Outside } from '../support/outside.js';
import { fastForward } from '../support/time-skipping.js';
import { waitUntil } from '../support/wait-until.js';

const minuteMs = 60_000;
const limitMs = 30_000;
const person = (id: string): Actor => ({ kind: 'user', id, person: id });

export interface Stage {
  client: Client;
  taskQueue: string;
  world: Outside;
}

interface Play {
  input: IncidentInput;
  handle: WorkflowHandle;
  ask(command: IncidentAsked, by?: Actor): Promise<unknown>;
  event(action: 'trigger' | 'resolve', id: string): Promise<void>;
  pass(minutes: number): Promise<void>;
  reads(line: string, times?: number): Promise<void>;
}

const open = async (stage: Stage, input: IncidentInput, continueAt?: number): Promise<Play> => {
  const { client, taskQueue, world } = stage;
  const start: ProcessStart<Incident> = { process: 'incident', input };
  const handle = await client.workflow.start('incident', {
    taskQueue,
    workflowId: input.id,
    args: [{ ...start, ...(continueAt !== undefined && { continueAt }) }],
  });
  const count = (line: string): number =>
    world.lines(input.id).filter((each) => each === line).length;
  return {
    input,
    handle,
    ask: (command, by = person('per_li')) =>
      handle.executeUpdate(askUpdate, { args: [{ command, by }] }),
    event: (action, id) =>
      handle.signal(reportSignal, { type: 'alert', event: { ...input.alert, action, id } }),
    pass: (minutes) => fastForward(client, input.id, minutes * minuteMs),
    reads: (line, times = 1) =>
      waitUntil(() => count(line) >= times, { limitMs, what: () => `${line} ×${times}` }),
  };
};

/** Stories whose histories every later build must still replay. */
export const scenarios: Record<string, (stage: Stage) => Promise<WorkflowHandle>> = {
  'a-night': async (stage) => {
    const play = await open(stage, incidentStart());
    await play.reads('page.reached');
    await play.pass(6);
    await play.reads('page.reached', 2);
    await play.ask({ type: 'acknowledge' });
    await play.pass(31);
    await play.reads('page.reached', 3);
    await play.ask({ type: 'acknowledge' }, person('per_wang'));
    await play.ask({ type: 'assign', to: 'per_li' }, person('per_wang'));
    await play.ask({ type: 'accept' });
    await play.ask({ type: 'restore', how: 'card replaced' });
    await play.ask({ type: 'verify', verifiedBy: 'customer' });
    await play.pass(25 * 60);
    await play.reads('incident.closed');
    return play.handle;
  },
  recurrence: async (stage) => {
    const play = await open(stage, incidentStart());
    await play.reads('page.reached');
    await play.event('resolve', 'r1');
    await play.reads('incident.restored_by_source');
    await play.pass(16);
    await play.event('trigger', 't2');
    await play.reads('incident.recurred');
    await play.reads('page.reached', 2);
    await play.ask({ type: 'acknowledge' });
    await play.ask({ type: 'snooze', until: Date.now() + 10 * 60 * minuteMs });
    await play.ask({ type: 'escalate', step: 2, reason: 'vendor needed' });
    await play.reads('page.reached', 3);
    await play.ask({ type: 'dismiss', proof: 'sensor fault' }, person('per_li'));
    return play.handle;
  },
  'continued-as-new': async (stage) => {
    const play = await open(stage, incidentStart(), 30);
    await play.reads('page.reached');
    await play.ask({ type: 'acknowledge' });
    for (let n = 1; n <= 6; n += 1) await play.ask({ type: 'note', text: `note ${n}` });
    await play.reads('incident.note', 6);
    return play.handle;
  },
};
