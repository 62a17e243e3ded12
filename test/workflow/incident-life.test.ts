import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { askUpdate, type Answer, type ProcessStart } from '../../contracts/names.js';
import type { IncidentAsked } from '../../domain/incident/commands.js';
import type { GradeCommand } from '../../domain/incident/grading-state.js';
import type { Incident } from '../../domain/incident/process.js';
import { rulesVersion } from '../../domain/incident/state.js';
import type { Actor } from '../../domain/machine.js';
import { causedEvents } from '../support/caused.js';
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
const li: Actor = { kind: 'user', id: 'per_li', person: 'per_li' };
const wang: Actor = { kind: 'user', id: 'per_wang', person: 'per_wang', lead: true };

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

const grade: GradeCommand = { type: 'grade', level: 'error', computed: 'error', complete: true };

const begin = async (continueAt?: number): Promise<WorkflowHandle> => {
  const input = incidentStart({ severity: 'error', gradeS: 600 });
  const start: ProcessStart<Incident> = {
    process: 'incident',
    input,
    rules: rulesVersion,
    ...(continueAt !== undefined && { continueAt }),
  };
  const handle = await client.workflow.start('incident', {
    taskQueue: worker.taskQueue,
    workflowId: input.id,
    args: [start],
  });
  await ask(handle, { type: 'acknowledge', until: Date.now() + 20 * 60 * minuteMs });
  return handle;
};

const ask = (
  handle: WorkflowHandle,
  command: IncidentAsked,
  by: Actor = li,
): Promise<Answer<Incident>> => handle.executeUpdate(askUpdate, { args: [{ command, by }] });

const told = (id: string, what: string, times = 1): Promise<void> =>
  waitUntil(() => world.lines(id).filter((line) => line === what).length >= times, {
    limitMs,
    what: () => `${times} ${what} of ${id}: ${world.lines(id).join(' ')}`,
  });

/** Timer started and fired, an activity's three, one write: 12 with the two tasks they take. */
const causedAlone = 6;
/** A second audience adds an activity and a write: 19 for the pair with three tasks. */
const causedByPair = 10;

/** The first rung's timer, or that of the grading, is left behind: past it, time is the notices'. */
const staleTimerMin = 11;

/** What one stage's notices cost, until all of them went and nothing is under way. */
const spentOn = async (
  handle: WorkflowHandle,
  { minutes, sent }: { minutes: number; sent: number },
): Promise<number> => {
  const before = await causedEvents(handle);
  await fastForward(client, handle.workflowId, minutes * minuteMs);
  await told(handle.workflowId, 'notice.sent', sent);
  await idle(client, handle.workflowId);
  return (await causedEvents(handle)) - before;
};

const graded = async (continueAt?: number): Promise<WorkflowHandle> => {
  const handle = await begin(continueAt);
  await ask(handle, { type: 'command', to: 'per_wang' }, wang);
  await ask(handle, grade);
  await told(handle.workflowId, 'incident.surroundings');
  await idle(client, handle.workflowId);
  return handle;
};

describe('a graded incident on the engine', () => {
  it('tells each audience in time by itself, at most 12 events a notice', async () => {
    world.notices.splice(0);
    const handle = await graded();
    await fastForward(client, handle.workflowId, staleTimerMin * minuteMs);
    await idle(client, handle.workflowId);
    const first = await spentOn(handle, { minutes: 15, sent: 2 });
    expect(world.notices.sort()).toEqual(['customer/first/1', 'internal/first/1']);
    const progress = await spentOn(handle, { minutes: 60, sent: 4 });
    expect(first).toBeLessThanOrEqual(causedByPair);
    expect(progress).toBeLessThanOrEqual(causedByPair);
  });

  it('spends at most 12 events on a notice that goes to one audience alone', async () => {
    world.affects(0);
    try {
      const handle = await graded();
      await fastForward(client, handle.workflowId, staleTimerMin * minuteMs);
      await idle(client, handle.workflowId);
      const first = await spentOn(handle, { minutes: 15, sent: 1 });
      const progress = await spentOn(handle, { minutes: 60, sent: 2 });
      expect(first).toBeLessThanOrEqual(causedAlone);
      expect(progress).toBeLessThanOrEqual(causedAlone);
    } finally {
      world.affects(2);
    }
  });

  it('carries its level, its commander and what is owed across continuing as new', async () => {
    const handle = await graded(24);
    const id = handle.workflowId;
    const latest = client.workflow.getHandle(id);
    await waitUntil(
      async () => {
        const { runId, raw } = await latest.describe();
        return runId !== raw.workflowExecutionInfo?.firstRunId;
      },
      { limitMs, what: () => `a further run of ${id}` },
    );
    const notice = 'customer/first/1';
    const approved = await ask(latest, { type: 'approve_notice', notice }, wang);
    expect(approved.view).toMatchObject({
      commander: 'per_wang',
      grading: { status: 'graded', level: 'P2' },
      notices: { counts: { opened: 2, sent: 0 } },
    });
    await ask(latest, { type: 'send_notice', notice });
    await told(id, 'notice.sent');
    expect(world.shown(id)?.notices?.counts).toMatchObject({ sent: 1, missed: 0 });
  });

  it('stands provisionally at its deadline when nobody grades it, and says so once', async () => {
    const handle = await begin();
    const id = handle.workflowId;
    await fastForward(client, id, 11 * minuteMs);
    await told(id, 'incident.grading_overdue');
    await fastForward(client, id, 10 * minuteMs);
    const lines = world.lines(id).filter((line) => line === 'incident.grading_overdue');
    expect([lines.length, world.shown(id)?.grading?.status]).toEqual([1, 'provisional']);
  });

  it('tells a grade twice sent under one update id only once', async () => {
    const handle = await begin();
    const updateId = 'the-same';
    const args: [{ command: GradeCommand; by: Actor }] = [{ command: grade, by: li }];
    await handle.executeUpdate(askUpdate, { args, updateId });
    await handle.executeUpdate(askUpdate, { args, updateId });
    await told(handle.workflowId, 'incident.graded');
    await idle(client, handle.workflowId);
    const lines = world.lines(handle.workflowId).filter((line) => line === 'incident.graded');
    expect(lines).toHaveLength(1);
  });
});
