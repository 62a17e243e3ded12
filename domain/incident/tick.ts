import { fire, ladderDue, resume } from '../ladder.js';
import type { Instant, Step } from '../machine.js';
import { draftOf, page, quietStep, say, stepOf, takeSnapshot, type Draft } from './draft.js';
import { gradingDue, gradingTicked } from './grading.js';
import { noticesDue, noticesTicked } from './notices.js';
import type { Incident } from './process.js';
import {
  allRecovered,
  awake,
  endOffer,
  endWait,
  observationEnds,
  observe,
  observed,
  pageHolder,
} from './rules.js';
import { clockTicked, nextClockDue, reviewChaseDue, reviewChased } from './running-clocks.js';
import { lookAgainMs } from './surroundings.js';
import { reopenWindowMs, type IncidentState, type LadderName } from './state.js';

/** More due things than this in one tick are left to the next, which is due at once. */
export const duesPerTickMax = 200;
/** The holder is reminded of an owed verification at most once a minute. */
export const reminderMinS = 60;

interface Due {
  at: Instant;
  act: (draft: Draft, at: Instant, now: Instant) => void;
}

const rungEffect = (draft: Draft, ladder: 'respond' | 'overdue', now: Instant): void => {
  const { s } = draft;
  const { ladder: after, firing } = fire(s[ladder], now);
  s[ladder] = after;
  const { rung, round, due, missed } = firing;
  if (missed > 0) say(draft, { at: due, what: 'page.missed', with: { missed } });
  page(draft, {
    ladder,
    reason: ladder === 'overdue' ? 'restore_overdue' : 'rung',
    due,
    rung,
    round,
    targets: after.rungs[rung]?.targets ?? [],
    ...(!s.baton.holder.person &&
      s.baton.holder.duty !== undefined && { duty: s.baton.holder.duty }),
  });
};

const holdOver = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  s.respond = resume(s.respond, at);
  if (s.stage === 'detected' && s.parent?.holds) {
    s.parent = awake(s.parent);
    say(draft, { at, what: 'incident.hold_over' });
  } else if (s.promise) {
    say(draft, { at, what: 'incident.promise_lapsed', with: { person: s.promise.by } });
    delete s.promise;
  } else {
    say(draft, { at, what: 'incident.snooze_over' });
  }
};

/** A wait has its own clock (4a): the holder is told, and stands for it a little longer. */
const waitDue: Due['act'] = (draft, at) => {
  const { s } = draft;
  const until = Math.max(s.respond.held?.until ?? at, at + s.policy.ackTtlS * 1000);
  endWait(draft, { at, until });
  say(draft, { at, what: 'incident.wait_over' });
  pageHolder(draft, { due: at, reason: 'wait_over' });
};

const respondDue: Due['act'] = (draft, at, now) =>
  draft.s.respond.held ? holdOver(draft, at) : rungEffect(draft, 'respond', now);

const overdueDue: Due['act'] = (draft, at, now) => {
  if (draft.s.overdue.reached === -1) say(draft, { at, what: 'incident.restore_overdue' });
  rungEffect(draft, 'overdue', now);
};

const offerDue: Due['act'] = (draft, at) => {
  const to = draft.s.baton.offer?.to ?? '';
  endOffer(draft);
  say(draft, { at, what: 'baton.offer_expired', with: { to } });
};

/** Reminders that an outage swallowed fold into one. */
const nextReminder = (at: Instant, everyS: number, now: Instant): Instant => {
  const everyMs = Math.max(reminderMinS, everyS) * 1000;
  return at + (Math.floor((now - at) / everyMs) + 1) * everyMs;
};

/** Silent, but the source reports recovery: verified by monitoring; else the holder is reminded. */
const verifyDue: Due['act'] = (draft, at, now) => {
  const { s } = draft;
  if (allRecovered(s)) {
    say(draft, { at, what: 'incident.verified', with: { verifiedBy: 'monitoring' } });
    observe(draft, at);
    return;
  }
  s.verifyDue = nextReminder(at, s.targets.verifyS, now);
  say(draft, { at, what: 'incident.verify_overdue' });
  pageHolder(draft, { due: at, reason: 'verify_overdue' });
};

const observing: Due['act'] = (draft, at) => {
  say(draft, { at, what: 'incident.observing_over' });
  observed(draft, at);
};

const followUpDue =
  (ladder: LadderName, pageId: string, afterS: number): Due['act'] =>
  (draft, at) => {
    const { s } = draft;
    s.followUps = s.followUps.filter((each) => !(each.page === pageId && each.afterS === afterS));
    const followUp = { of: pageId, afterS };
    page(draft, { ladder, reason: 'rung', due: at, targets: [], followUp });
  };

const ended: Due['act'] = (draft) => {
  draft.s.ended = true;
};

/** What the level, its clocks and its notices are owed. */
const gradedDues = (s: IncidentState): Due[] => {
  const grading = gradingDue(s);
  const threshold = nextClockDue(s);
  const chase = reviewChaseDue(s);
  return [
    ...(grading === undefined ? [] : [{ at: grading, act: gradingTicked }]),
    ...(threshold === undefined
      ? []
      : [{ at: threshold.at, act: (draft: Draft) => clockTicked(draft, threshold) }]),
    ...(chase === undefined ? [] : [{ at: chase, act: reviewChased }]),
    ...lookAgain(s),
    ...noticeDues(s),
  ];
};

/** Daily looks that an outage swallowed, or that nothing needed before, are one. */
const look: Due['act'] = (draft, at, now) => {
  const missed = draft.s.lookAt === undefined ? Math.floor((now - at) / lookAgainMs) : 0;
  const latest = at + missed * lookAgainMs;
  delete draft.s.lookAt;
  draft.s.surroundedAt = latest;
  takeSnapshot(draft, latest);
};

/** Children came, or the year may be loaded by now. */
const lookAgain = (s: IncidentState): Due[] => {
  if (s.lookAt !== undefined) return [{ at: s.lookAt, act: look }];
  const provisional = s.clocks.some((clock) => clock.provisional && clock.stoppedAt === undefined);
  if (!provisional || s.surroundedAt === undefined) return [];
  return [{ at: s.surroundedAt + lookAgainMs, act: look }];
};

const noticeDues = (s: IncidentState): Due[] => {
  const at = noticesDue(s);
  return at === undefined ? [] : [{ at, act: noticesTicked }];
};

const dues = (s: IncidentState): Due[] => {
  if (s.stage === 'closed') {
    const end = { at: (s.closedAt ?? 0) + reopenWindowMs, act: ended };
    return s.ended ? [] : [end, ...noticeDues(s)];
  }
  const respond = ladderDue(s.respond);
  const overdue = ladderDue(s.overdue);
  const quiet = observationEnds(s);
  return [
    ...(s.baton.offer ? [{ at: s.baton.offer.expires, act: offerDue }] : []),
    ...(s.waiting ? [{ at: s.waiting.until, act: waitDue }] : []),
    ...(respond === undefined ? [] : [{ at: respond, act: respondDue }]),
    ...(overdue === undefined ? [] : [{ at: overdue, act: overdueDue }]),
    ...(s.verifyDue === undefined ? [] : [{ at: s.verifyDue, act: verifyDue }]),
    ...(quiet === undefined ? [] : [{ at: quiet, act: observing }]),
    ...gradedDues(s),
    ...s.followUps.map(({ due, ladder, page: id, afterS }) => ({
      at: due,
      act: followUpDue(ladder, id, afterS),
    })),
  ];
};

const earliest = (s: IncidentState): Due | undefined =>
  dues(s).reduce<Due | undefined>(
    (first, due) => (first === undefined || due.at < first.at ? due : first),
    undefined,
  );

export const nextDue = (s: IncidentState): Instant | undefined => earliest(s)?.at;

/** Everything due by `now`, in due order, each at its own due time (I3). */
export const tick = (state: IncidentState, now: Instant): Step<Incident> => {
  const draft = draftOf(state);
  let worked = 0;
  for (; worked < duesPerTickMax; worked += 1) {
    const due = earliest(draft.s);
    if (!due || due.at > now) break;
    due.act(draft, due.at, now);
  }
  return worked === 0 ? quietStep(draft) : stepOf(draft);
};
