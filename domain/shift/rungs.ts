import type { Rung, Target } from '../ladder.js';
import type { ShiftReason } from './effects.js';
import type { ShiftInput } from './state.js';

/** A transfer is pending for at most this long (R17, operations.md). */
export const signWithinS = 15 * 60;
/** After the due time each half period (section 4, operations.md). */
export const repeatEveryS = signWithinS / 2;

/** The rung that is due when the time to sign is over. */
export const overdueRung = 4;

const person = (id: string): Target => ({ kind: 'person', id });

/**
 * Who is paged while something is unsigned: both sides at the start; reminders at 50, 75 and 90 %;
 * at the due time the shift lead and the schedule's owner; then the head of the department and the
 * duty executive, again and again.
 */
export const rungsOf = ({ outgoing, incoming, owner, head }: ShiftInput): Rung[] => {
  const both = [person(incoming.id), person(outgoing.id)];
  const share = (percent: number): number => (signWithinS * percent) / 100;
  return [
    { delayS: share(50), targets: both },
    { delayS: share(25), targets: [person(incoming.id)] },
    { delayS: share(15), targets: [person(incoming.id)] },
    { delayS: share(10), targets: both },
    { delayS: repeatEveryS, targets: [{ kind: 'duty', role: 'shift_lead' }, person(owner)] },
    {
      delayS: repeatEveryS,
      targets: [person(head ?? owner), { kind: 'duty', role: 'duty_executive' }],
    },
  ];
};

export const reasonOf = (rung: number): ShiftReason => {
  if (rung === 0) return 'start';
  return rung < overdueRung ? 'reminder' : 'unsigned';
};
