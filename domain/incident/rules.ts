import { take, withdrawOffer } from '../baton.js';
import { cutText } from '../cut-text.js';
import { startClock, stopClock, type Clock } from '../clock.js';
import { holdLadder, restartLadder, stopLadder } from '../ladder.js';
import type { Actor, Instant } from '../machine.js';
import { page, say, silence, tell, type Draft } from './draft.js';
import type { Grading } from './grading-state.js';
import { noticesOnClosed, noticesOnReopened, noticesOnRestored } from './notices.js';
import { beginReview, reviewMissing } from './reviewing.js';
import { endCommand } from './commanding.js';
import { forgoPast, resumeRestore } from './running-clocks.js';
import { textBytes, type ClosedAs, type IncidentState } from './state.js';

/** Seconds a child waits after its parent was restored before it pages for itself. */
export const releaseGraceS = 300;

export const isOpen = (s: IncidentState): boolean => s.stage !== 'closed';

/** The source reports every alert it ever raised as recovered. */
export const allRecovered = (s: IncidentState): boolean =>
  s.alerts.length > 0 && s.alertsBeyond === 0 && s.alerts.every((alert) => !alert.open);

const withClock = (clocks: Clock[], clock: Clock): Clock[] => [
  ...clocks.filter((each) => each.obligation !== clock.obligation),
  clock,
];

const stop = (s: IncidentState, obligation: string, at: Instant): void => {
  s.clocks = s.clocks.map((clock) =>
    clock.obligation === obligation ? stopClock(clock, at) : clock,
  );
};

/** The upstream incident, by the name it has in lists. */
export const named = (parent: { id: string; title: string }): { id: string; title: string } => ({
  id: parent.id,
  title: cutText(parent.title, textBytes.parentTitle),
});

/** The upstream incident whose handling keeps this one from paging. */
export const heldBy = (parent: {
  id: string;
  title: string;
}): NonNullable<IncidentState['parent']> => ({
  ...named(parent),
  holds: true,
});

/** It pages for itself; whose child it is stays known. */
export const awake = ({
  holds: _holds,
  ...parent
}: NonNullable<IncidentState['parent']>): NonNullable<IncidentState['parent']> => parent;

/** Whether this is the page of an offer that was answered or ran out: it is owed no more. */
export const isVoidOffer = (s: IncidentState, page: string): boolean =>
  page === s.offerPage && !s.baton.offer;

/** Nobody is offered the baton any longer, nor paged about it on later channels. */
export const endOffer = (draft: Draft): void => {
  const { s } = draft;
  s.baton = withdrawOffer(s.baton);
  s.followUps = s.followUps.filter((followUp) => followUp.page !== s.offerPage);
};

/** An acknowledgement without an end of its own lasts the policy's time, and as long as a wait. */
export const promiseUntil = (s: IncidentState, now: Instant): Instant =>
  Math.max(now + s.policy.ackTtlS * 1000, s.waiting?.until ?? 0);

/** The wait is over: whoever stands for it stands until `until`, and a running ladder runs on. */
export const endWait = (draft: Draft, { at, until }: { at: Instant; until: Instant }): void => {
  const { s } = draft;
  delete s.waiting;
  resumeRestore(draft, at);
  if (!s.respond.held) return;
  if (s.promise) s.promise = { ...s.promise, until };
  s.respond = holdLadder(s.respond, until, 'above');
};

/** A person promises to answer for it until `until`; the ladder waits and then goes on above (I4). */
export const promise = (
  draft: Draft,
  by: { person: string; until: Instant; at: Instant },
): void => {
  const { s } = draft;
  endOffer(draft);
  s.baton = take(s.baton, by.person, by.at);
  endCommand(draft, by.at);
  s.promise = { by: by.person, until: by.until };
  s.respond = holdLadder(s.respond, by.until, 'above');
  if (s.stage === 'detected') s.stage = 'responding';
  s.acknowledgedAt ??= by.at;
  stop(s, 'acknowledge', by.at);
  silence(draft, ['respond']);
};

/** The ladder starts again from its first rung: unacknowledged, reopened or recurred. */
export const rearm = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  delete s.promise;
  delete s.waiting;
  resumeRestore(draft, at);
  s.respond = restartLadder(s.respond, at);
  s.clocks = withClock(s.clocks, startClock('acknowledge', at, s.targets.acknowledgeS));
};

const restoreDue = (s: IncidentState): Instant | undefined =>
  s.clocks.find((clock) => clock.obligation === 'restore')?.dueAt;

/** Time raises the level by how long the trouble lasts; while the service was back it did not. */
const sinceAgain = (grading: Grading, at: Instant): Grading => ({
  ...grading,
  since: at,
  ...(grading.due !== undefined && { due: Math.max(grading.due, at) }),
});

/** Recurrence or a person's reopen: responding again, same incident, same holder (4a). */
export const reopen = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  s.stage = 'responding';
  delete s.closedAs;
  delete s.closedAt;
  delete s.mergedInto;
  delete s.ended;
  delete s.restoredAt;
  delete s.observingSince;
  delete s.verifyDue;
  rearm(draft, at);
  const due = restoreDue(s) ?? at;
  s.clocks = s.clocks.map(({ stoppedAt, ...clock }) =>
    clock.obligation === 'restore' || stoppedAt === undefined ? clock : { ...clock, stoppedAt },
  );
  s.clocks = s.clocks.filter(({ obligation }) => obligation !== 'review');
  delete s.review;
  forgoPast(s, at);
  if (s.grading) s.grading = sinceAgain(s.grading, at);
  s.overdue = restartLadder(s.overdue, Math.max(at, due));
  noticesOnReopened(draft, at);
};

const quietLadders = (draft: Draft): void => {
  const { s } = draft;
  delete s.promise;
  delete s.waiting;
  s.respond = stopLadder(s.respond);
  s.overdue = stopLadder(s.overdue);
  silence(draft, ['respond', 'overdue']);
};

/** The service is back at `at`; verification is owed within the target (4a). */
export const restore = (draft: Draft, at: Instant, now: Instant): void => {
  const { s } = draft;
  s.stage = 'restored';
  s.restoredAt = at;
  s.verifyDue = now + s.targets.verifyS * 1000;
  resumeRestore(draft, at);
  stop(s, 'restore', at);
  stop(s, 'acknowledge', now);
  quietLadders(draft);
  noticesOnRestored(draft, now);
};

/** Verified: quiet for the observation time; none at all closes it on the spot (4a). */
export const observe = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  s.stage = 'observing';
  s.observingSince = now;
  delete s.verifyDue;
  if (s.targets.observeS === 0) observed(draft, now);
};

/** The observation is over: what is grave is learnt from, the rest closes (4a). */
export const observed = (draft: Draft, at: Instant): void => {
  if (reviewMissing(draft.s)) beginReview(draft, at);
  else close(draft, { at, as: 'resolved' });
};

export const observationEnds = (s: IncidentState): Instant | undefined =>
  s.stage === 'observing' && s.observingSince !== undefined
    ? Math.max(s.observingSince + s.targets.observeS * 1000, s.grading?.since ?? 0)
    : undefined;

/** Children page for themselves again once the parent stands no longer before them. */
export const releaseChildren = (draft: Draft, why: 'restored' | 'closed'): void => {
  const { s } = draft;
  if (s.children.length === 0) return;
  tell(draft, { to: s.children, message: { type: 'released', parent: s.id, why } });
};

export const close = (
  draft: Draft,
  how: { at: Instant; as: ClosedAs; by?: Actor; cause?: string },
): void => {
  const { s } = draft;
  resumeRestore(draft, how.at);
  s.stage = 'closed';
  s.closedAs = how.as;
  s.closedAt = how.at;
  delete s.verifyDue;
  endOffer(draft);
  stop(s, 'acknowledge', how.at);
  stop(s, 'restore', how.at);
  stop(s, 'review', how.at);
  quietLadders(draft);
  silence(draft, ['holder', 'care']);
  if (how.as === 'resolved') {
    const line = { at: how.at, what: 'incident.closed', ...(how.by && { by: how.by }) };
    say(draft, { ...line, ...(how.cause !== undefined && { cause: how.cause }) });
  }
  noticesOnClosed(draft, how.at, how.as);
  releaseChildren(draft, 'closed');
};

/** Pages whoever holds the baton, a person or the schedule of the duty role. */
export const pageHolder = (
  draft: Draft,
  why: { due: Instant; reason: 'wait_over' | 'verify_overdue' },
): void => {
  const { holder } = draft.s.baton;
  const target = holder.person
    ? ({ kind: 'person', id: holder.person } as const)
    : ({ kind: 'schedule', id: holder.duty ?? '' } as const);
  page(draft, { ladder: 'holder', reason: why.reason, due: why.due, targets: [target] });
};
