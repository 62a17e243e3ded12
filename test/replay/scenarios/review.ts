import { randomUUID } from 'node:crypto';
import { takeSnapshot } from '../../../domain/calendar/take-snapshot.js';
import type { ReviewCycle } from '../../../domain/review-cycle/process.js';
import { readAheadDays, readBackDays } from '../../../domain/review-cycle/stages.js';
import type { Review } from '../../../domain/review/process.js';
import { stageDatesOf, workDaysOf } from '../../../domain/review/work-days.js';
import { person, scenario, type Begin, type Scenario } from '../play.js';

const dayMs = 86_400_000;
const dayMinutes = 24 * 60;
/** The period ends so many days from the start of the play. */
const endDays = 20;

const named = (id: string) => ({ id, name: id });
const hr = person('hr');
const mia = person('mia');
const ann = person('ann');
const pam = person('pam');

const hoursAround = (end: number) =>
  takeSnapshot(
    {
      ...{ zone: 'Asia/Shanghai', exceptions: [], closedMode: 'closed', coveredYears: null },
      weekly: [1, 2, 3, 4, 5].map((day) => ({ day, intervals: [{ from: '09:00', to: '18:00' }] })),
    },
    { from: end - (readBackDays + 1) * dayMs, until: end + (readAheadDays + 1) * dayMs },
  );

const beginCycle = (): Begin<ReviewCycle> => {
  const id = `rvc_${randomUUID()}`;
  const end = Date.now() + endDays * dayMs;
  return {
    id,
    input: {
      ...{ id, key: '2026Q4-OPS', group: named('ops'), hr: named('hr'), deputy: named('hrd') },
      period: { from: end - 92 * dayMs, until: end },
      ...{ calibrators: [named('pam')], panels: [[named('pam')]], people: 2 },
      weights: { results: 50, quality: 20, linkage: 20, growth: 10 },
      ...{ formula: 1, hours: hoursAround(end), by: hr },
    },
  };
};

const wholeCycle = scenario<ReviewCycle>('reviewCycle', beginCycle, async (play) => {
  const { ask, tell, pass, reads } = play;
  const { view } = await ask({ type: 'open', readings: { missing: [], warnings: [] } }, hr);
  const { dates } = view;
  const until = async (at: number): Promise<void> => {
    const left = at - (await play.now());
    await pass(Math.ceil(left / 60_000) + 1);
  };
  await until(dates.collect.until);
  await reads('cycle.frozen');
  await until(dates.calibration.from);
  await reads('cycle.scored');
  await ask({ type: 'calibrate', changes: [{ review: 'rev_1', person: 'ann' }] }, pam);
  await ask({ type: 'calibrate', done: true, unreviewed: [] }, pam);
  await ask({ type: 'publish' }, hr);
  await tell({ type: 'appealed', review: 'rev_1', no: 1 });
  await pass(dayMinutes);
  await tell({ type: 'decided', review: 'rev_1', no: 1, outcome: 'uphold' });
  await ask({ type: 'close' }, hr);
  await reads('cycle.archived');
});

const beginReview = (): Begin<Review> => {
  const id = `rev_${randomUUID()}`;
  const end = Date.now() + endDays * dayMs;
  const hours = hoursAround(end);
  const span = { from: end - readBackDays * dayMs, until: end + readAheadDays * dayMs };
  const workDays = workDaysOf(hours, span);
  return {
    id,
    input: {
      ...{ id, cycle: 'rvc_1', key: '2026Q4-OPS', person: named('ann'), card: 'operations' },
      managers: [
        { manager: named('mia'), head: named('hugo'), delegate: named('dora'), share: 100 },
      ],
      hr: named('hr'),
      counterparts: [{ department: named('net'), rater: named('nina'), head: named('noah') }],
      panels: [[named('pam')], [named('quinn')]],
      presence: { days: 92, of: 92 },
      ...{ workDays, dates: stageDatesOf(workDays, end) },
    },
  };
};

const silentManager = scenario<Review>('review', beginReview, async (play) => {
  const { ask, tell, pass, reads, input } = play;
  const { dates } = input;
  const until = async (at: number): Promise<void> => {
    const left = at - (await play.now());
    await pass(Math.ceil(left / 60_000) + 1);
  };
  await until(dates.self.from);
  await ask({ type: 'self', entry: 'ren_1' }, ann);
  await until(dates.manager.from);
  await ask({ type: 'counterpart', department: 'net', noDealings: true }, person('nina'));
  await until(dates.calibration.from);
  await reads('review.climbed');
  await ask({ type: 'manager', entry: 'ren_2', marks: 2, evidence: 1 }, mia);
  await reads('review.scored');
  await tell({ type: 'stage', stage: 'publication' });
  await ask({ type: 'talk' }, mia);
  await tell({ type: 'stage', stage: 'released' });
  await ask({ type: 'read' }, ann);
  await ask({ type: 'appeal', entry: 'ren_3', items: 1 }, ann);
  await ask({ type: 'acknowledge' }, pam);
  await ask({ type: 'decide', entry: 'ren_4', outcome: 'adjust' }, pam);
  await pass(12 * dayMinutes);
  await tell({ type: 'stage', stage: 'close' });
  await reads('review.closed');
});

export const reviews: Record<string, Scenario> = {
  'review-cycle-whole': wholeCycle,
  'review-silent-manager': silentManager,
};
