import type { Actor, Asked, Command, Entry } from '../machine.js';
import type { ReviewEffect } from './effects.js';
import { reviewMachine as machine } from './machine.js';
import type { Review } from './process.js';
import type { WorkDay } from './stage-days.js';
import type { ReviewInput, ReviewState } from './state.js';
import { stageDatesOf } from './work-days.js';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Thursday, 31 December 2026 ends at midnight in Shanghai. */
export const periodEnd = Date.UTC(2026, 11, 31, 16);

/** Mondays to Fridays from nine to six in Shanghai. */
export const workDaysFrom = (from: number, count: number): WorkDay[] => {
  const days: WorkDay[] = [];
  for (let midnight = from; days.length < count; midnight += dayMs) {
    const weekday = new Date(midnight + 8 * hourMs).getUTCDay();
    if (weekday > 0 && weekday < 6) {
      days.push([midnight + 9 * hourMs, midnight + 18 * hourMs]);
    }
  }
  return days;
};

export const workDays = workDaysFrom(periodEnd - 30 * dayMs, 100);
export const dates = stageDatesOf(workDays, periodEnd);

export const person = (id: string, lead = false): Actor => ({
  ...{ kind: 'user', id, person: id },
  ...(lead && { lead: true }),
});
export const named = (id: string) => ({ id, name: id });

export const input = (change: Partial<ReviewInput> = {}): ReviewInput => ({
  ...{ id: 'rev_1', cycle: 'rvc_1', key: '2026Q4-OPS', person: named('ann'), card: 'operations' },
  managers: [{ manager: named('mia'), head: named('hugo'), delegate: named('dora'), share: 100 }],
  hr: named('hr'),
  counterparts: [
    { department: named('net'), rater: named('nina'), head: named('noah') },
    { department: named('infra'), rater: named('ivan'), head: named('ines') },
  ],
  panels: [[named('mia'), named('pam')], [named('quinn')]],
  presence: { days: 92, of: 92 },
  ...{ dates, workDays },
  ...change,
});

export interface Run {
  state: ReviewState;
  effects: ReviewEffect[];
  entries: Entry[];
}

export const begun = (change?: Partial<ReviewInput>): Run =>
  machine.begin(input(change), dates.open.until);

/** Everything due until `at`, each in time, with effects and lines in order. */
export const until = (run: Run, at: number): Run => {
  let now = run;
  for (;;) {
    const due = machine.nextDue(now.state);
    if (due === undefined || due > at) return now;
    const { state, effects, entries } = machine.tick(now.state, due);
    now = {
      state,
      effects: [...now.effects, ...effects],
      entries: [...now.entries, ...entries],
    };
  }
};

export const give = (run: Run, command: Command<Review>, at: number): Run => {
  const before = until(run, at);
  const { state, effects, entries } = machine.apply(before.state, command, at);
  return {
    state,
    effects: [...before.effects, ...effects],
    entries: [...before.entries, ...entries],
  };
};

/** A command that has to be taken. */
export const take = (run: Run, command: Asked<Review>, at: number): Run => {
  const before = until(run, at);
  const refusal = machine.check(before.state, command, at);
  if (refusal) throw new Error(`${command.type} was refused: ${refusal.code}`);
  return give(before, command, at);
};

export const self = (by = 'ann'): Asked<Review> => ({ type: 'self', entry: 'e1', by: person(by) });
export const manager = (by = 'mia', marks = 0): Asked<Review> => ({
  ...{ type: 'manager', entry: 'e2', marks, evidence: 1 },
  by: person(by),
});
export const counterpart = (department: string, by: string): Asked<Review> => ({
  ...{ type: 'counterpart', department, entry: 'e3', ratings: 3 },
  by: person(by),
});
export const appeal = (by = 'ann'): Asked<Review> => ({
  ...{ type: 'appeal', entry: 'e4', items: 1 },
  by: person(by),
});
export const decide = (
  by: string,
  outcome: 'uphold' | 'adjust' | 're_evaluate' = 'uphold',
): Asked<Review> => ({ type: 'decide', entry: 'e5', outcome, by: person(by) });

export const publication: Command<Review> = { type: 'stage', stage: 'publication' };
export const released: Command<Review> = { type: 'stage', stage: 'released' };
export const close: Command<Review> = { type: 'stage', stage: 'close' };

/** Somewhere in the middle of a step. */
export const within = ({ from }: { from: number }): number => from + hourMs;

/** A review whose result is out, nobody late. */
export const releasedRun = (): Run => {
  let run = take(begun(), self(), within(dates.self));
  run = take(run, manager(), within(dates.manager));
  run = take(run, counterpart('net', 'nina'), within(dates.manager));
  run = take(run, counterpart('infra', 'ivan'), within(dates.manager));
  run = give(run, publication, within(dates.publication));
  return give(run, released, dates.publication.until);
};
