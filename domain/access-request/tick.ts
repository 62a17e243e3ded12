import { tellThreshold } from '../clock.js';
import { fire, ladderDue } from '../ladder.js';
import type { Instant, Step } from '../machine.js';
import { draftOf, page, say, stepOf, type Draft } from './draft.js';
import type { AccessRequest } from './process.js';
import { followUp, reasonOf } from './reports.js';
import { grantAgain } from './rules.js';
import type { AccessRequestState } from './state.js';

/** One late tick catches up with so many due things; the rest is due at once. */
const stepsMax = 200;

const overdueAt = ({ clock, stage }: AccessRequestState): Instant | undefined =>
  stage === 'waiting' && clock.told !== 100 ? clock.dueAt : undefined;

const duesOf = (s: AccessRequestState): (Instant | undefined)[] => [
  s.stage === 'waiting' ? ladderDue(s.ladder) : undefined,
  overdueAt(s),
  s.granting?.due,
  s.followUps[0]?.due,
];

/** Undefined only once it is closed (I2). */
export const nextDue = (s: AccessRequestState): Instant | undefined => {
  if (s.stage === 'closed') return undefined;
  const dues = duesOf(s).filter((due) => due !== undefined);
  return dues.length === 0 ? undefined : Math.min(...dues);
};

const ask = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  const { ladder, firing } = fire(s.ladder, now);
  const { rung, round, due, missed } = firing;
  s.ladder = ladder;
  if (missed > 0) say(draft, { at: due, what: 'page.missed', with: { missed } });
  const targets = ladder.rungs[rung]?.targets ?? [];
  page(draft, { ladder: 'decide', reason: reasonOf(s, 'decide'), due, targets, rung, round });
};

const stepAt = (draft: Draft, due: Instant, now: Instant): void => {
  const { s } = draft;
  const [next] = s.followUps;
  if (overdueAt(s) === due) {
    s.clock = tellThreshold(s.clock, 100);
    const with_ = { person: s.approvers[0]?.name ?? '' };
    return say(draft, { at: due, what: 'access_request.overdue', with: with_ });
  }
  if (next?.due === due) {
    s.followUps = s.followUps.slice(1);
    return followUp(draft, next);
  }
  return s.granting?.due === due ? grantAgain(draft, now) : ask(draft, now);
};

/** Everything due by `now`, in due order, each at its own due time (I3). */
export const tick = (state: AccessRequestState, now: Instant): Step<AccessRequest> => {
  const draft = draftOf(state);
  for (let steps = 0; steps < stepsMax; steps += 1) {
    const due = nextDue(draft.s);
    if (due === undefined || due > now) break;
    stepAt(draft, due, now);
  }
  return stepOf(draft);
};
