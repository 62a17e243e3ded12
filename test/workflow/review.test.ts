import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import type { ReviewActivities } from '../../activities/review/review-activities.js';
import type { ProcessActivities } from '../../activities/process-activities.js';
import {
  askUpdate,
  tellSignal,
  workflowTypes,
  type Answer,
  type Ask,
  type ProcessStart,
} from '../../contracts/names.js';
import type { Projection } from '../../contracts/projection.js';
import { takeSnapshot } from '../../domain/calendar/take-snapshot.js';
import type { OpenReviewsEffect } from '../../domain/review-cycle/effects.js';
import type { ReviewCycle } from '../../domain/review-cycle/process.js';
import type { Review } from '../../domain/review/process.js';
import type { StageDates } from '../../domain/review/stage-days.js';
import { idle } from '../support/idle.js';
import {
  connectTimeSkipping,
  fastForward,
  virtualNow,
  type TimeSkippingClient,
} from '../support/time-skipping.js';
import { waitUntil } from '../support/wait-until.js';
import { runWorker, type RunningWorker } from '../support/worker.js';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const limitMs = 60_000;
const quarterMs = 420_000;
const peopleCount = 50;
/** A ninety-day review of one person (machine.md §6). */
const eventsPerPersonMax = 300;
const continueAtForced = 40;
/** Reviews and the cycle carry their state over from run to run in the other test. */
const forcedCount = 3;

const named = (id: string) => ({ id, name: id });

let skipping: TimeSkippingClient;
let client: Client;
let worker: RunningWorker;
const started = new Map<string, string[]>();
const views = new Map<string, Projection>();
const asked = new Map<string, string[]>();
const forced = new Set<string>();

const keep = (projection: Projection) => {
  const before = views.get(projection.id);
  if (!before || before.seq < projection.seq) views.set(projection.id, projection);
  return { seq: projection.seq, entriesThrough: projection.entries.at(-1)?.n ?? 0 };
};

const note = (cycle: string, what: string): void => {
  asked.set(cycle, [...(asked.get(cycle) ?? []), what]);
};

const reviewsOf = (cycle: string): string[] => started.get(cycle) ?? [];
const countOf = (cycle: string): number => (forced.has(cycle) ? forcedCount : peopleCount);

const startReview = async (effect: OpenReviewsEffect, n: number): Promise<string> => {
  const { cycle, key, hr, panels, dates, workDays } = effect;
  const id = `rev_${cycle}_${n}`;
  const start: ProcessStart<Review> = {
    process: 'review',
    input: {
      ...{ id, cycle, key, hr, panels, dates, workDays, card: 'operations' },
      person: named(`p${n}`),
      managers: [
        { manager: named('mia'), head: named('hugo'), delegate: named('dora'), share: 100 },
      ],
      counterparts: [{ department: named('net'), rater: named('nina'), head: named('noah') }],
      presence: { days: 92, of: 92 },
    },
    ...(forced.has(cycle) && { continueAt: continueAtForced }),
  };
  await client.workflow.start(workflowTypes.review, {
    ...{ taskQueue: worker.taskQueue, workflowId: id, args: [start] },
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  if (forced.has(cycle)) await fastForward(client, id, 1);
  return id;
};

const activities: ReviewActivities & ProcessActivities = {
  projectRecord: async (projection) => keep(projection),
  pagePeople: () => Promise.reject(new Error('reviews page nobody: they remind by digests')),
  deliverWaiting: () => Promise.reject(new Error('nothing waits')),
  tellProcess: async ({ id, to, message }) => {
    await Promise.all(to.map((one) => client.workflow.getHandle(one).signal(tellSignal, message)));
    return { type: 'told', effect: id, ok: true };
  },
  openReviews: async (effect) => {
    note(effect.cycle, 'open');
    const ids: string[] = [];
    for (let n = 0; n < countOf(effect.cycle); n += 1) ids.push(await startReview(effect, n));
    started.set(effect.cycle, ids);
    return { type: 'opened', effect: effect.id, started: ids.length };
  },
  freezeCycle: async ({ id, cycle }) => {
    note(cycle, 'freeze');
    const people = countOf(cycle);
    return {
      ...{ type: 'frozen', effect: id, people, insufficient: 0, absent: [], digest: 'd' },
    };
  },
  scoreCycle: async ({ id, cycle, why }) => {
    note(cycle, `score ${why}`);
    return { type: 'scored', effect: id, changed: 1 };
  },
  tellReviews: async ({ id, cycle, word }) => {
    note(cycle, word.type === 'stage' ? `tell ${word.stage}` : word.type);
    const ids = reviewsOf(cycle);
    await Promise.all(ids.map((one) => client.workflow.getHandle(one).signal(tellSignal, word)));
    return { type: 'reviews_told', effect: id, told: ids.length, gone: 0 };
  },
  remind: async ({ id, cycle }) => {
    note(cycle, 'remind');
    return { type: 'reminded', effect: id, sent: 1, waiting: 0 };
  },
  archiveCycle: async ({ id, cycle }) => {
    const open = reviewsOf(cycle).filter((one) => {
      const view = views.get(one)?.view as { closedAt?: number } | undefined;
      return view?.closedAt === undefined;
    }).length;
    note(cycle, `archive ${open}`);
    const whole = open === 0 ? { sha256: 's', rows: 9 } : {};
    return { type: 'archived', effect: id, open, ...whole };
  },
  openCycle: () => Promise.reject(new Error('no schedule calls here')),
};

beforeAll(async () => {
  skipping = await connectTimeSkipping('on-request');
  client = skipping.client;
  worker = await runWorker({ activities });
});

afterAll(async () => {
  await worker.stop();
  await skipping.close();
});

/** Weekdays from nine to six, for a period that ends in three weeks. */
const planCycle = async (id: string): Promise<StageDates> => {
  const now = Date.now();
  const midnight = Math.ceil(now / dayMs) * dayMs - 8 * hourMs;
  const end = midnight + 21 * dayMs;
  const weekdays = [1, 2, 3, 4, 5].map((day) => ({
    day,
    intervals: [{ from: '09:00', to: '18:00' }],
  }));
  const hours = takeSnapshot(
    {
      ...{ zone: 'Asia/Shanghai', weekly: weekdays, exceptions: [], closedMode: 'closed' },
      coveredYears: null,
    },
    { from: end - 40 * dayMs, until: end + 120 * dayMs },
  );
  const start: ProcessStart<ReviewCycle> = {
    process: 'reviewCycle',
    input: {
      ...{ id, key: '2026Q4-OPS', group: named('ops'), hr: named('hr'), deputy: named('hrd') },
      period: { from: end - 92 * dayMs, until: end },
      ...{ calibrators: [named('pam')], panels: [[named('pam')], [named('quinn')]] },
      people: countOf(id),
      weights: { results: 50, quality: 20, linkage: 20, growth: 10 },
      ...{ formula: 1, hours, by: { kind: 'user', id: 'hr', person: 'hr' } },
    },
    ...(forced.has(id) && { continueAt: continueAtForced }),
  };
  await client.workflow.start(workflowTypes.reviewCycle, {
    ...{ taskQueue: worker.taskQueue, workflowId: id, args: [start] },
  });
  await fastForward(client, id, 1);
  const opened = await ask<ReviewCycle>(
    id,
    { type: 'open', readings: { missing: [], warnings: [] } },
    'hr',
  );
  await waitUntil(() => reviewsOf(id).length === countOf(id), {
    limitMs,
    what: () => `${countOf(id)} reviews of ${id}`,
  });
  return opened.view.dates;
};

const ask = <P extends Review | ReviewCycle>(
  id: string,
  command: P['asked'],
  person: string,
): Promise<Answer<P>> => {
  const asking: Ask<P> = { command, by: { kind: 'user', id: person, person } };
  return client.workflow.getHandle(id).executeUpdate(askUpdate, { args: [asking] });
};

const advance = async (id: string, at: number): Promise<void> => {
  await idle(client, id);
  const left = at - (await virtualNow(client, id));
  if (left > 0) await fastForward(client, id, left);
};

/** Everything of a cycle gets to the same instant: the reviews first, then the cycle. */
const until = async (cycle: string, at: number): Promise<void> => {
  const ids = reviewsOf(cycle);
  for (let first = 0; first < ids.length; first += 10) {
    await Promise.all(ids.slice(first, first + 10).map((id) => advance(id, at)));
  }
  await advance(cycle, at);
};

const stageOf = (id: string): string | undefined =>
  (views.get(id)?.view as { stage?: string } | undefined)?.stage;

const staged = (ids: readonly string[], stage: string): Promise<void> =>
  waitUntil(() => ids.every((id) => stageOf(id) === stage), {
    limitMs,
    what: () => `all in ${stage}: ${JSON.stringify(ids.map(stageOf))}`,
  });

/** Nobody is as diligent as the first half: every fifth gives nothing at all. */
const fillIn = async (cycle: string, dates: StageDates): Promise<void> => {
  const ids = reviewsOf(cycle);
  const diligent = ids.filter((_, n) => n % 5 !== 4);
  await until(cycle, dates.self.from + hourMs);
  for (const id of diligent) {
    const n = id.slice(id.lastIndexOf('_') + 1);
    await ask<Review>(id, { type: 'self', entry: `e_${id}` }, `p${n}`);
  }
  await until(cycle, dates.manager.from + hourMs);
  for (const id of diligent) {
    await ask<Review>(id, { type: 'manager', entry: 'e', marks: 0, evidence: 0 }, 'mia');
    const command = { type: 'counterpart' as const, department: 'net', entry: 'e', ratings: 3 };
    await ask<Review>(id, command, 'nina');
  }
  await until(cycle, dates.calibration.from + hourMs);
};

/** Calibrated, released, one appeal, and everything until it is archived. */
const finish = async (cycle: string, dates: StageDates): Promise<void> => {
  const ids = reviewsOf(cycle);
  await staged([cycle], 'calibration');
  await waitUntil(() => asked.get(cycle)?.includes('score calibration') ?? false, {
    limitMs,
    what: () => 'the scores',
  });
  await idle(client, cycle);
  await ask<ReviewCycle>(cycle, { type: 'calibrate', done: true, unreviewed: [] }, 'pam');
  await staged(ids, 'publication');
  await until(cycle, dates.publication.until + 60_000);
  await staged(ids, 'released');
  const [first] = ids;
  if (first === undefined) throw new Error('no reviews');
  await ask<Review>(first, { type: 'appeal', entry: 'e', items: 1 }, 'p0');
  await ask<Review>(first, { type: 'decide', entry: 'e', outcome: 'adjust' }, 'pam');
  await waitUntil(() => asked.get(cycle)?.includes('score appeal') ?? false, {
    limitMs,
    what: () => 'the score after the appeal',
  });
  await until(cycle, dates.close - hourMs);
  await staged(ids, 'final');
  // The cycle ends on the way: its reviews are closed by what it tells them.
  await advance(cycle, dates.close + 5 * dayMs).catch((error: unknown) => {
    if (!String(error).includes('the execution ended')) throw error;
  });
  await staged(ids, 'closed');
  await staged([cycle], 'closed');
};

const runsOf = async (id: string): Promise<number> => {
  let runs = 0;
  for await (const run of client.workflow.list({ query: `WorkflowId = '${id}'` })) {
    runs += run.workflowId === id ? 1 : 0;
  }
  return runs;
};

describe('a quarter of reviews on the engine', () => {
  it(
    'goes from opening to archive for fifty people, a fifth of them silent, within its budget',
    async () => {
      const cycle = `rvc_${process.pid}_1`;
      const dates = await planCycle(cycle);
      await fillIn(cycle, dates);
      await finish(cycle, dates);
      const work = (asked.get(cycle) ?? []).filter((one) => one !== 'remind');
      expect(work.slice(0, 4)).toEqual([
        'open',
        'freeze',
        'score calibration',
        'score publication',
      ]);
      expect(work).toEqual(
        expect.arrayContaining(['tell publication', 'tell released', 'tell close', 'archive 0']),
      );
      expect(work.filter((one) => one === 'freeze')).toHaveLength(1);
      const reminders = (asked.get(cycle) ?? []).filter((one) => one === 'remind');
      expect(reminders.length).toBeGreaterThan(35);
      const lengths = await Promise.all(
        reviewsOf(cycle).map(async (id) => {
          const { historyLength } = await client.workflow.getHandle(id).describe();
          return historyLength;
        }),
      );
      expect(Math.max(...lengths)).toBeLessThanOrEqual(eventsPerPersonMax);
      const silent = views.get(reviewsOf(cycle)[4] ?? '')?.view as Review['view'];
      expect(silent.tasks.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual(
        expect.arrayContaining(['self not_given', 'manager not_given', 'counterpart left_out']),
      );
    },
    quarterMs,
  );

  it(
    'comes to the same end when every run continues as new in the middle of it',
    async () => {
      const cycle = `rvc_${process.pid}_2`;
      forced.add(cycle);
      const dates = await planCycle(cycle);
      await fillIn(cycle, dates);
      await finish(cycle, dates);
      expect(await runsOf(cycle)).toBeGreaterThan(3);
      expect(await runsOf(reviewsOf(cycle)[0] ?? '')).toBeGreaterThan(1);
      const view = views.get(cycle)?.view as ReviewCycle['view'];
      expect(view).toMatchObject({
        closedAs: 'archived',
        appealsPending: 0,
        released: 'by_itself',
      });
    },
    quarterMs,
  );
});
