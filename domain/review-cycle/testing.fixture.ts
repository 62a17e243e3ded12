import { takeSnapshot } from '../calendar/take-snapshot.js';
import type { Asked, Command, Entry } from '../machine.js';
import { dayMs, named, periodEnd, person } from '../review/testing.fixture.js';
import type { ReviewCycleEffect } from './effects.js';
import { reviewCycleMachine as machine } from './machine.js';
import type { ReviewCycle } from './process.js';
import type { ReviewCycleInput, ReviewCycleState } from './state.js';

export { named, person };

export const hours = takeSnapshot(
  {
    zone: 'Asia/Shanghai',
    weekly: [1, 2, 3, 4, 5].map((day) => ({ day, intervals: [{ from: '09:00', to: '18:00' }] })),
    ...{ exceptions: [], closedMode: 'closed', coveredYears: null },
  },
  { from: periodEnd - 40 * dayMs, until: periodEnd + 120 * dayMs },
);

export const input = (change: Partial<ReviewCycleInput> = {}): ReviewCycleInput => ({
  ...{ id: 'rvc_1', key: '2026Q4-OPS', group: named('ops'), hr: named('hr') },
  period: { from: Date.UTC(2026, 8, 30, 16), until: periodEnd },
  deputy: named('hrd'),
  calibrators: [named('pam'), named('paul')],
  panels: [[named('pam')], [named('quinn')]],
  people: 50,
  weights: { results: 50, quality: 20, linkage: 20, growth: 10 },
  ...{ formula: 1, hours, calendar: 'cal_1', by: person('hr') },
  ...change,
});

export interface Run {
  state: ReviewCycleState;
  effects: ReviewCycleEffect[];
  entries: Entry[];
}

/** Three weeks before the end of the quarter. */
export const plannedAt = periodEnd - 21 * dayMs;

export const planned = (change?: Partial<ReviewCycleInput>): Run =>
  machine.begin(input(change), plannedAt);

const joined = (run: Run, { state, effects, entries }: Run): Run => ({
  state,
  effects: [...run.effects, ...effects],
  entries: [...run.entries, ...entries],
});

/** What the hands answer where all goes well. */
export const reportOf = (effect: ReviewCycleEffect): ReviewCycle['reported'] => {
  const { id } = effect;
  switch (effect.kind) {
    case 'open_reviews':
      return { type: 'opened', effect: id, started: 50 };
    case 'freeze':
      return {
        ...{ type: 'frozen', effect: id, people: 50, insufficient: 1 },
        ...{ absent: ['drill_score'], digest: 'a'.repeat(64) },
      };
    case 'score':
      return { type: 'scored', effect: id, changed: 50 };
    case 'tell_reviews':
      return { type: 'reviews_told', effect: id, told: 50, gone: 0 };
    case 'remind':
      return { type: 'reminded', effect: id, sent: 0, waiting: 0 };
    case 'archive':
      return { type: 'archived', effect: id, open: 0, sha256: 'b'.repeat(64), rows: 400 };
  }
};

export const give = (run: Run, command: Command<ReviewCycle>, at: number): Run =>
  joined(run, machine.apply(run.state, command, at));

/** Lets the hands answer whatever a step asked of them, at once. */
export const answered = (before: Run, after: Run, at: number): Run => {
  let run = after;
  for (let n = before.effects.length; n < run.effects.length; n += 1) {
    const effect = run.effects[n];
    if (effect && machine.wanted(run.state, effect)) run = give(run, reportOf(effect), at);
  }
  return run;
};

/** Everything due until `at`, each in time; the hands answer at once unless they are away. */
export const until = (run: Run, at: number, hands: 'answer' | 'away' = 'answer'): Run => {
  let now = run;
  for (;;) {
    const due = machine.nextDue(now.state);
    if (due === undefined || due > at) return now;
    const next = joined(now, machine.tick(now.state, due));
    now = hands === 'answer' ? answered(now, next, due) : next;
  }
};

/** A command that has to be taken. */
export const take = (run: Run, command: Asked<ReviewCycle>, at: number): Run => {
  const before = until(run, at);
  const refusal = machine.check(before.state, command, at);
  if (refusal) throw new Error(`${command.type} was refused: ${refusal.code}`);
  return answered(before, give(before, command, at), at);
};

export const sound = { missing: [], warnings: [] };
export const open = (by = 'hr'): Asked<ReviewCycle> => ({
  ...{ type: 'open', readings: sound, by: person(by) },
});
export const ask = (
  type: 'freeze' | 'publish' | 'close',
  by = 'hr',
  lead = false,
): Asked<ReviewCycle> => ({ type, by: person(by, lead) });
export const done = (by = 'pam', unreviewed: string[] = []): Asked<ReviewCycle> => ({
  ...{ type: 'calibrate', done: true, unreviewed, by: person(by) },
});
export const changes = (by: string, ...people: string[]): Asked<ReviewCycle> => ({
  type: 'calibrate',
  changes: people.map((one) => ({ review: `rev_${one}`, person: one })),
  by: person(by),
});
export const cancel = (by = 'hr'): Asked<ReviewCycle> => ({
  ...{ type: 'cancel', reason: 'no', by: person(by) },
});

/** Opened in time by HR. */
export const openedRun = (): Run => {
  const run = planned();
  return take(run, open(), run.state.dates.open.from);
};

export const calibratedRun = (): Run => {
  const run = openedRun();
  return take(run, done(), run.state.dates.calibration.from + dayMs);
};
