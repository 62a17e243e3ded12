import { hold } from '../baton.js';
import { stopClock, type Hours } from '../clock.js';
import type { Instant } from '../machine.js';
import { digestAfterMs } from '../review/reminder.js';
import type { StageDates, StageSpan, WorkDay } from '../review/stage-days.js';
import { workDaysMax } from '../review/state.js';
import { clockOver, closeAfter, dayAfter, stageDatesOf, workDaysOf } from '../review/work-days.js';
import { hand, say, type Draft } from './draft.js';
import type { CycleClosedAs, CycleStage, ReviewCycleState } from './state.js';

const dayMs = 86_400_000;
/** Days before the end of the period that are read of its calendar; ten working days fit in. */
export const readBackDays = 30;
/** Days after it: the last second appeal is decided by then. */
export const readAheadDays = 110;
/** Managers have so long to talk where calibration ended late. */
const talkDays = 3;
/** After a late release the first appeal, its answer and a second one fit in (4c). */
const appealDays = 12;

/** The working days of a cycle whose period ends at `end`, and its steps on them. */
export const planOf = (hours: Hours, end: Instant): { workDays: WorkDay[]; dates: StageDates } => {
  const span = { from: end - readBackDays * dayMs, until: end + readAheadDays * dayMs };
  const workDays = workDaysOf(hours, span).slice(0, workDaysMax);
  return { workDays, dates: stageDatesOf(workDays, end) };
};

/** Whether part of the plan lies in a year that is not loaded, or beyond the hours that were read. */
export const isProvisional = (hours: Hours, { open, close }: StageDates): boolean =>
  hours !== 'always' &&
  !hours.covered.some(({ from, until }) => from <= open.from && close <= until);

/** The next digest: half an hour after work begins on the next working day. */
export const nextDigest = (days: readonly WorkDay[], at: Instant): Instant =>
  dayAfter(days, at - digestAfterMs, 1)[0] + digestAfterMs;

export const spanOf = (s: ReviewCycleState): StageSpan | undefined => {
  const { stage, dates } = s;
  switch (stage) {
    case 'planned':
      return dates.open;
    case 'open':
      return { from: s.since, until: dates.collect.from };
    case 'closing':
      return { from: dates.close, until: closeAfter(s.workDays, dates.close - 1, 1) };
    case 'closed':
      return undefined;
    default:
      return dates[stage];
  }
};

/** Stops the clock of the step before and starts the one of this step. */
export const enter = (draft: Draft, stage: CycleStage, at: Instant): void => {
  const { s } = draft;
  s.clocks = s.clocks.map((clock) => stopClock(clock, at));
  s.stage = stage;
  s.since = at;
  delete s.overdue;
  if (s.baton.holder.person !== s.hr.id) s.baton = hold({ person: s.hr.id }, at);
  const span = spanOf(s);
  if (span) {
    const from = Math.min(at, span.until);
    s.clocks = [...s.clocks, clockOver(stage, { from, until: span.until }, s)];
  }
  say(draft, { at, what: 'cycle.stage', with: { stage } });
};

export const open = (draft: Draft, at: Instant, hours: Hours | undefined): void => {
  const { s } = draft;
  const late = at >= s.dates.collect.from;
  if (hours || late) {
    const end = Math.max(s.period.until, at);
    const plan = hours ? planOf(hours, end) : { ...s, dates: stageDatesOf(s.workDays, end) };
    s.workDays = plan.workDays;
    s.dates = plan.dates;
    delete s.provisional;
    if (hours && isProvisional(hours, s.dates)) s.provisional = true;
  }
  s.openedAt = at;
  enter(draft, 'open', at);
  hand(draft, 'open_reviews', { at });
};

/** The scores stand; managers talk to their people until HR releases, or until the step's end. */
export const openPublication = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  const { publication } = s.dates;
  const until = Math.max(publication.until, closeAfter(s.workDays, at, talkDays));
  s.dates = { ...s.dates, publication: { from: Math.min(publication.from, at), until } };
  enter(draft, 'publication', at);
  hand(draft, 'score', { at, why: 'publication' });
  hand(draft, 'tell_reviews', { at, word: { type: 'stage', stage: 'publication', until } });
};

export const release = (draft: Draft, at: Instant, released: 'by_hr' | 'by_itself'): void => {
  const { s } = draft;
  const { appeal, close: planned } = s.dates;
  const until = Math.max(appeal.until, closeAfter(s.workDays, at, appealDays));
  const close = Math.max(planned, dayAfter(s.workDays, until, 1)[0]);
  s.dates = { ...s.dates, appeal: { from: Math.min(appeal.from, at), until }, close };
  s.releasedAt = at;
  s.released = released;
  enter(draft, 'appeal', at);
  say(draft, { at, what: `cycle.released_${released}` });
  hand(draft, 'tell_reviews', { at, word: { type: 'stage', stage: 'released' } });
};

/** Reviews with a pending appeal close later; the archive waits for all of them. */
export const startClosing = (draft: Draft, at: Instant): void => {
  enter(draft, 'closing', at);
  hand(draft, 'tell_reviews', { at, word: { type: 'stage', stage: 'close' } });
};

export const end = (draft: Draft, at: Instant, as: CycleClosedAs): void => {
  const { s } = draft;
  s.clocks = s.clocks.map((clock) => stopClock(clock, at));
  s.stage = 'closed';
  s.since = at;
  s.closedAs = as;
  s.closedAt = at;
  s.flying = {};
  say(draft, { at, what: `cycle.${as}` });
};
