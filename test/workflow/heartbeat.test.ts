import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { HeartbeatActivities } from '../../activities/heartbeat/heartbeat.js';
import { tellSignal, workflowTypes, type ProcessStart } from '../../contracts/names.js';
import type { Projection } from '../../contracts/projection.js';
import type { HeartbeatEffect } from '../../domain/heartbeat/effects.js';
import type { Heartbeat } from '../../domain/heartbeat/process.js';
import type { HeartbeatView } from '../../domain/heartbeat/state.js';
import { firstTime } from '../support/first-time.js';
import { idle } from '../support/idle.js';
import {
  connectTimeSkipping,
  fastForward,
  virtualNow,
  type TimeSkippingClient,
} from '../support/time-skipping.js';
import { waitUntil } from '../support/wait-until.js';
import { runWorker, type RunningWorker } from '../support/worker.js';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const limitMs = 20_000;
/** Two of its timer, three of the task it wakes, and the look itself within that task. */
const eventsPerLookMax = 6;
/** Start, first task, projection, a timer that is armed again, continuing as new. */
const eventsPerRunMax = 9;

/** The world outside the engine: when each integration was last heard, and what the intake heard. */
const beats = new Map<string, (due: number) => number | undefined | Promise<number>>();
const heard: { integration: string; kind: HeartbeatEffect['kind'] }[] = [];
/** By effect: a look that the engine runs twice is one look. */
const looks = new Map<string, Set<string>>();
const looksOf = (integration: string): number => looks.get(integration)?.size ?? 0;
const projections: Projection[] = [];

const fresh = firstTime();

const activities: HeartbeatActivities = {
  projectHeartbeat: async (projection) => {
    projections.push(projection);
    return { seq: projection.seq, entriesThrough: projection.entries.at(-1)?.n ?? 0 };
  },
  lookForBeat: async ({ id, integration, due }) => {
    looks.set(integration, (looks.get(integration) ?? new Set()).add(id));
    const last = await beats.get(integration)?.(due);
    return { type: 'looked', effect: id, ...(last !== undefined && { last }) };
  },
  tellIntake: async (subject, { id, kind, integration }) => {
    if (fresh(subject, id)) heard.push({ integration, kind });
    return { type: 'said', effect: id };
  },
};

let skipping: TimeSkippingClient;
let client: Client;
let worker: RunningWorker;

beforeAll(async () => {
  skipping = await connectTimeSkipping('on-request');
  client = skipping.client;
  worker = await runWorker({ activities });
});

afterAll(async () => {
  await worker.stop();
  await skipping.close();
});

let ids = 0;

const watch = async (
  given: { intervalMs: number; graceMs: number },
  continueAt?: number,
): Promise<{ integration: string; handle: WorkflowHandle }> => {
  const integration = `int_${process.pid}_${(ids += 1)}`;
  const start: ProcessStart<Heartbeat> = {
    process: 'heartbeat',
    input: { integration, name: 'backup', ...given },
    ...(continueAt !== undefined && { continueAt }),
  };
  const workflowId = `hbt_${integration}`;
  const handle = await client.workflow.start(workflowTypes.heartbeat, {
    taskQueue: worker.taskQueue,
    workflowId,
    args: [start],
  });
  return { integration, handle: client.workflow.getHandle(handle.workflowId) };
};

const wordsTo = (integration: string) =>
  heard.filter((one) => one.integration === integration).map(({ kind }) => kind);

const hears = (integration: string, count: number): Promise<void> =>
  waitUntil(() => wordsTo(integration).length >= count, {
    limitMs,
    what: () => `${count} words to the intake, ${wordsTo(integration).join(', ')} so far`,
  });

const shown = (id: string): HeartbeatView =>
  projections.filter((one) => one.id === id).sort((a, b) => b.seq - a.seq)[0]
    ?.view as HeartbeatView;

const tell = (handle: WorkflowHandle, word: Heartbeat['told']) => handle.signal(tellSignal, word);

describe('the heartbeat process on the engine', () => {
  it('raises a missed beat, and clears it when a beat says so', async () => {
    const { integration, handle } = await watch({ intervalMs: 10 * minuteMs, graceMs: minuteMs });
    await fastForward(client, handle.workflowId, 10 * minuteMs);
    expect(wordsTo(integration)).toEqual([]);
    await fastForward(client, handle.workflowId, 2 * minuteMs);
    await hears(integration, 1);
    await waitUntil(() => shown(handle.workflowId)?.state === 'missed', {
      limitMs,
      what: () => 'the row to say missed',
    });
    const at = await virtualNow(client, handle.workflowId);
    await tell(handle, { type: 'beat', at });
    await hears(integration, 2);
    expect(wordsTo(integration)).toEqual(['raise', 'clear']);
  });

  it('finds a beat that could not say so', async () => {
    const { integration, handle } = await watch({ intervalMs: 10 * minuteMs, graceMs: minuteMs });
    await fastForward(client, handle.workflowId, 12 * minuteMs);
    await hears(integration, 1);
    beats.set(integration, (due) => due - minuteMs);
    await fastForward(client, handle.workflowId, 12 * minuteMs);
    await hears(integration, 2);
    expect(wordsTo(integration)).toEqual(['raise', 'clear']);
  });

  it('keeps a changed interval at once, pauses, and ends when it is forgotten', async () => {
    const { integration, handle } = await watch({ intervalMs: dayMs, graceMs: 0 });
    const name = 'backup';
    await tell(handle, { type: 'watch', name, intervalMs: 5 * minuteMs, graceMs: 0 });
    await fastForward(client, handle.workflowId, 6 * minuteMs);
    await hears(integration, 1);
    await tell(handle, { type: 'pause' });
    const before = looksOf(integration);
    await fastForward(client, handle.workflowId, dayMs);
    expect(looksOf(integration)).toBe(before);
    await tell(handle, { type: 'forget' });
    await expect(handle.result()).resolves.toHaveProperty('forgottenAt');
  });

  /** A run that has just been continued is not asked to skip time before its first task is done. */
  const settled = async (handle: WorkflowHandle): Promise<string> => {
    const { runId } = await handle.describe();
    const run = client.workflow.getHandle(handle.workflowId, runId);
    await waitUntil(
      async () =>
        ((await run.fetchHistory()).events ?? []).some(
          (event) => event.workflowTaskCompletedEventAttributes,
        ),
      { limitMs, what: () => `the first task of run ${runId}` },
    );
    return runId;
  };

  /** Events of a run but those of skipping time, which no production history has. */
  const eventsOf = async (handle: WorkflowHandle, runId: string): Promise<number> => {
    const { events } = await client.workflow.getHandle(handle.workflowId, runId).fetchHistory();
    const lived = (events ?? []).filter(
      (event) =>
        !event.workflowExecutionTimeSkippingTransitionedEventAttributes &&
        !event.workflowExecutionOptionsUpdatedEventAttributes,
    );
    return lived.length;
  };

  it('watches for thirty days within its events, continuing as new', async () => {
    const days = 30;
    const continueAt = 40;
    const { integration, handle } = await watch({ intervalMs: dayMs, graceMs: 0 }, continueAt);
    beats.set(integration, () => virtualNow(client, handle.workflowId));
    const runs = new Set([await settled(handle)]);
    for (let day = 1; day <= days; day += 1) {
      await fastForward(client, handle.workflowId, dayMs);
      await waitUntil(() => looksOf(integration) >= day, {
        limitMs,
        what: () => `look ${day}`,
      });
      await idle(client, handle.workflowId);
      runs.add(await settled(handle));
    }
    const histories = await Promise.all([...runs].map((runId) => eventsOf(handle, runId)));
    const events = histories.reduce((sum, count) => sum + count, 0);
    const looks = looksOf(integration);
    expect(looks).toBeGreaterThanOrEqual(days);
    expect(events).toBeLessThanOrEqual(looks * eventsPerLookMax + runs.size * eventsPerRunMax);
    expect(runs.size).toBeGreaterThan(3);
    expect(wordsTo(integration)).toEqual([]);
    await tell(handle, { type: 'forget' });
  });
});
