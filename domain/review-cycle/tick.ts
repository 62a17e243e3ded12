import { hold } from '../baton.js';
import type { Instant, Step } from '../machine.js';
import { dayAfter } from '../review/work-days.js';
import { draftOf, hand, remind, say, stepOf, type Draft } from './draft.js';
import type { ReviewCycle } from './process.js';
import { enter, nextDigest, release, spanOf, startClosing } from './stages.js';
import type { ReviewCycleState, WaitedFor } from './state.js';

/** One late tick catches up with a quarter of daily digests; the rest is due at once. */
const stepsMax = 300;
/** Who keeps the cycle going is passed over this long after a step of theirs was due. */
const deputyAfterDays = 1;

const waitedFor: readonly WaitedFor[] = [
  'open_reviews',
  'freeze',
  'score',
  'tell_reviews',
  'archive',
];

/** When the calendar takes the cycle on by itself. */
const stageDue = (s: ReviewCycleState): Instant | undefined => {
  const { stage, dates } = s;
  switch (stage) {
    case 'open':
      return dates.collect.from;
    case 'collect':
      return s.frozen || s.flying.freeze ? dates.self.from : dates.collect.until;
    case 'self':
      return dates.manager.from;
    case 'manager':
      return dates.manager.until;
    case 'counterpart':
      return dates.calibration.from;
    case 'publication':
      return s.flying.score ? undefined : dates.publication.until;
    case 'appeal':
      return dates.close;
    default:
      return undefined;
  }
};

const onStage = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  switch (s.stage) {
    case 'open':
      return enter(draft, 'collect', at);
    case 'collect':
      if (s.frozen || s.flying.freeze) return enter(draft, 'self', at);
      return hand(draft, 'freeze', { at });
    case 'self':
      return enter(draft, 'manager', at);
    case 'manager':
      return enter(draft, 'counterpart', at);
    case 'counterpart':
      enter(draft, 'calibration', at);
      return hand(draft, 'score', { at, why: 'calibration' });
    case 'publication':
      return release(draft, at, 'by_itself');
    case 'appeal':
      return startClosing(draft, at);
    default:
      return undefined;
  }
};

/** A step that a person has to end: opening and calibration block, and their deputy is asked. */
const overdueAt = (s: ReviewCycleState): Instant | undefined => {
  if (s.overdue || (s.stage !== 'planned' && s.stage !== 'calibration')) return undefined;
  const due = spanOf(s)?.until;
  return due === undefined ? undefined : dayAfter(s.workDays, due, deputyAfterDays)[0];
};

const onOverdue = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  s.overdue = true;
  const to = s.deputy ?? s.hr;
  if (s.deputy) s.baton = hold({ person: s.deputy.id }, at);
  say(draft, { at, what: 'cycle.overdue', with: { stage: s.stage, to: to.name } });
};

const againAt = (s: ReviewCycleState): { kind: WaitedFor; at: Instant } | undefined =>
  waitedFor
    .flatMap((kind) => {
      const flying = s.flying[kind];
      return flying ? [{ kind, at: flying.again }] : [];
    })
    .toSorted((a, b) => a.at - b.at)[0];

const onAgain = (draft: Draft, at: Instant): void => {
  const again = againAt(draft.s);
  const flying = again && draft.s.flying[again.kind];
  if (!flying) return;
  const { why, word } = flying;
  hand(draft, again.kind, { at, ...(why && { why }), ...(word && { word }) });
};

const onRemind = (draft: Draft, at: Instant): void => {
  remind(draft, at);
  draft.s.remindAt = nextDigest(draft.s.workDays, at);
};

interface Due {
  at: Instant;
  act: (draft: Draft, at: Instant) => void;
}

const firstOf = (s: ReviewCycleState): Due | undefined => {
  if (s.stage === 'closed') return undefined;
  const dues = [
    { at: stageDue(s), act: onStage },
    { at: againAt(s)?.at, act: onAgain },
    { at: overdueAt(s), act: onOverdue },
    { at: s.remindAt, act: onRemind },
  ].flatMap(({ at, act }): Due[] => (at === undefined ? [] : [{ at, act }]));
  return dues.toSorted((a, b) => a.at - b.at)[0];
};

/** Undefined only once it is closed (I2). */
export const nextDue = (s: ReviewCycleState): Instant | undefined => firstOf(s)?.at;

/** Everything due by `now`, in due order, each at its own due time (I3). */
export const tick = (state: ReviewCycleState, now: Instant): Step<ReviewCycle> => {
  const draft = draftOf(state);
  for (let steps = 0; steps < stepsMax; steps += 1) {
    const due = firstOf(draft.s);
    if (due === undefined || due.at > now) break;
    due.act(draft, due.at);
  }
  return stepOf(draft);
};
