import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { askUpdate, workflowTypes, type Answer, type ProcessStart } from '../../contracts/names.js';
import type { Actor } from '../../domain/machine.js';
import type { Gone, ShiftAsked } from '../../domain/shift/commands.js';
import type { GatherEffect, TakeOver } from '../../domain/shift/effects.js';
import type { Shift } from '../../domain/shift/process.js';
import type { OpenItem, ShiftInput } from '../../domain/shift/state.js';
import type { ShiftView } from '../../domain/shift/view.js';
import type { TellEffect } from '../../domain/tell.js';
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

const minuteMs = 60_000;
const limitMs = 20_000;
/** Update 2, its task 3, the projection 1, the word to the subjects 3, the task of its report 3. */
const eventsPerSignatureMax = 12;

/** The subjects outside: id → who holds it; closed ones are gone. */
const holders = new Map<string, string>();
/** Words that were let through to the subjects, in order. */
const words: (TakeOver & { to: string })[] = [];

const itemOf = (id: string): OpenItem => ({
  ...{ id, number: `INC-${id.split('_').at(-1)}`, title: `line ${id} down` },
  stage: 'responding',
});

const gatherShift = async ({ id: effect, outgoing, known, fresh }: GatherEffect) => {
  const gone = known.flatMap((id): Gone[] => {
    const holder = holders.get(id);
    if (holder === undefined) return [{ id, how: 'closed' }];
    return holder === outgoing ? [] : [{ id, how: 'taken' }];
  });
  const held = [...holders].filter(([id, by]) => by === outgoing && !known.includes(id));
  const items = fresh ? held.map(([id]) => itemOf(id)) : [];
  return { type: 'gathered' as const, effect, gone, fresh: items, more: 0 };
};

let skipping: TimeSkippingClient;
let client: Client;
let worker: RunningWorker;
let world: Outside;

beforeAll(async () => {
  world = outside();
  const fresh = firstTime();
  const tellProcess = async ({ id: effect, to, message }: TellEffect) => {
    const word = message as TakeOver;
    for (const one of to.filter((subject) => fresh(effect, subject))) {
      words.push({ ...word, to: one });
      holders.set(one, word.person);
    }
    return { type: 'told' as const, effect, ok: true };
  };
  skipping = await connectTimeSkipping('on-request');
  client = skipping.client;
  worker = await runWorker({ activities: { ...world.activities, tellProcess, gatherShift } });
});

afterAll(async () => {
  await worker.stop();
  await skipping.close();
});

let ids = 0;

interface Begun {
  handle: WorkflowHandle;
  /** The items at the start. */
  items: string[];
  out: string;
  sign(...named: string[]): Promise<Answer<Shift>>;
}

const begin = async (count: number, continueAt?: number): Promise<Begun> => {
  const tag = `${process.pid}_${(ids += 1)}`;
  const out = `out_${tag}`;
  const inn = `in_${tag}`;
  const items = Array.from({ length: count }, (_, k) => `inc_${tag}_${k + 1}`);
  for (const id of items) holders.set(id, out);
  const id = `shf_${tag}`;
  const input: ShiftInput = {
    id,
    schedule: { id: 'sch_noc', name: 'NOC' },
    outgoing: { id: out, name: 'Out' },
    incoming: { id: inn, name: 'In' },
    at: 0,
    owner: 'owner',
    head: 'head',
    by: { kind: 'system', id: 'baton' },
  };
  const start: ProcessStart<Shift> = { process: 'shift', input, ...(continueAt && { continueAt }) };
  await client.workflow.start(workflowTypes.shift, {
    taskQueue: worker.taskQueue,
    workflowId: id,
    args: [start],
  });
  const handle = client.workflow.getHandle(id);
  const by: Actor = { kind: 'user', id: inn, person: inn };
  const ask = (command: ShiftAsked): Promise<Answer<Shift>> =>
    handle.executeUpdate(askUpdate, { args: [{ command, by }] });
  await told(id, 'page.reached');
  await idle(client, id);
  return { handle, items, out, sign: (...named) => ask({ type: 'sign', items: named }) };
};

const told = (id: string, what: string, times = 1): Promise<void> =>
  waitUntil(() => world.lines(id).filter((line) => line === what).length >= times, {
    limitMs,
    what: () => `${times} ${what}, told: ${world.lines(id).join(', ')}`,
  });

const view = (id: string): ShiftView => world.shown(id) as unknown as ShiftView;

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

describe("a shift's hand-over on the engine", () => {
  it('moves each subject at its signature, within its events, and keeps the others', async () => {
    const { handle, items, sign, out } = await begin(7);
    for (const item of items.slice(0, 6)) {
      const before = await eventsOf(handle);
      expect(holders.get(item)).toBe(out);
      const { view: after } = await sign(item);
      expect(after.holder.person).toBe(out);
      await waitUntil(() => holders.get(item) !== out, { limitMs, what: () => `${item} moved` });
      await idle(client, handle.workflowId);
      expect((await eventsOf(handle)) - before).toBeLessThanOrEqual(eventsPerSignatureMax);
    }
    expect(holders.get(items[6] ?? '')).toBe(out);
    await fastForward(client, handle.workflowId, 15 * minuteMs);
    await told(handle.workflowId, 'shift.overdue');
    await told(handle.workflowId, 'page.reached', 5);
    const pages = world.pages.filter(({ subject }) => subject === handle.workflowId);
    expect(pages.map(({ reason }) => reason)).toEqual([
      ...['start', 'reminder', 'reminder', 'reminder', 'unsigned'],
    ]);
    await sign(items[6] ?? '');
    await fastForward(client, handle.workflowId, minuteMs).catch(() => undefined);
    await expect(handle.result()).resolves.toMatchObject({ closedAs: 'signed' });
    expect(words.filter(({ cause }) => cause === handle.workflowId)).toHaveLength(7);
  });

  it('signs fifty at once for the price of one', async () => {
    const { handle, items, sign } = await begin(51);
    const before = await eventsOf(handle);
    await sign(...items.slice(0, 50));
    await idle(client, handle.workflowId);
    expect((await eventsOf(handle)) - before).toBeLessThanOrEqual(eventsPerSignatureMax);
    expect(view(handle.workflowId).counts).toMatchObject({ unsigned: 1, signed: 50 });
  });

  it('does not end with what opened meanwhile, and loses nothing by continuing as new', async () => {
    const { handle, items, sign, out } = await begin(3, 20);
    // A run passes on that its time may be skipped only once some was.
    await fastForward(client, handle.workflowId, 1);
    const first = (await handle.describe()).runId;
    const late = `${items[0]}_late`;
    await sign(items[0] ?? '');
    holders.set(late, out);
    holders.delete(items[1] ?? '');
    await sign(items[2] ?? '');
    await idle(client, handle.workflowId);
    await fastForward(client, handle.workflowId, 8 * minuteMs);
    await told(handle.workflowId, 'shift.listed_again');
    await idle(client, handle.workflowId);
    expect((await handle.describe()).runId).not.toBe(first);
    expect(view(handle.workflowId)).toMatchObject({
      holder: { person: out },
      counts: { unsigned: 1, signed: 2, settled: 1 },
    });
    await sign(late);
    await idle(client, handle.workflowId);
    await fastForward(client, handle.workflowId, minuteMs).catch(() => undefined);
    await expect(handle.result()).resolves.toMatchObject({ closedAs: 'signed' });
    expect([...holders].filter(([, holder]) => holder === out)).toEqual([]);
  });
});
