import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { askUpdate, workflowTypes, type ProcessStart } from '../../contracts/names.js';
import type { Action } from '../../domain/action/process.js';
import type { Ask } from '../../domain/ask/process.js';
import type { Process } from '../../domain/machine.js';
import type { Meeting } from '../../domain/meeting/process.js';
import { causedEvents } from '../support/caused.js';
import { idle } from '../support/idle.js';
import { outside } from '../support/outside.js';
import {
  connectTimeSkipping,
  fastForward,
  virtualNow,
  type TimeSkippingClient,
} from '../support/time-skipping.js';
import { waitUntil } from '../support/wait-until.js';
import { runWorker, type RunningWorker } from '../support/worker.js';

const dayMs = 86_400_000;
const limitMs = 20_000;
/** Without tasks. Raised, acknowledged, committed, done, confirmed: each told. */
const askEventsMax = 30;
/** Its overdue climb included. */
const actionEventsMax = 36;
/** Proposed, accepted, held with one action, and the invitation of it. */
const meetingEventsMax = 36;
/** Each further page without its tasks: a timer (2), the page (3), what came of it (3). */
const eventsPerPageMax = 8;

const world = outside();
let skipping: TimeSkippingClient;
let client: Client;
let worker: RunningWorker;

beforeAll(async () => {
  skipping = await connectTimeSkipping('on-request');
  client = skipping.client;
  worker = await runWorker({ activities: world.activities });
});

afterAll(async () => {
  await worker.stop();
  await skipping.close();
});

let ids = 0;
const named = (name: string) => ({ id: name, name });
const person = (id: string) => ({ kind: 'user', id, person: id }) as const;

const begin = async <P extends Process>(
  process: 'ask' | 'meeting' | 'action',
  input: (id: string) => P['input'],
  continueAt?: number,
): Promise<{ id: string; handle: WorkflowHandle }> => {
  const id = `${process}_${globalThis.process.pid}_${(ids += 1)}`;
  const start: ProcessStart<P> = {
    ...{ process, input: input(id) },
    ...(continueAt !== undefined && { continueAt }),
  };
  await client.workflow.start(workflowTypes[process], {
    ...{ taskQueue: worker.taskQueue, workflowId: id, args: [start] },
  });
  return { id, handle: client.workflow.getHandle(id) };
};

const askInput = (id: string): Ask['input'] => ({
  ...{ id, what: 'a mentor', neededBy: Date.UTC(2100, 0), effectOfDelay: 'no sign-off' },
  ...{ requester: named('ann'), askedOf: named('boss'), by: person('ann') },
  ...{ department: named('dep_hr'), deputy: 'dee', head: 'hed', executive: 'exe' },
});

const give = async <P extends Process>(
  handle: WorkflowHandle,
  by: string,
  command: P['asked'],
): Promise<void> => {
  await handle.executeUpdate(askUpdate, { args: [{ command, by: person(by) }] });
};

const told = (id: string, what: string, times = 1): Promise<void> =>
  waitUntil(() => world.lines(id).filter((line) => line === what).length >= times, {
    limitMs,
    what: () => `${what} ×${times} in ${world.lines(id).join(' ')}`,
  });

const pagesOf = (id: string): string[] =>
  world.pages
    .filter(({ subject }) => subject === id)
    .map(({ targets, reason }) =>
      [...targets.map((target) => ('id' in target ? target.id : '')), reason].join(' '),
    );

describe('an ask on the engine', () => {
  it('is answered, done and confirmed within its budget', async () => {
    const { id, handle } = await begin<Ask>('ask', askInput);
    await idle(client, id);
    const date = (await virtualNow(client, id)) + 5 * dayMs;
    await give<Ask>(handle, 'boss', { type: 'acknowledge' });
    await give<Ask>(handle, 'boss', { type: 'commit', date });
    await give<Ask>(handle, 'boss', { type: 'done', text: 'Tom mentors' });
    await expect(give<Ask>(handle, 'boss', { type: 'confirm' })).rejects.toThrow();
    await give<Ask>(handle, 'ann', { type: 'confirm' });
    expect(await handle.result()).toMatchObject({ closedAs: 'done' });
    expect(world.shown(id)).toMatchObject({ stage: 'closed' });
    expect(await causedEvents(handle)).toBeLessThanOrEqual(askEventsMax);
  });

  it('goes to the delegate and the digest while nobody answers, also over runs', async () => {
    const { id, handle } = await begin<Ask>('ask', askInput, 40);
    await fastForward(client, id, 1);
    await idle(client, id);
    for (const days of [3, 3, 5, 7]) {
      await fastForward(client, id, days * dayMs);
      await idle(client, id);
    }
    await told(id, 'ask.flagged', 2);
    expect(pagesOf(id)).toEqual([
      'boss asked',
      'boss unanswered',
      'boss_delegate took_over',
      'boss taken_over',
      'boss_delegate unanswered',
      'boss_delegate unanswered',
    ]);
    await give<Ask>(handle, 'ann', { type: 'withdraw', reason: 'solved' });
    expect(await handle.result()).toMatchObject({ closedAs: 'withdrawn' });
    const runs = await handle.describe();
    const first = await client.workflow.getHandle(id).fetchHistory();
    expect(first.events?.length ?? 0).toBeLessThan(120);
    expect(runs.status.name).toBe('COMPLETED');
  });
});

describe('an action on the engine', () => {
  it('begins by its date, climbs overdue, and is verified within its budget', async () => {
    const { id, handle } = await begin<Action>('action', (self) => ({
      ...{ id: self, title: 'a check after launch', owner: named('tom'), opener: named('ann') },
      ...{ due: 0, by: person('ann'), head: 'hed' },
    }));
    await idle(client, id);
    const before = await causedEvents(handle);
    await fastForward(client, id, 1.5 * dayMs);
    await idle(client, id);
    expect(pagesOf(id)).toEqual(['tom opened', 'ann overdue', 'tom overdue', 'hed overdue']);
    const grown = (await causedEvents(handle)) - before;
    expect(grown).toBeLessThanOrEqual(2 * eventsPerPageMax);
    await give<Action>(handle, 'tom', { type: 'done', evidence: 'all well' });
    await give<Action>(handle, 'ann', { type: 'verify' });
    expect(await handle.result()).toMatchObject({ closedAs: 'verified' });
    expect(await causedEvents(handle)).toBeLessThanOrEqual(actionEventsMax);
  });
});

const side = (name: string) => ({
  ...{ department: named(`dep_${name}`), person: named(name) },
  ...{ head: `${name}_head`, executive: `${name}_executive` },
});

describe('a meeting on the engine', () => {
  const meeting = (id: string): Meeting['input'] => ({
    ...{ id, kind: 'regular', title: 'ops and project', everyDays: 30, firstAt: 0 },
    ...{ parties: [side('ops'), side('project')], opener: named('ann'), by: person('ann') },
  });

  it('is proposed, accepted and held within its budget, and opens again by itself', async () => {
    const { id, handle } = await begin<Meeting>('meeting', meeting);
    await idle(client, id);
    const now = await virtualNow(client, id);
    await give<Meeting>(handle, 'ops', { type: 'propose', at: now + dayMs, minutes: 30 });
    await give<Meeting>(handle, 'project', { type: 'accept' });
    await idle(client, id);
    const actions = [{ title: 'the plan', owner: { person: named('tom') }, due: now + 9 * dayMs }];
    await give<Meeting>(handle, 'ops', { type: 'held', minutes: 'talked', actions });
    await told(id, 'meeting.actions_opened');
    await idle(client, id);
    expect(world.actionsOpened).toContain('the plan');
    expect(world.invited).toContain(`${id} request 0`);
    expect(await causedEvents(handle)).toBeLessThanOrEqual(meetingEventsMax);
    await fastForward(client, id, 31 * dayMs);
    await told(id, 'meeting.opened', 2);
    await give<Meeting>(handle, 'ann', { type: 'end', reason: 'one team' });
    expect(await handle.result()).toMatchObject({ held: 1 });
  });

  it('that is declined twice, or not held in ten days, goes one level up on every side', async () => {
    const { id, handle } = await begin<Meeting>('meeting', meeting);
    await idle(client, id);
    for (const reason of ['no room', 'still none']) {
      const at = (await virtualNow(client, id)) + dayMs;
      await give<Meeting>(handle, 'ops', { type: 'propose', at, minutes: 30 });
      await give<Meeting>(handle, 'project', { type: 'decline', reason });
    }
    await told(id, 'meeting.escalated');
    await idle(client, id);
    expect(pagesOf(id)).toContain('ops_head project_head declined_twice');
    await fastForward(client, id, 11 * dayMs);
    await told(id, 'meeting.escalated', 2);
    await idle(client, id);
    expect(pagesOf(id)).toContain('ops_executive project_executive unheld');
    await give<Meeting>(handle, 'ann', { type: 'end', reason: 'x' });
    await handle.result();
  });
});
