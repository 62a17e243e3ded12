import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WorkflowUpdateFailedError, type Client, type WorkflowHandle } from '@temporalio/client';
import type { ApplicationFailure } from '@temporalio/common';
import { askUpdate, reportSignal, type Answer, type ProcessStart } from '../../contracts/names.js';
import type { Actor } from '../../domain/machine.js';
import type { IncidentAsked } from '../../domain/incident/commands.js';
import type { Incident } from '../../domain/incident/process.js';
import { reopenWindowMs, rulesVersion, type IncidentInput } from '../../domain/incident/state.js';
import { causedEvents } from '../support/caused.js';
import { idle } from '../support/idle.js';
import { incidentStart } from '../support/incident-start.js';
import { outside, type Outside } from '../support/outside.js';
import {
  connectTimeSkipping,
  fastForward,
  virtualNow,
  type TimeSkippingClient,
} from '../support/time-skipping.js';
import { waitUntil } from '../support/wait-until.js';
import { runWorker, type RunningWorker } from '../support/worker.js';

const minuteMs = 60_000;
const limitMs = 20_000;
const li: Actor = { kind: 'user', id: 'per_li', person: 'per_li' };
const wang: Actor = { kind: 'user', id: 'per_wang', person: 'per_wang' };

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

const begin = (input: IncidentInput, continueAt?: number): Promise<WorkflowHandle> =>
  client.workflow.start('incident', {
    taskQueue: worker.taskQueue,
    workflowId: input.id,
    args: [
      {
        ...{ process: 'incident', input, rules: rulesVersion },
        ...(continueAt && { continueAt }),
      } as ProcessStart<Incident>,
    ],
  });

const ask = (
  handle: WorkflowHandle,
  command: IncidentAsked,
  by: Actor = li,
  updateId?: string,
): Promise<Answer<Incident>> =>
  handle.executeUpdate(askUpdate, { args: [{ command, by }], ...(updateId && { updateId }) });

const refusal = async (asked: Promise<unknown>): Promise<string | null | undefined> => {
  try {
    await asked;
    return undefined;
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    return (error.cause as ApplicationFailure).type;
  }
};

const pagesOf = (id: string) => world.pages.filter((page) => page.subject === id);

/** The page went out, its report came back and was written, and nothing is under way any more. */
const paged = async (id: string, times: number): Promise<void> => {
  await waitUntil(() => world.lines(id).filter((line) => line === 'page.reached').length >= times, {
    limitMs,
    what: () => `page ${times} of ${id}`,
  });
  await idle(client, id);
};

/** Timer fired and started, an activity's three, one write: 12 with the two tasks they take. */
const causedByRung = 6;

const historyLength = async (handle: WorkflowHandle): Promise<number> =>
  (await handle.describe()).historyLength;

const resolve = (input: IncidentInput) => ({
  type: 'alert' as const,
  event: { ...input.alert, id: `${input.id}-resolve`, action: 'resolve' as const },
});

describe('an incident on the engine', () => {
  it('pages at once, is silent after an acknowledgement, and closes within 30 events', async () => {
    const input = incidentStart({
      targets: { ...incidentStart().targets, observeS: 0 },
    });
    const handle = await begin(input);
    await paged(input.id, 1);
    const acknowledged = await ask(handle, { type: 'acknowledge' });
    expect(acknowledged.view.stage).toBe('responding');
    expect(acknowledged.view.holder.person).toBe('per_li');
    await ask(handle, { type: 'restore', how: 'card replaced' });
    const closed = await ask(handle, { type: 'verify', verifiedBy: 'customer' });
    expect(closed.view.stage).toBe('closed');
    await waitUntil(() => world.shown(input.id)?.stage === 'closed', {
      limitMs,
      what: () => 'projection',
    });
    expect(await historyLength(handle)).toBeLessThanOrEqual(30);
    expect(pagesOf(input.id)).toHaveLength(1);
    expect(world.lines(input.id)).toEqual([
      'incident.detected',
      'incident.alert',
      'baton.duty',
      'page.reached',
      'incident.acknowledged',
      'incident.restored',
      'incident.verified',
      'incident.closed',
    ]);
  });

  it('climbs the ladder on due times and spends at most 12 events on a further rung', async () => {
    const input = incidentStart();
    const handle = await begin(input);
    await paged(input.id, 1);
    const first = await causedEvents(handle);
    await fastForward(client, input.id, 5 * minuteMs);
    await paged(input.id, 2);
    await fastForward(client, input.id, 5 * minuteMs);
    await paged(input.id, 3);
    const [one, two, three] = pagesOf(input.id);
    expect((two?.due ?? 0) - (one?.due ?? 0)).toBe(5 * minuteMs);
    expect((three?.due ?? 0) - (one?.due ?? 0)).toBe(10 * minuteMs);
    expect((await causedEvents(handle)) - first).toBeLessThanOrEqual(2 * causedByRung);
    await ask(handle, { type: 'acknowledge' });
  });

  it('goes up a rung when a promise lapses', async () => {
    const input = incidentStart();
    const handle = await begin(input);
    await paged(input.id, 1);
    await ask(handle, { type: 'acknowledge' });
    await fastForward(client, input.id, 31 * minuteMs);
    await paged(input.id, 2);
    expect(pagesOf(input.id)[1]?.rung).toBe(1);
    expect(world.lines(input.id)).toContain('incident.promise_lapsed');
  });

  it('refuses in the validator without a history event, with the machine’s own code', async () => {
    const input = incidentStart();
    const handle = await begin(input);
    await paged(input.id, 1);
    await ask(handle, { type: 'acknowledge' });
    await idle(client, input.id);
    const before = await historyLength(handle);
    expect(await refusal(ask(handle, { type: 'acknowledge' }, wang))).toBe('already_held');
    expect(await refusal(ask(handle, { type: 'restore', how: 'x' }, wang))).toBe('not_holder');
    expect(await refusal(ask(handle, { type: 'close' }))).toBe('wrong_state');
    expect(await historyLength(handle)).toBe(before);
  });

  it('lets exactly one of two simultaneous acknowledgements win', async () => {
    const input = incidentStart();
    const handle = await begin(input);
    await paged(input.id, 1);
    const both = [
      ask(handle, { type: 'acknowledge' }, li),
      ask(handle, { type: 'acknowledge' }, wang),
    ];
    const codes = await Promise.all(both.map(refusal));
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'already_held')).toHaveLength(1);
  });

  it('answers a repeated command once done with the state, also after continuing as new', async () => {
    const input = incidentStart();
    const handle = await begin(input, 20);
    await paged(input.id, 1);
    await ask(handle, { type: 'acknowledge' }, li, 'same-id');
    for (let n = 0; n < 6; n += 1) await ask(handle, { type: 'note', text: `note ${n}` });
    const runs = async () => (await client.workflow.getHandle(input.id).describe()).runId;
    await waitUntil(
      async () =>
        (await runs()) !== (await handle.describe()).raw.workflowExecutionInfo?.firstRunId,
      {
        limitMs,
        what: () => 'a further run',
      },
    );
    const again = client.workflow.getHandle(input.id);
    const { view } = await ask(again, { type: 'acknowledge' }, li, 'same-id');
    expect(view.stage).toBe('responding');
    const written = world.lines(input.id).filter((line) => line === 'incident.acknowledged');
    expect(written).toHaveLength(1);
    expect(world.lines(input.id).filter((line) => line === 'incident.note')).toHaveLength(6);
  });

  it('answers while the read model is away and catches up without losing a line', async () => {
    const input = incidentStart();
    const handle = await begin(input);
    await paged(input.id, 1);
    world.recordsAway(true);
    const answer = await ask(handle, { type: 'acknowledge' });
    expect(answer.view.stage).toBe('responding');
    await ask(handle, { type: 'note', text: 'still here' });
    world.recordsAway(false);
    await fastForward(client, input.id, minuteMs);
    await waitUntil(() => world.lines(input.id).includes('incident.note'), {
      limitMs,
      what: () => 'catching up',
    });
    expect(world.lines(input.id)).toEqual([
      'incident.detected',
      'incident.alert',
      'baton.duty',
      'page.reached',
      'incident.acknowledged',
      'incident.note',
    ]);
  });

  it('is restored by its source, observed, closed, and ends after the reopen window', async () => {
    const input = incidentStart();
    const handle = await begin(input);
    await paged(input.id, 1);
    await handle.signal(reportSignal, resolve(input));
    await waitUntil(() => world.shown(input.id)?.stage === 'restored', {
      limitMs,
      what: () => 'restored',
    });
    await fastForward(client, input.id, 16 * minuteMs);
    expect(world.shown(input.id)?.stage).toBe('observing');
    await fastForward(client, input.id, 24 * 60 * minuteMs);
    expect(world.shown(input.id)?.stage).toBe('closed');
    expect(pagesOf(input.id)).toHaveLength(1);
    await handle.signal(reportSignal, {
      type: 'alert',
      event: { ...input.alert, id: 'late', action: 'trigger' },
    });
    await waitUntil(() => world.handedBack.includes('sw1'), {
      limitMs,
      what: () => 'handing back',
    });
    const closedAt = world.shown(input.id)?.closedAt ?? 0;
    const left = closedAt + reopenWindowMs - (await virtualNow(client, input.id));
    await fastForward(client, input.id, left - minuteMs);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await fastForward(client, input.id, 2 * minuteMs).catch(() => undefined);
    await expect(handle.result()).resolves.toMatchObject({ closedAs: 'resolved' });
  });

  it('survives a cancellation by the engine: only a command ends it', async () => {
    const input = incidentStart();
    const handle = await begin(input);
    await paged(input.id, 1);
    await handle.cancel();
    await waitUntil(() => world.lines(input.id).includes('engine.cancel_requested'), {
      limitMs,
      what: () => 'the entry',
    });
    await fastForward(client, input.id, 5 * minuteMs);
    await paged(input.id, 2);
    expect((await handle.describe()).status.name).toBe('RUNNING');
  });
});
