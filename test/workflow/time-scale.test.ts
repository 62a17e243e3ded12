import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { askUpdate, reportSignal, type Answer, type ProcessStart } from '../../contracts/names.js';
import type { IncidentAsked } from '../../domain/incident/commands.js';
import type { Incident } from '../../domain/incident/process.js';
import { rulesVersion, type IncidentInput } from '../../domain/incident/state.js';
import type { Actor } from '../../domain/machine.js';
import { virtualAt, type TimeScale } from '../../domain/time-scale.js';
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

const secondMs = 1_000;
const minuteMs = 60_000;
const limitMs = 20_000;
const factor = 60;
const li: Actor = { kind: 'user', id: 'per_li', person: 'per_li' };

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

/** A ladder of rungs half an hour apart, the first at once. */
const halfHours = (): IncidentInput => {
  const input = incidentStart();
  const rungs = ['per_li', 'per_lead', 'per_head'].map((id) => ({
    delayS: 1_800,
    targets: [{ kind: 'person' as const, id }],
  }));
  return { ...input, policy: { ...input.policy, rungs } };
};

const begin = (input: IncidentInput, scale: TimeScale, continueAt?: number) => {
  const start: ProcessStart<Incident> = {
    process: 'incident',
    input,
    rules: rulesVersion,
    scale,
    ...(continueAt && { continueAt }),
  };
  return client.workflow.start('incident', {
    taskQueue: worker.taskQueue,
    workflowId: input.id,
    args: [start],
  });
};

const pagesOf = (id: string) => world.pages.filter((page) => page.subject === id);

const paged = async (id: string, times: number): Promise<void> => {
  await waitUntil(() => world.lines(id).filter((line) => line === 'page.reached').length >= times, {
    limitMs,
    what: () => `page ${times} of ${id}`,
  });
  await idle(client, id);
};

const ask = (handle: WorkflowHandle, command: IncidentAsked): Promise<Answer<Incident>> =>
  handle.executeUpdate(askUpdate, { args: [{ command, by: li }] });

describe('an incident on a scaled clock', () => {
  it('fires a rung of thirty minutes after thirty seconds, not after twenty-eight', async () => {
    const input = halfHours();
    const scale = { at: Date.now(), factor };
    await begin(input, scale);
    await paged(input.id, 1);
    const spent = (await virtualNow(client, input.id)) - scale.at;
    await fastForward(client, input.id, 28 * secondMs - spent);
    await idle(client, input.id);
    expect(pagesOf(input.id)).toHaveLength(1);
    await fastForward(client, input.id, 3 * secondMs);
    await paged(input.id, 2);
    const shown = world.shown(input.id);
    const second = pagesOf(input.id)[1];
    const began = shown?.detectedAt ?? 0;
    expect(second).toMatchObject({ rung: 1, scale });
    expect(virtualAt(scale, second?.due ?? 0)).toBeGreaterThanOrEqual(began + 30 * minuteMs);
    expect((second?.due ?? 0) - scale.at).toBeLessThan(32 * secondMs);
  });

  it('keeps its clock when it continues as new', async () => {
    const input = halfHours();
    const scale = { at: Date.now(), factor };
    const handle = await begin(input, scale, 30);
    await paged(input.id, 1);
    await fastForward(client, input.id, secondMs);
    await idle(client, input.id);
    const before = (await handle.describe()).runId;
    for (let n = 0; n < 8; n += 1) await ask(handle, { type: 'note', text: `note ${n}` });
    await waitUntil(
      async () => (await client.workflow.getHandle(input.id).describe()).runId !== before,
      { limitMs, what: () => 'another run' },
    );
    await idle(client, input.id);
    const spent = (await virtualNow(client, input.id)) - scale.at;
    await fastForward(client, input.id, Math.max(secondMs, 31 * secondMs - spent));
    await paged(input.id, 2);
    expect(pagesOf(input.id)[1]).toMatchObject({ rung: 1, scale });
  });

  it('hears reports and commands at its own time', async () => {
    const input = halfHours();
    const scale = { at: Date.now(), factor };
    const handle = await begin(input, scale);
    await paged(input.id, 1);
    await fastForward(client, input.id, 10 * secondMs);
    await idle(client, input.id);
    const { view } = await ask(handle, { type: 'acknowledge' });
    const began = world.shown(input.id)?.detectedAt ?? 0;
    const at = view.clocks.find(({ obligation }) => obligation === 'acknowledge')?.stoppedAt ?? 0;
    expect(at - began).toBeGreaterThanOrEqual(10 * minuteMs);
    await handle.signal(reportSignal, {
      type: 'alert',
      event: { ...input.alert, id: `${input.id}-again` },
    });
    await idle(client, input.id);
    const lines = world.projections.filter(({ id }) => id === input.id);
    const last = Math.max(...lines.flatMap(({ entries }) => entries.map((entry) => entry.at)));
    expect(last - began).toBeGreaterThanOrEqual(10 * minuteMs);
  });
});
