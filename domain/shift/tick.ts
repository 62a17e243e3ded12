import { fire, ladderDue } from '../ladder.js';
import type { Instant, Step } from '../machine.js';
import { draftOf, followUp, isUnsigned, say, stepOf, type Draft } from './draft.js';
import type { Shift } from './process.js';
import { read } from './rounds.js';
import { overdueRung } from './rungs.js';
import type { ShiftState } from './state.js';

/** One late tick catches up with every rung, follow-up and confirmation of this many. */
const stepsMax = 1_000;

const ladderDueOf = (s: ShiftState): Instant | undefined =>
  s.stage === 'signing' ? ladderDue(s.ladder) : undefined;

/** A gather under way is waited for: its hands never give up. */
const confirmDueOf = (s: ShiftState): Instant | undefined =>
  s.stage === 'confirming' && !s.gathering ? s.confirm?.due : undefined;

/** The list is read again when its reading was given up. */
const unreadDueOf = (s: ShiftState): Instant | undefined =>
  s.stage === 'gathering' && !s.gathering ? s.clock.dueAt : undefined;

const followUpDueOf = (s: ShiftState): Instant | undefined => s.followUps[0]?.due;

/** The next instant at which something is due; the clock's own while the list is being read (I2). */
export const nextDue = (s: ShiftState): Instant | undefined => {
  if (s.stage === 'closed') return undefined;
  const dues = [ladderDueOf(s), confirmDueOf(s), unreadDueOf(s), followUpDueOf(s)].filter(
    (due) => due !== undefined,
  );
  return dues.length === 0 ? undefined : Math.min(...dues);
};

/** The rung fires at its own due time; whom it pages for is read from the records first (I3). */
const fireRung = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  const { ladder, firing } = fire(s.ladder, now);
  s.ladder = ladder;
  if (firing.rung === overdueRung && firing.round === 0) {
    const count = s.items.filter(isUnsigned).length;
    const with_ = { count, outgoing: s.outgoing.name };
    say(draft, { at: firing.due, what: 'shift.overdue', with: with_, cause: 'sign' });
  }
  if (firing.missed > 0) {
    say(draft, { at: firing.due, what: 'page.missed', with: { missed: firing.missed } });
  }
  read(draft, { fresh: false, firing });
};

const stepAt = (draft: Draft, due: Instant, now: Instant): void => {
  const { s } = draft;
  const [next] = s.followUps;
  if (next && next.due === due) {
    s.followUps = s.followUps.slice(1);
    followUp(draft, next);
  } else if (ladderDueOf(s) === due) fireRung(draft, now);
  else read(draft, { fresh: true });
};

/** Everything due by `now`, in due order, each at its own due time (I3). */
export const tick = (state: ShiftState, now: Instant): Step<Shift> => {
  const draft = draftOf(state);
  for (let steps = 0; steps < stepsMax; steps += 1) {
    const due = nextDue(draft.s);
    if (due === undefined || due > now) break;
    stepAt(draft, due, now);
  }
  return stepOf(draft);
};
