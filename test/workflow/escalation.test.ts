import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { askUpdate, workflowTypes, type Answer, type ProcessStart } from '../../contracts/names.js';
import type { EscalationAsked } from '../../domain/escalation/commands.js';
import type { SnapshotEffect } from '../../domain/escalation/effects.js';
import type { Escalation } from '../../domain/escalation/process.js';
import type { EscalationInput } from '../../domain/escalation/state.js';
import type { EscalationView } from '../../domain/escalation/view.js';
import type { Incident } from '../../domain/incident/process.js';
import type { Actor } from '../../domain/machine.js';
import { idle } from '../support/idle.js';
import { incidentStart } from '../support/incident-start.js';
import { outside, type Outside } from '../support/outside.js';
import {
  connectTimeSkipping,
  fastForward,
  type TimeSkippingClient,
} from '../support/time-skipping.js';
import { waitUntil } from '../support/wait-until.js';
import { runWorker, type RunningWorker } from '../support/worker.js';

const minuteMs = 60_000;
const limitMs = 20_000;
const eventsPerLegMax = 25;
/** One leg, and the page that asks for its confirmation. */
const eventsPerChainMax = 40;
const eventsInIncidentMax = 10;

const person = (id: string): Actor => ({ kind: 'user', id, person: id });
const asker = person('per_asker');
const ann = person('per_ann');
const standing = { departments: ['dep_infra', 'dep_net'] };

const target = (id: string) => ({ kind: 'person' as const, id });

const party = (id: string): EscalationInput['to'] => ({
  ...{ kind: 'department', id, name: id, department: { id, name: id }, head: `${id}_head` },
  rungs: [
    [{ kind: 'schedule', id: `${id}_duty` }],
    [target(`${id}_deputy`)],
    [target(`${id}_head`)],
  ],
});

const inputOf = (more: Partial<EscalationInput> = {}): EscalationInput => ({
  id: `esc_${randomUUID()}`,
  ask: 'switch the uplink back',
  priority: 'P1',
  interruption: false,
  asker: { person: 'per_asker', above: [[target('per_chief')]] },
  by: { kind: 'user', id: 'per_asker' },
  to: party('dep_infra'),
  hours: 'always',
  takeBaton: false,
  ...more,
});

let skipping: TimeSkippingClient;
let client: Client;
let worker: RunningWorker;
let world: Outside;

beforeAll(async () => {
  world = outside();
  skipping = await connectTimeSkipping('on-request');
  client = skipping.client;
  const takeHours = ({ id: effect }: SnapshotEffect) =>
    Promise.resolve({ type: 'hours' as const, effect, why: 'none' });
  const tellProcess: Outside['activities']['tellProcess'] = async ({ id: effect, to, message }) => {
    for (const one of to) await client.workflow.getHandle(one).signal('tell', message);
    return { type: 'told', effect, ok: true };
  };
  worker = await runWorker({ activities: { ...world.activities, takeHours, tellProcess } });
});

afterAll(async () => {
  await worker.stop();
  await skipping.close();
});

const begin = async (input: EscalationInput, continueAt?: number): Promise<WorkflowHandle> => {
  const start: ProcessStart<Escalation> = {
    process: 'escalation',
    input,
    ...(continueAt !== undefined && { continueAt }),
  };
  const handle = await client.workflow.start(workflowTypes.escalation, {
    ...{ taskQueue: worker.taskQueue, workflowId: input.id, args: [start] },
  });
  await paged(input.id, 1);
  return handle;
};

const ask = (
  handle: WorkflowHandle,
  command: EscalationAsked,
  by: Actor,
): Promise<Answer<Escalation>> => handle.executeUpdate(askUpdate, { args: [{ command, by }] });

/** So many pages went out, their reports came back, and nothing is under way any more. */
const paged = async (id: string, times: number): Promise<void> => {
  const there = () => world.pages.filter(({ subject }) => subject === id).length >= times;
  await waitUntil(there, { limitMs, what: () => `page ${times} of ${id}` });
  await idle(client, id);
};

const pagesOf = (id: string) =>
  world.pages.filter(({ subject }) => subject === id).map(({ reason, rung }) => [reason, rung]);

const events = async (handle: WorkflowHandle): Promise<number> =>
  (await handle.describe()).historyLength;

const closed = async (id: string): Promise<void> => {
  const what = () => `the end of ${id}`;
  await waitUntil(() => world.shown(id)?.closedAt !== undefined, { limitMs, what });
};

describe('a chain on the engine', () => {
  it('is asked, accepted, done and confirmed within 40 events', async () => {
    const input = inputOf();
    const handle = await begin(input);
    const taken = await ask(handle, { type: 'accept', standing }, ann);
    expect(taken.view.holder.person).toBe('per_ann');
    const done = await ask(handle, { type: 'fulfil', text: 'switched', standing }, ann);
    expect(done.view.holder.person).toBe('per_asker');
    await paged(input.id, 2);
    await ask(handle, { type: 'confirm' }, asker);
    await closed(input.id);
    expect(await events(handle)).toBeLessThanOrEqual(eventsPerChainMax);
    expect(world.lines(input.id)).toEqual([
      'escalation.asked',
      'page.reached',
      'escalation.accepted',
      'escalation.fulfilled',
      'page.reached',
      'escalation.confirmed',
    ]);
  });

  it('a further leg costs at most 25 events', async () => {
    const input = inputOf();
    const handle = await begin(input);
    const before = await events(handle);
    const away = { type: 'bounce' as const, to: party('dep_net'), reason: 'theirs', standing };
    await ask(handle, away, ann);
    await paged(input.id, 2);
    await ask(handle, { type: 'accept', standing }, ann);
    await idle(client, input.id);
    expect((await events(handle)) - before).toBeLessThanOrEqual(eventsPerLegMax);
    await ask(handle, { type: 'withdraw', reason: 'solved' }, asker);
  });

  it('silence climbs on due times until the head is paged, and the asker still holds', async () => {
    const input = inputOf();
    const handle = await begin(input);
    await fastForward(client, input.id, 31 * minuteMs);
    await paged(input.id, 3);
    expect(pagesOf(input.id)).toEqual([
      ['asked', 0],
      ['unanswered', 1],
      ['unanswered', 2],
    ]);
    const { view } = await ask(handle, { type: 'accept', standing }, ann);
    expect(view).toMatchObject({ silences: 1, legs: [{ late: true, silences: 1 }] });
    await fastForward(client, input.id, 29 * minuteMs);
    expect(pagesOf(input.id)).toHaveLength(3);
    await ask(handle, { type: 'withdraw', reason: 'solved' }, asker);
  });

  it('lives through a forced continuation: the ladder goes on where it was', async () => {
    const input = inputOf();
    const handle = await begin(input, 20);
    // A run passes on that its time may be skipped only once some was.
    await fastForward(client, input.id, 1);
    const { runId } = await handle.describe();
    await paged(input.id, 1);
    await idle(client, input.id);
    await fastForward(client, input.id, 16 * minuteMs);
    await paged(input.id, 2);
    await ask(handle, { type: 'accept', standing }, ann);
    await idle(client, input.id);
    await fastForward(client, input.id, 31 * minuteMs);
    await paged(input.id, 3);
    expect((await handle.describe()).runId).not.toBe(runId);
    expect(pagesOf(input.id).at(-1)).toEqual(['update_due', 0]);
    const view = world.shown(input.id) as unknown as EscalationView;
    expect(view).toMatchObject({ stage: 'accepted', silences: 2 });
    expect(world.lines(input.id).filter((line) => line === 'escalation.asked')).toHaveLength(1);
    await ask(handle, { type: 'withdraw', reason: 'solved' }, asker);
  });

  it('costs the incident it is about at most 10 events', async () => {
    const about = incidentStart();
    const start: ProcessStart<Incident> = { process: 'incident', input: about };
    const incident = await client.workflow.start('incident', {
      ...{ taskQueue: worker.taskQueue, workflowId: about.id, args: [start] },
    });
    await paged(about.id, 1);
    const before = await events(incident);
    const input = inputOf({
      about: { id: about.id, title: about.title, process: 'incident' },
    });
    const handle = await begin(input);
    await ask(handle, { type: 'withdraw', reason: 'solved' }, asker);
    await closed(input.id);
    await idle(client, about.id);
    expect((await events(incident)) - before).toBeLessThanOrEqual(eventsInIncidentMax);
    await incident.terminate();
  });
});
