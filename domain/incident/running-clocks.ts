import {
  isPaused,
  nextThreshold,
  pauseClock,
  resumeClock,
  retargetClock,
  rewalkClock,
  startClock,
  tellThreshold,
  type Clock,
  type Hours,
  type Owed,
} from '../clock.js';
import { cutText } from '../cut-text.js';
import { ladderDue } from '../ladder.js';
import type { Target as Paged } from '../ladder.js';
import type { Instant } from '../machine.js';
import { page, say, type Draft } from './draft.js';
import type { PageReason } from './effects.js';
import type { IncidentState } from './state.js';

/** Bytes of a pause's reason, which every view carries. */
const pauseReasonBytes = 50;
export const pausesMax = 6;
/** A P4 that interrupts nothing is restored in working days (4a, operations.md). */
const restoreDaysP4 = 3;

export const clockOf = (s: IncidentState, obligation: string): Clock | undefined =>
  s.clocks.find((clock) => clock.obligation === obligation);

export const putClock = (s: IncidentState, clock: Clock): void => {
  s.clocks = [...s.clocks.filter(({ obligation }) => obligation !== clock.obligation), clock];
};

export const hoursOf = (s: IncidentState): Hours => s.surroundings?.hours?.snapshot ?? 'always';

/** So many working days of the department's hours, or of days where no hours are known. */
export const inWorkingDays = (s: IncidentState, workingDays: number): Owed => {
  const hours = s.surroundings?.hours;
  return {
    target: { workingDays },
    hours: hours?.snapshot ?? 'always',
    ...(hours && { calendar: hours.calendar }),
  };
};

/** What restoring is owed: the contract or standard, which a policy may tighten, else 4a (R3, R5). */
const restoreOwed = (s: IncidentState): Owed => {
  const promised = s.surroundings?.restoreS;
  const own = s.targetsBy?.[s.severity]?.restoreS;
  if (promised !== undefined) {
    return { target: { ms: Math.min(promised, own ?? promised) * 1000 }, hours: 'always' };
  }
  const byDays = s.severity === 'info' && s.impactClass !== 'interruption' && own === undefined;
  return byDays
    ? inWorkingDays(s, restoreDaysP4)
    : { target: { ms: s.targets.restoreS * 1000 }, hours: 'always' };
};

/** The ladder of a late restoration starts with its clock's due time, wherever that moved. */
const followRestore = (s: IncidentState): void => {
  const clock = clockOf(s, 'restore');
  if (!clock || s.overdue.reached !== -1 || ladderDue(s.overdue) === undefined) return;
  const { held: _held, ...overdue } = s.overdue;
  const waited = isPaused(clock) ? (s.waiting?.until ?? 0) : 0;
  s.overdue = { ...overdue, anchor: Math.max(clock.dueAt, waited) };
};

/** Level or surroundings moved: running clocks are walked again from their starts (R11). */
export const retarget = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  const acknowledge = clockOf(s, 'acknowledge');
  const target = { ms: s.targets.acknowledgeS * 1000 };
  if (acknowledge) putClock(s, retargetClock(acknowledge, { target, hours: 'always', now }));
  const restore = clockOf(s, 'restore');
  if (restore) {
    const moved = retargetClock(restore, { ...restoreOwed(s), now });
    putClock(s, moved);
    if (moved.unchecked && !restore.unchecked) {
      say(draft, { at: now, what: 'clock.to_check', with: { obligation: 'restore' } });
    }
  }
  const review = clockOf(s, 'review');
  if (review?.calendar !== undefined) putClock(s, rewalkClock(review, hoursOf(s), now));
  followRestore(s);
};

/** Only waiting for the customer, with its reason kept, stops the customer's clock (R11). */
export const pauseRestore = (draft: Draft, pause: { at: Instant; reason: string }): void => {
  const { s } = draft;
  const clock = clockOf(s, 'restore');
  if (!clock) return;
  if (isPaused(clock)) {
    followRestore(s);
    return;
  }
  if ((clock.pauses ?? []).length >= pausesMax) return;
  const reason = cutText(pause.reason, pauseReasonBytes);
  const paused = pauseClock(clock, { from: pause.at, reason });
  if (paused === clock) return;
  putClock(s, paused);
  followRestore(s);
  say(draft, { at: pause.at, what: 'clock.paused', with: { obligation: 'restore' } });
};

export const resumeRestore = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  const clock = clockOf(s, 'restore');
  if (!clock) return;
  const owed = restoreOwed(s);
  const resumed = resumeClock(clock, at, owed.hours);
  if (resumed === clock) return;
  putClock(s, resumed);
  followRestore(s);
  const with_ = { obligation: 'restore', due: resumed.dueAt };
  say(draft, { at, what: 'clock.resumed', with: with_ });
};

interface Chase {
  reason: PageReason;
  targets: Paged[];
}

const holderOf = (s: IncidentState): Paged =>
  s.baton.holder.person
    ? { kind: 'person', id: s.baton.holder.person }
    : { kind: 'schedule', id: s.baton.holder.duty ?? '' };

const duty = (role: string): Paged => ({ kind: 'duty', role });

/** Who hears of a clock that runs out: the lead at half, the manager at three quarters (4a). */
const chaseOf = (s: IncidentState, obligation: string, percent: number): Chase | undefined => {
  if (obligation === 'restore') {
    if (percent === 50) return { reason: 'restore_half', targets: [duty('shift_lead')] };
    if (percent === 75) return { reason: 'restore_most', targets: [duty('duty_manager')] };
    return undefined;
  }
  const commander: Paged[] = s.commander ? [{ kind: 'person', id: s.commander }] : [];
  const owners = [...commander, holderOf(s)];
  return percent === 100
    ? { reason: 'review_overdue', targets: [...owners, duty('duty_manager')] }
    : { reason: 'review_due', targets: owners };
};

const watched = ['restore', 'review'] as const;

const isWatched = (s: IncidentState, obligation: (typeof watched)[number]): boolean =>
  obligation === 'review'
    ? s.stage === 'reviewing'
    : s.stage === 'responding' && s.grading !== undefined && s.grading.status !== 'mapped';

interface ThresholdOf {
  clock: Clock;
  percent: 50 | 75 | 90 | 100;
  at: Instant;
}

/** A restoration that is due is the overdue ladder's; what a clock tells before that is here. */
export const nextClockDue = (s: IncidentState): ThresholdOf | undefined => {
  let first: ThresholdOf | undefined;
  for (const obligation of watched) {
    const clock = isWatched(s, obligation) ? clockOf(s, obligation) : undefined;
    const hours = clock?.calendar === undefined ? 'always' : hoursOf(s);
    const next = clock && nextThreshold(clock, hours);
    if (!clock || !next || (obligation === 'restore' && next.percent === 100)) continue;
    // Hours that end before it began tell nothing of it; they are taken again at once.
    if (next.at <= clock.startAt) continue;
    if (first === undefined || next.at < first.at) first = { clock, ...next };
  }
  return first;
};

export const clockTicked = (draft: Draft, { clock, percent, at }: ThresholdOf): void => {
  const { s } = draft;
  putClock(s, tellThreshold(clock, percent));
  const chase = chaseOf(s, clock.obligation, percent);
  const with_ = { obligation: clock.obligation, percent, due: clock.dueAt };
  say(draft, { at, what: 'clock.threshold', with: with_ });
  if (chase) page(draft, { ladder: 'care', due: at, ...chase });
};

/** A service that fails again is owed what is left: no threshold is told of the time it was back. */
export const forgoPast = (s: IncidentState, at: Instant): void => {
  let clock = clockOf(s, 'restore');
  const hours = clock?.calendar === undefined ? 'always' : hoursOf(s);
  for (let next = clock && nextThreshold(clock, hours); clock && next;) {
    if (next.at > at || next.percent === 100) break;
    clock = tellThreshold(clock, next.percent);
    next = nextThreshold(clock, hours);
  }
  if (clock) putClock(s, clock);
};

/** A late review is told again at most this often. */
const chaseMinMs = 3_600_000;

const halfOf = ({ startAt, dueAt }: Clock): number =>
  Math.max(chaseMinMs, Math.ceil((dueAt - startAt) / 2));

/** A review that is late, or done and not closed, is told again each half of its time (4a, I2). */
export const reviewChaseDue = (s: IncidentState): Instant | undefined => {
  const clock = s.stage === 'reviewing' ? clockOf(s, 'review') : undefined;
  if (!clock) return undefined;
  const since = clock.stoppedAt ?? (clock.told === 100 ? clock.dueAt : undefined);
  return since === undefined ? undefined : Math.max(since, s.chasedAt ?? 0) + halfOf(clock);
};

/** Those that an outage swallowed fold into one. */
export const reviewChased = (draft: Draft, at: Instant, now: Instant): void => {
  const { s } = draft;
  const clock = clockOf(s, 'review');
  const chase = chaseOf(s, 'review', 100);
  if (!clock || !chase) return;
  s.chasedAt = at + Math.floor((now - at) / halfOf(clock)) * halfOf(clock);
  page(draft, { ladder: 'care', due: at, ...chase });
};

/** Starts the clock of a stage that is owed in working days. */
export const startInDays = (
  s: IncidentState,
  obligation: string,
  owed: {
    at: Instant;
    days: number;
  },
): void => putClock(s, startClock(obligation, owed.at, inWorkingDays(s, owed.days)));
