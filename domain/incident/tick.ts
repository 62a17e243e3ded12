import { fire, ladderDue, resume } from '../ladder.js';
import type { Instant, Step } from '../machine.js';
import { draftOf, page, quietStep, say, stepOf, type Draft } from './draft.js';
import type { Incident } from './process.js';
import {
  allRecovered,
  close,
  endOffer,
  endWait,
  observationEnds,
  observe,
  pageHolder,
} from './rules.js';
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
    s.parent = { id: s.parent.id, title: s.parent.title };
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
  endWait(draft, Math.max(s.respond.held?.until ?? at, at + s.policy.ackTtlS * 1000));
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

const observed: Due['act'] = (draft, at) => {
  say(draft, { at, what: 'incident.observing_over' });
  close(draft, { at, as: 'resolved' });
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

const dues = (s: IncidentState): Due[] => {
  if (s.stage === 'closed') {
    return s.ended ? [] : [{ at: (s.closedAt ?? 0) + reopenWindowMs, act: ended }];
  }
  const respond = ladderDue(s.respond);
  const overdue = ladderDue(s.overdue);
  const observing = observationEnds(s);
  return [
    ...(s.baton.offer ? [{ at: s.baton.offer.expires, act: offerDue }] : []),
    ...(s.waiting ? [{ at: s.waiting.until, act: waitDue }] : []),
    ...(respond === undefined ? [] : [{ at: respond, act: respondDue }]),
    ...(overdue === undefined ? [] : [{ at: overdue, act: overdueDue }]),
    ...(s.verifyDue === undefined ? [] : [{ at: s.verifyDue, act: verifyDue }]),
    ...(observing === undefined ? [] : [{ at: observing, act: observed }]),
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
