import { nextThreshold, stopClock, tellThreshold, type Clock } from '../clock.js';
import { stopLadder, type Rung } from '../ladder.js';
import type { Actor, Instant } from '../machine.js';
import { nextEffect, page, say, silence, type Draft } from './draft.js';
import type { AccessRequestClosedAs, AccessRequestInput } from './state.js';

const dayMs = 86_400_000;
/** A grant that could not be written is tried again after this. */
export const grantAgainMs = 60_000;
/** One under way: its hands never give up, and no timer is set anew for it. */
const grantWaitMs = 24 * 3_600_000;

const secondsTo = (from: Instant, until: Instant): number =>
  Math.max(1, Math.round((until - from) / 1000));

/** Half of the time to answer, on the hours it is walked on: reminders come when people work. */
const halfway = (clock: Clock, hours: AccessRequestInput['hours']): Instant =>
  nextThreshold(clock, hours)?.at ?? clock.dueAt;

/**
 * Who is asked, and when the next one (4, operations.md): the approver at once and again halfway, at
 * the due time the head, then each half period the next and the last one again.
 */
export const rungsOf = (
  { approvers, hours }: AccessRequestInput,
  clock: Clock,
): { rungs: Rung[]; exhaustedEveryS: number } => {
  const wholeS = secondsTo(clock.startAt, clock.dueAt);
  const halfS = secondsTo(clock.startAt, halfway(clock, hours));
  const rungs = approvers.map(({ id }, k): Rung => {
    const targets: Rung['targets'] = [{ kind: 'person', id }];
    if (k > 0) return { delayS: halfS, targets };
    return { delayS: wholeS, targets, repeat: { times: 1, everyS: halfS } };
  });
  return { rungs, exhaustedEveryS: halfS };
};

/** The answer is there: nobody is asked any more. */
export const answered = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  s.clock = tellThreshold(stopClock(s.clock, now), 100);
  s.ladder = stopLadder(s.ladder);
  silence(draft);
};

export const close = (
  draft: Draft,
  { at, as }: { at: Instant; as: AccessRequestClosedAs },
): void => {
  const { s } = draft;
  s.stage = 'closed';
  s.closedAs = as;
  s.closedAt = at;
  delete s.granting;
};

/** Tells the requester what became of it. */
export const tell = (draft: Draft, reason: 'granted' | 'declined', now: Instant): void => {
  const targets = [{ kind: 'person' as const, id: draft.s.requester.id }];
  page(draft, { ladder: 'answer', reason, due: now, targets });
};

const grant = (draft: Draft, { from, until }: { from: Instant; until: Instant }): string => {
  const { s } = draft;
  const id = `g${nextEffect(draft)}`;
  draft.effects.push({
    ...{ kind: 'grant', id, request: s.id, person: s.requester.id, permission: s.permission },
    ...(s.customer && { customer: s.customer.id }),
    ...{ by: s.decidedBy ?? '', from, until },
  });
  return id;
};

/** Access begins with the approval and ends by itself after the days that were asked for. */
export const approve = (draft: Draft, by: Actor, now: Instant): void => {
  const { s } = draft;
  answered(draft, now);
  s.stage = 'granting';
  s.decidedBy = by.person ?? by.id;
  const span = { from: now, until: now + s.days * dayMs };
  say(draft, { at: now, by, what: 'access_request.approved', with: { until: span.until } });
  s.granting = { effect: grant(draft, span), ...span, due: now + grantWaitMs };
};

/** It could not be written, or no report came: the same row is written again. */
export const grantAgain = (draft: Draft, at: Instant): void => {
  const { granting } = draft.s;
  if (!granting) return;
  say(draft, { at, what: 'access_request.granting' });
  const effect = grant(draft, granting);
  draft.s.granting = { ...granting, effect, due: at + grantWaitMs };
};
