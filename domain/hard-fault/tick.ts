import { nextThreshold, tellThreshold, type ThresholdDue } from '../clock.js';
import { fire, ladderDue } from '../ladder.js';
import type { Instant, Step } from '../machine.js';
import { draftOf, followUp, page, pageHolder, say, stepOf, type Draft } from './draft.js';
import { offerExpired } from './offer.js';
import type { HardFault } from './process.js';
import { climbFrom, hoursOf } from './rungs.js';
import type { HardFaultState } from './state.js';

/** One late tick catches up with every threshold, rung and follow-up of this many. */
const stepsMax = 1_000;

const thresholdOf = (s: HardFaultState): ThresholdDue | undefined =>
  s.ladder ? undefined : nextThreshold(s.clock, hoursOf(s));

/** The next instant at which something is due; an open track always has one (I2). */
export const nextDue = (s: HardFaultState): Instant | undefined => {
  if (s.stage === 'closed') return undefined;
  const dues = [
    s.baton.offer?.expires,
    s.followUps[0]?.due,
    thresholdOf(s)?.at,
    s.ladder && ladderDue(s.ladder),
  ].filter((due) => due !== undefined);
  return dues.length === 0 ? undefined : Math.min(...dues);
};

/** Reminders at 50, 75 and 90 %; of several that an outage swallowed the last one pages. */
const threshold = (draft: Draft, { percent, at }: ThresholdDue, now: Instant): void => {
  const { s } = draft;
  s.clock = tellThreshold(s.clock, percent);
  if (percent === 100) {
    s.missed += 1;
    s.ladder = climbFrom(s, at);
    say(draft, { at, what: 'hard_fault.silent', with: { due: s.clock.dueAt, missed: s.missed } });
    return;
  }
  say(draft, {
    at,
    what: 'clock.threshold',
    with: { percent, obligation: s.clock.obligation, due: s.clock.dueAt },
  });
  const following = thresholdOf(s);
  if (following && following.at <= now) return;
  pageHolder(draft, { due: at, reason: 'reminder' });
};

/** The rung fires at its own due time (I3). */
const climb = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  if (!s.ladder) return;
  const { ladder, firing } = fire(s.ladder, now);
  s.ladder = ladder;
  if (firing.missed > 0) {
    say(draft, { at: firing.due, what: 'page.missed', with: { missed: firing.missed } });
  }
  const { rung, round, due } = firing;
  const targets = ladder.rungs[rung]?.targets ?? [];
  page(draft, { ladder: 'step', reason: 'silent', due, targets, rung, round });
};

const stepAt = (draft: Draft, due: Instant, now: Instant): void => {
  const { s } = draft;
  const [next] = s.followUps;
  const reminder = thresholdOf(s);
  if (s.baton.offer?.expires === due) offerExpired(draft, due);
  else if (next && next.due === due) {
    s.followUps = s.followUps.slice(1);
    followUp(draft, next);
  } else if (reminder && reminder.at === due) threshold(draft, reminder, now);
  else climb(draft, now);
};

/** Everything due by `now`, in due order, each at its own due time (I3). */
export const tick = (state: HardFaultState, now: Instant): Step<HardFault> => {
  const draft = draftOf(state);
  for (let steps = 0; steps < stepsMax; steps += 1) {
    const due = nextDue(draft.s);
    if (due === undefined || due > now) break;
    stepAt(draft, due, now);
  }
  return stepOf(draft);
};
