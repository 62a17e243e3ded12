import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { askUpdate, workflowTypes, type Answer, type ProcessStart } from '../../contracts/names.js';
import type { HandoverAsked } from '../../domain/handover/commands.js';
import type { Handover } from '../../domain/handover/process.js';
import type { HandoverInput } from '../../domain/handover/state.js';
import type { HandoverView } from '../../domain/handover/view.js';
import type { Actor } from '../../domain/machine.js';
import {
  cast,
  handoverStart,
  readingsAt,
  session,
  submitting,
  survey,
  trialWork,
} from '../support/handover-start.js';
import { causedEvents } from '../support/caused.js';
import { idle } from '../support/idle.js';
import { outside, type Outside } from '../support/outside.js';
import {
  connectTimeSkipping,
  fastForward,
  virtualNow,
  type TimeSkippingClient,
} from '../support/time-skipping.js';
import { waitUntil } from '../support/wait-until.js';
import { runWorker, type RunningWorker } from '../support/worker.js';

const dayMs = 86_400_000;
const limitMs = 30_000;
/** Without tasks: 8 with the one that it takes. */
const eventsPerItemMax = 5;
/** 12 with its task. */
const eventsPerBulkMax = 9;
/** 12 with the two tasks that a chase takes. */
const eventsPerChaseMax = 6;
const bulkMax = 100;

const rooms = Array.from({ length: 40 }, (_, n) => ({ id: `rom_${n}`, name: `Room ${n}` }));
/** Ten items in each of forty rooms: the largest there is. */
const campus: HandoverInput['checklist'] = {
  version: '1',
  items: rooms.flatMap((_room, n) =>
    ['C1', 'C2', 'C3', 'E1', 'E2', 'E3', 'G1', 'G2', 'H1', 'I6'].map((id) => ({
      ...{ key: `${id}@${n + 1}`, critical: id.endsWith('1'), from: 'delivery' as const },
    })),
  ),
};

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

interface Living {
  id: string;
  input: HandoverInput;
  handle: WorkflowHandle;
  /** A run passes on that its time may be skipped only once some was. */
  continues: boolean;
}

const begin = async (input: HandoverInput, continueAt?: number): Promise<Living> => {
  const start: ProcessStart<Handover> = {
    process: 'handover',
    input,
    ...(continueAt !== undefined && { continueAt }),
  };
  await client.workflow.start(workflowTypes.handover, {
    ...{ taskQueue: worker.taskQueue, workflowId: input.id, args: [start] },
  });
  const handle = client.workflow.getHandle(input.id);
  await idle(client, input.id);
  const continues = continueAt !== undefined;
  if (continues) await fastForward(client, input.id, 1);
  return { id: input.id, input, handle, continues };
};

const ask = async (
  { id, handle, continues }: Living,
  command: HandoverAsked,
  by: Actor,
): Promise<HandoverView> => {
  const answer: Answer<Handover> = await handle.executeUpdate(askUpdate, {
    args: [{ command, by }],
  });
  await idle(client, id);
  if (continues) await fastForward(client, id, 1);
  return answer.view;
};

const advance = async (one: Living, by: Actor = cast.dan): Promise<HandoverView> =>
  ask(one, { type: 'advance', readings: readingsAt(await virtualNow(client, one.id)) }, by);

const costOf = async (one: Living, act: () => Promise<unknown>): Promise<number> => {
  await idle(client, one.id);
  const before = await causedEvents(one.handle);
  await act();
  await idle(client, one.id);
  return (await causedEvents(one.handle)) - before;
};

const shown = (one: Living): HandoverView => world.shown(one.id) as unknown as HandoverView;

const reads = (one: Living, line: string): Promise<void> =>
  waitUntil(() => world.lines(one.id).includes(line), {
    limitMs,
    what: () => `${line} in ${world.lines(one.id).join(' ')}`,
  });

const pagesOf = ({ id }: Living): (string | number | undefined)[][] =>
  world.pages.filter(({ subject }) => subject === id).map(({ reason, rung }) => [reason, rung]);

const keysOf = ({ input }: Living): string[] => input.checklist.items.map(({ key }) => key);

/** Everything handed in and verified, up to the UAT run. */
const toUatRun = async (one: Living): Promise<void> => {
  for (const command of survey) await ask(one, command, cast.dan);
  await advance(one);
  await ask(one, submitting(keysOf(one)), cast.dan);
  await advance(one);
  await ask(one, { type: 'verify', keys: keysOf(one) }, cast.olga);
  await advance(one, cast.olga);
  await advance(one, cast.uma);
};

const toTrial = async (one: Living): Promise<void> => {
  await toUatRun(one);
  await advance(one);
  await ask(one, session, cast.dan);
  await advance(one);
};

const sign = (one: Living, party: 'ops' | 'delivery' | 'customer', now: number) => {
  const by = { ops: cast.otto, delivery: cast.dora, customer: cast.customer }[party];
  const sheet = shown(one).acceptance?.sheet ?? '';
  const readings = readingsAt(now);
  return ask(one, { type: 'sign', party, decision: 'accept', sheet, readings }, by);
};

describe('a hand-over on the engine', () => {
  it('of a campus costs at most 8 events an item and 12 for a hundred of them', async () => {
    const one = await begin(handoverStart({ profile: 'project', checklist: campus, rooms }));
    const keys = keysOf(one);
    expect(keys).toHaveLength(400);
    const [first = '', second = ''] = keys;
    const submitted = await costOf(one, () => ask(one, submitting([first]), cast.dan));
    expect(submitted).toBeLessThanOrEqual(eventsPerItemMax);
    for (const command of survey) await ask(one, command, cast.dan);
    await advance(one);
    const verified = await costOf(one, () =>
      ask(one, { type: 'verify', keys: [first] }, cast.olga),
    );
    expect(verified).toBeLessThanOrEqual(eventsPerItemMax);
    await ask(one, submitting([second]), cast.dan);
    const items = [{ key: second, reason: 'not legible' }];
    const rejected = await costOf(one, () => ask(one, { type: 'reject_items', items }, cast.olga));
    expect(rejected).toBeLessThanOrEqual(eventsPerItemMax);
    await ask(one, submitting([second]), cast.dan);
    const many = keys.slice(100, 100 + bulkMax);
    const bulk = await costOf(one, () => ask(one, submitting(many), cast.dan));
    expect(bulk).toBeLessThanOrEqual(eventsPerBulkMax);
    const bulkVerified = await costOf(one, () =>
      ask(one, { type: 'verify', keys: many }, cast.olga),
    );
    expect(bulkVerified).toBeLessThanOrEqual(eventsPerBulkMax);
    const facts = world.projections
      .filter(({ id }) => id === one.id)
      .flatMap((projection) => projection.facts)
      .filter(({ kind, data }) => kind === 'item' && data['state'] === 'verified');
    expect(new Set(facts.map(({ key }) => key)).size).toBe(bulkMax + 1);
    await one.handle.terminate();
  });

  it('refuses at the gate without writing history', async () => {
    const one = await begin(handoverStart());
    const refused = await costOf(one, () =>
      expect(advance(one)).rejects.toMatchObject({ cause: { type: 'gate_unmet' } }),
    );
    expect(refused).toBe(0);
    await one.handle.terminate();
  });

  it('chases a stage on its due times, each rung within its budget', async () => {
    const one = await begin(handoverStart());
    await fastForward(client, one.id, 1);
    const clock = shown(one).clocks.find(({ obligation }) => obligation === 'stage/initiated');
    const whole = (clock?.dueAt ?? 0) - (clock?.startAt ?? 0);
    await fastForward(client, one.id, whole / 2);
    await reads(one, 'page.reached');
    const sent = pagesOf(one).length;
    const cost = await costOf(one, () => fastForward(client, one.id, whole / 4));
    const chases = pagesOf(one).length - sent;
    expect(chases).toBeGreaterThan(0);
    expect(cost / chases).toBeLessThanOrEqual(eventsPerChaseMax);
    await fastForward(client, one.id, whole / 2);
    await reads(one, 'handover.late');
    await idle(client, one.id);
    expect(pagesOf(one).filter(([reason]) => String(reason).startsWith('stage'))).toEqual([
      ['stage_due', 0],
      ['stage_due', 1],
      ['stage_due', 2],
      ['stage_late', 3],
    ]);
    await ask(one, { type: 'cancel', reason: 'lost' }, cast.dora);
    expect(await one.handle.result()).toMatchObject({ closedAs: 'cancelled' });
  });

  it('lives its whole life, trial and warranty, over continuations in the middle', async () => {
    const one = await begin(handoverStart(), 60);
    const { runId } = await client.workflow.getHandle(one.id).describe();
    await toTrial(one);
    expect(world.services.get('svc_1')).toBe('trial');
    const fault = { type: 'fault', incident: 'inc_1', level: 'P1', cause: 'delivery' } as const;
    await fastForward(client, one.id, dayMs);
    const at = await virtualNow(client, one.id);
    await client.workflow.getHandle(one.id).signal('tell', { ...fault, at });
    await reads(one, 'handover.trial_restarted');
    for (const [command, by] of trialWork('drl_1')) await ask(one, command, by);
    await expect(advance(one)).rejects.toMatchObject({ cause: { type: 'gate_unmet' } });
    await fastForward(client, one.id, 3 * dayMs);
    await advance(one);
    await reads(one, 'handover.signature_asked');
    const now = await virtualNow(client, one.id);
    await sign(one, 'ops', now);
    const before = await sign(one, 'delivery', now);
    expect(before.holder.person).toBe('dan');
    const after = await sign(one, 'customer', now);
    expect(after).toMatchObject({ stage: 'warranty', holder: { person: 'olga' } });
    await idle(client, one.id);
    expect(world.services.get('svc_1')).toBe('in_service');
    for (const day of [30, 60, 90] as const) {
      await fastForward(client, one.id, 30 * dayMs - 3_600_000);
      await ask(one, { type: 'warranty_check', day, findings: [] }, cast.olga);
    }
    await fastForward(client, one.id, 2 * dayMs).catch(() => undefined);
    const ended = client.workflow.getHandle(one.id);
    expect(await ended.result()).toMatchObject({ closedAs: 'accepted' });
    expect((await ended.describe()).runId).not.toBe(runId);
    expect(world.lines(one.id).filter((line) => line === 'handover.begun')).toHaveLength(1);
    expect(world.lines(one.id).filter((line) => line === 'handover.accepted')).toHaveLength(1);
  });
});
