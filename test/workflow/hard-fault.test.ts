import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { askUpdate, workflowTypes, type Answer, type ProcessStart } from '../../contracts/names.js';
import type { HardFaultAsked } from '../../domain/hard-fault/commands.js';
import type { HardFault } from '../../domain/hard-fault/process.js';
import type { HardFaultInput } from '../../domain/hard-fault/state.js';
import type { Actor } from '../../domain/machine.js';
import type { HardFaultView } from '../../domain/hard-fault/view.js';
import { idle } from '../support/idle.js';
import { outside, type Outside } from '../support/outside.js';
import {
  connectTimeSkipping,
  fastForward,
  type TimeSkippingClient,
} from '../support/time-skipping.js';
import { waitUntil } from '../support/wait-until.js';
import { runWorker, type RunningWorker } from '../support/worker.js';

const hourMs = 3_600_000;
const limitMs = 20_000;
/** Update 2, its task 3, the projection 1, a timer that moved. */
const eventsPerStepMax = 10;
/** An activity and a timer (machine.md §6). */
const eventsPerRungMax = 12;

let skipping: TimeSkippingClient;
let client: Client;
let worker: RunningWorker;
let world: Outside;

beforeAll(async () => {
  world = outside();
  skipping = await connectTimeSkipping('on-request');
  client = skipping.client;
  worker = await runWorker({ activities: world.activities });
});

afterAll(async () => {
  await worker.stop();
  await skipping.close();
});

const lee: Actor = { kind: 'user', id: 'lee', person: 'lee' };
let ids = 0;

const begin = async (continueAt?: number) => {
  const id = `hfl_${process.pid}_${(ids += 1)}`;
  const input: HardFaultInput = {
    id,
    incident: { id: `inc_${id}`, title: 'line drops at night' },
    reason: 'no cause after three days',
    basis: 'repeated',
    urgent: true,
    opener: { id: 'lee', name: 'Lee' },
    lead: { id: 'lee', name: 'Lee' },
    suppliers: [],
    deputy: 'deputy',
    head: 'head',
    by: lee,
  };
  const start: ProcessStart<HardFault> = {
    process: 'hardFault',
    input,
    ...(continueAt && { continueAt }),
  };
  await client.workflow.start(workflowTypes.hardFault, {
    taskQueue: worker.taskQueue,
    workflowId: id,
    args: [start],
  });
  const handle = client.workflow.getHandle(id);
  await said(id, 'hard_fault.opened');
  const tellsIt = () => world.told.includes(input.incident.id);
  await waitUntil(tellsIt, { limitMs, what: () => 'the incident to be told' });
  await idle(client, id);
  const ask = (command: HardFaultAsked): Promise<Answer<HardFault>> =>
    handle.executeUpdate(askUpdate, { args: [{ command, by: lee }] });
  return { id, handle, ask };
};

const said = (id: string, what: string, times = 1): Promise<void> =>
  waitUntil(() => world.lines(id).filter((line) => line === what).length >= times, {
    limitMs,
    what: () => `${times} ${what}, told: ${world.lines(id).join(', ')}`,
  });

const paged = (id: string): string[] =>
  world.pages
    .filter(({ subject }) => subject === id)
    .map(({ targets }) => targets.map((one) => ('id' in one ? one.id : one.role)).join());

/** Events but those of skipping time, which no production history has. */
const eventsOf = async (handle: WorkflowHandle): Promise<number> => {
  const { runId } = await handle.describe();
  const { events } = await client.workflow.getHandle(handle.workflowId, runId).fetchHistory();
  return (events ?? []).filter(
    (event) =>
      !event.workflowExecutionTimeSkippingTransitionedEventAttributes &&
      !event.workflowExecutionOptionsUpdatedEventAttributes,
  ).length;
};

const step = { type: 'step', text: 'swapped the card', next: 'watch the night' } as const;

describe("a hard fault's track on the engine", () => {
  it('reminds, climbs at its due times, and a step ends the climb, all within its events', async () => {
    const { id, handle, ask } = await begin();
    const before = await eventsOf(handle);
    await fastForward(client, id, 37 * hourMs);
    await said(id, 'page.reached', 2);
    await idle(client, id);
    expect(paged(id)).toEqual(['lee', 'lee', 'lee', 'deputy,lee', 'head']);
    expect((await eventsOf(handle)) - before).toBeLessThanOrEqual(5 * eventsPerRungMax);
    const atStep = await eventsOf(handle);
    const { view } = await ask(step);
    expect(view).toMatchObject({ steps: 1, missed: 1, holder: { person: 'lee' } });
    await idle(client, id);
    expect((await eventsOf(handle)) - atStep).toBeLessThanOrEqual(eventsPerStepMax);
    await fastForward(client, id, 11 * hourMs);
    await idle(client, id);
    expect(paged(id)).toHaveLength(5);
  });

  it('tells its incident, ends with its exit, and loses nothing by continuing as new', async () => {
    const { id, handle, ask } = await begin(20);
    // A run passes on that its time may be skipped only once some was.
    await fastForward(client, id, 1);
    await idle(client, id);
    const first = (await handle.describe()).runId;
    for (let day = 1; day <= 4; day += 1) {
      await fastForward(client, id, 20 * hourMs);
      await ask({ ...step, text: `day ${day}` });
      await idle(client, id);
    }
    expect((await handle.describe()).runId).not.toBe(first);
    const shown = world.shown(id) as unknown as HardFaultView;
    expect(shown).toMatchObject({ steps: 4, missed: 0, lastStep: { text: 'day 4' } });
    await ask({ type: 'exit', problem: 'PRB-7', knowledge: { link: 'https://kb.example/7' } });
    await expect(handle.result()).resolves.toMatchObject({ closedAt: expect.any(Number) });
    expect(world.told.filter((to) => to === `inc_${id}`)).toHaveLength(2);
  });
});
