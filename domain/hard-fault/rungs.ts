import type { Target as Owed } from '../calendar/snapshot.js';
import { startClock, type Clock, type Hours } from '../clock.js';
import { startLadder, type Ladder, type Rung, type Target } from '../ladder.js';
import type { Instant } from '../machine.js';
import type { HardFaultState } from './state.js';

const stepClock = 'step';
const dayS = 86_400;
/** Half of the period of a day (section 4, operations.md). */
export const climbEveryS = dayS / 2;
/** A transfer is pending for at most this long (R17, operations.md). */
const offerS = { urgent: 15 * 60, other: 2 * 3_600 } as const;

/** A step is owed each 24 hours, or each working day of the department. */
const stepTarget = ({ urgent }: Pick<HardFaultState, 'urgent'>): Owed =>
  urgent ? { ms: dayS * 1000 } : { workingDays: 1 };

type Timed = Pick<HardFaultState, 'urgent' | 'hours'>;

export const hoursOf = ({ urgent, hours }: Timed): Hours =>
  urgent || !hours ? 'always' : hours.snapshot;

/** The clock of the next step, which begins at `at`. */
export const stepClockAt = (s: Timed, at: Instant): Clock =>
  startClock(stepClock, at, {
    target: stepTarget(s),
    hours: hoursOf(s),
    ...(!s.urgent && s.hours && { calendar: s.hours.calendar }),
  });

export const offerMs = ({ urgent }: Pick<HardFaultState, 'urgent'>): number =>
  (urgent ? offerS.urgent : offerS.other) * 1000;

const people = (...ids: (string | undefined)[]): Target[] =>
  [...new Set(ids)].flatMap((id) => (id === undefined ? [] : [{ kind: 'person', id }]));

/**
 * Whom silence climbs to, each half period: the deputy with who holds it, the head of the
 * department, the duty executive with the department's own, who stays on it.
 */
const rungsOf = (s: HardFaultState): Rung[] => {
  const { deputy, head, executive, baton } = s;
  const holder = baton.holder.person;
  const top: Target[] = [{ kind: 'duty', role: 'duty_executive' }, ...people(executive, head)];
  return [
    { delayS: climbEveryS, targets: people(deputy ?? head ?? executive, holder) },
    ...(head === undefined ? [] : [{ delayS: climbEveryS, targets: people(head) }]),
    { delayS: climbEveryS, targets: top },
  ];
};

export const climbFrom = (s: HardFaultState, at: Instant): Ladder =>
  startLadder({ rungs: rungsOf(s), exhaustedEveryS: climbEveryS }, at);
