import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { DrillActivities } from '../../activities/drill/drill-activities.js';
import { askUpdate, type ProcessStart } from '../../contracts/names.js';
import type { Actor } from '../../domain/machine.js';
import { scriptIn } from '../../domain/drill/in-language.js';
import type { Drill } from '../../domain/drill/process.js';
import { upsOnBattery as scenario } from '../../domain/drill/scenarios/ups-on-battery.js';
import { virtualAt, type TimeScale } from '../../domain/time-scale.js';
import { firstTime } from '../support/first-time.js';
import { idle } from '../support/idle.js';
import { outside, type Outside } from '../support/outside.js';
import {
  connectTimeSkipping,
  fastForward,
  type TimeSkippingClient,
} from '../support/time-skipping.js';
import { waitUntil } from '../support/wait-until.js';
import { runWorker, type RunningWorker } from '../support/worker.js';

const secondMs = 1_000;
const limitMs = 20_000;
/** A timer's two and an activity's three, and the write: 6 beside the tasks they take. */
const causedByEventMax = 6;
/** Start, first write; the command's two, score and stop, two writes, the end. */
const causedBesideMax = 16;
const leader: Actor = { kind: 'user', id: 'per_lead', person: 'per_lead' };

let skipping: TimeSkippingClient;
let client: Client;
let worker: RunningWorker;
let world: Outside;
const played: { drill: string; event: string; at: number }[] = [];
const stopped: string[] = [];

const fresh = firstTime();

const hands: DrillActivities = {
  playScript: (drill, { id, event, at }) => {
    if (fresh(drill, id)) played.push({ drill, event: event.id, at });
    const incident = `inc_${event.key}`;
    return Promise.resolve({ type: 'played', effect: id, event: event.id, incident });
  },
  scoreDrill: ({ id, incidents }) =>
    Promise.resolve({
      type: 'scored',
      effect: id,
      score: { steps: [], marks: incidents.length, possible: 100 },
    }),
  stopDrill: (drill, { id }) => {
    if (fresh(drill, id)) stopped.push(drill);
    return Promise.resolve({ type: 'stopped', effect: id });
  },
};

beforeAll(async () => {
  world = outside();
  skipping = await connectTimeSkipping('on-request');
  client = skipping.client;
  worker = await runWorker({ activities: { ...world.activities, ...hands } });
});

afterAll(async () => {
  await worker.stop();
  await skipping.close();
});

let drills = 0;

const begin = async (given: { scale?: TimeScale } = {}): Promise<WorkflowHandle> => {
  drills += 1;
  const id = `drl_${drills}`;
  const input: Drill['input'] = {
    id,
    scenario: { id: scenario.id, version: scenario.version },
    title: scenario.title.en,
    leader: { id: 'per_lead', name: 'Lead' },
    participants: [{ id: 'per_li', name: 'Li' }],
    lengthS: scenario.lengthS,
    script: scriptIn('en', scenario.script),
    steps: scenario.steps,
  };
  const start: ProcessStart<Drill> = { process: 'drill', input, ...given };
  const handle = await client.workflow.start('drill', {
    taskQueue: worker.taskQueue,
    workflowId: id,
    args: [start],
  });
  await came(handle, 1);
  return handle;
};

const eventsOf = (id: string) => played.filter(({ drill }) => drill === id);

const came = async ({ workflowId }: WorkflowHandle, count: number): Promise<void> => {
  await waitUntil(() => eventsOf(workflowId).length >= count, {
    limitMs,
    what: () => `event ${count} of ${workflowId}`,
  });
  await idle(client, workflowId);
};

const finish = async (handle: WorkflowHandle): Promise<unknown> => {
  await handle.executeUpdate(askUpdate, { args: [{ command: { type: 'finish' }, by: leader }] });
  return handle.result();
};

describe('a drill on the engine', () => {
  it('plays its script at its times, is scored, ends what it opened, and keeps its budget', async () => {
    const handle = await begin();
    for (let n = 1; n < scenario.script.length; n += 1) {
      const [before, next] = [scenario.script[n - 1], scenario.script[n]];
      await fastForward(
        client,
        handle.workflowId,
        ((next?.afterS ?? 0) - (before?.afterS ?? 0)) * secondMs,
      );
      await came(handle, n + 1);
    }
    const outcome = await finish(handle);
    expect(outcome).toMatchObject({ closedAs: 'finished' });
    const [first] = eventsOf(handle.workflowId);
    const after = eventsOf(handle.workflowId).map(({ event, at }) => ({
      id: event,
      afterS: (at - (first?.at ?? 0)) / secondMs,
    }));
    expect(after).toEqual(scenario.script.map(({ id, afterS }) => ({ id, afterS })));
    expect(stopped).toContain(handle.workflowId);
    expect(world.pages.filter(({ subject }) => subject === handle.workflowId)).toEqual([]);
    const { events = [] } = await handle.fetchHistory();
    const caused = (events ?? []).filter(
      (event) =>
        !event.workflowTaskScheduledEventAttributes &&
        !event.workflowTaskStartedEventAttributes &&
        !event.workflowTaskCompletedEventAttributes &&
        !event.workflowTaskTimedOutEventAttributes &&
        !event.workflowExecutionTimeSkippingTransitionedEventAttributes &&
        !event.workflowExecutionOptionsUpdatedEventAttributes,
    ).length;
    expect(caused).toBeLessThanOrEqual(scenario.script.length * causedByEventMax + causedBesideMax);
  });

  it('reminds its leader when it should be over, on its own clock', async () => {
    const scale = { at: Date.now(), factor: 600 };
    const handle = await begin({ scale });
    await fastForward(client, handle.workflowId, (scenario.lengthS / scale.factor + 1) * secondMs);
    await waitUntil(() => world.pages.some(({ subject }) => subject === handle.workflowId), {
      limitMs,
      what: () => 'the reminder',
    });
    const page = world.pages.find(({ subject }) => subject === handle.workflowId);
    expect(page).toMatchObject({ reason: 'drill_overdue', scale });
    expect(page?.targets).toEqual([{ kind: 'person', id: 'per_lead' }]);
    const [first] = eventsOf(handle.workflowId);
    expect(virtualAt(scale, page?.due ?? 0)).toBeGreaterThanOrEqual(
      (first?.at ?? 0) + scenario.lengthS * secondMs,
    );
    expect(eventsOf(handle.workflowId)).toHaveLength(scenario.script.length);
    await idle(client, handle.workflowId);
    await finish(handle);
  });
});
