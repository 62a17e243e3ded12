import { clockView } from '../clock.js';
import { cutText } from '../cut-text.js';
import { ladderDue, rungDueTimes } from '../ladder.js';
import { gradingDue } from './grading.js';
import { levelOf } from './level.js';
import type { Attribution } from './attribution-state.js';
import type { Review } from './review-state.js';
import type { IncidentState } from './state.js';
import { nextDue } from './tick.js';
import type { IncidentView } from './view.js';

/** Bytes of a reason in a view; the timeline has the whole of it. */
const reasonShownBytes = 60;
const chainsShownMax = 5;
const criteriaShownMax = 5;
const causeShownBytes = 100;
const proposalsShownMax = 3;

const ladderView = (s: IncidentState): IncidentView['ladder'] => {
  const { respond } = s;
  const due = ladderDue(respond);
  const live = s.stage === 'detected' || s.stage === 'responding';
  const next =
    live && due !== undefined && !respond.held
      ? { ...respond.next, rung: respond.next.rung + 1, due }
      : undefined;
  return {
    reached: respond.reached + 1,
    ...(next && { next }),
    ...(respond.held && { heldUntil: respond.held.until }),
    rungs: rungDueTimes(respond),
  };
};

const times = (s: IncidentState) => ({
  detectedAt: s.detectedAt,
  ...(s.acknowledgedAt !== undefined && { acknowledgedAt: s.acknowledgedAt }),
  ...(s.mitigatedAt !== undefined && { mitigatedAt: s.mitigatedAt }),
  ...(s.restoredAt !== undefined && { restoredAt: s.restoredAt }),
  ...(s.observingSince !== undefined && { observingSince: s.observingSince }),
  ...(s.closedAt !== undefined && { closedAt: s.closedAt }),
});

const parties = (s: IncidentState) => ({
  ...(s.service && { service: s.service }),
  ...(s.site && { site: s.site }),
  ...(s.department && { department: s.department }),
  ...(s.parent && { parent: { id: s.parent.id, title: s.parent.title } }),
  ...(s.closedAs && { closedAs: s.closedAs }),
  ...(s.mergedInto !== undefined && { mergedInto: s.mergedInto }),
  ...(s.baton.offer && { offer: s.baton.offer }),
  ...(s.promise && { promise: s.promise }),
  ...(s.waiting && { waiting: s.waiting }),
});

const gradingView = (s: IncidentState): NonNullable<IncidentView['grading']> | undefined => {
  const { grading } = s;
  if (!grading) return undefined;
  const { status, due, computed, first, assessment, reason, raised } = grading;
  const raiseAt = status === 'mapped' ? undefined : gradingDue(s);
  return {
    status,
    level: levelOf(s.severity),
    ...(due !== undefined && { due }),
    ...(computed && { computed: levelOf(computed) }),
    ...(first && { first: levelOf(first) }),
    ...(assessment && {
      matrix: assessment.matrix,
      criteria: assessment.criteria.slice(0, criteriaShownMax),
    }),
    ...(raiseAt !== undefined && { raiseAt }),
    ...(raised && { raised }),
    ...(reason !== undefined && { reason: cutText(reason, reasonShownBytes) }),
  };
};

/** Each owed notice runs its own clock, seen wherever clocks are (R8, R11). */
const noticeClocks = ({ board }: IncidentState) =>
  (board?.owed ?? [])
    .filter(({ state }) => state !== 'combined')
    .map(({ id, startAt, dueAt }) => ({ obligation: `notice/${id}`, startAt, dueAt }));

/** A draft that lacks nothing is no news: only what a person has to fill in is shown. */
const noticesView = ({ board }: IncidentState): NonNullable<IncidentView['notices']> | undefined =>
  board && {
    owed: board.owed.map(({ id, dueAt, state, missed, draft, approvedBy }) => ({
      ...{ id, dueAt, state },
      ...(missed && { missed }),
      ...(draft && (!board.early || draft === 'incomplete') && { draft }),
      ...(approvedBy !== undefined && { approvedBy }),
    })),
    counts: board.counts,
  };

/** The whole of it is a fact of the incident; what readers of lists need is here. */
const reviewView = ({ cause, actions, knowledge, by, at }: Review) => ({
  cause: cutText(cause, causeShownBytes),
  actions: actions.length,
  ...(knowledge && { knowledge }),
  by,
  at,
});

const attributionView = ({ told: _told, reason, ...rest }: Attribution) => ({
  ...rest,
  reason: cutText(reason, reasonShownBytes),
});

const handling = (s: IncidentState) => {
  const grading = gradingView(s);
  const notices = noticesView(s);
  const proposals = s.proposals?.slice(-proposalsShownMax).map((each) => ({
    ...each,
    reason: cutText(each.reason, reasonShownBytes),
  }));
  return {
    ...(s.drillOf !== undefined && { drillOf: s.drillOf }),
    ...(grading && { grading }),
    ...(proposals && proposals.length > 0 && { proposals }),
    ...(s.commander !== undefined && { commander: s.commander }),
    ...(s.review && { review: reviewView(s.review) }),
    ...(s.attributed && { attributed: attributionView(s.attributed) }),
    ...(notices && { notices }),
    ...(s.chains && s.chains.length > 0 && { chains: s.chains.slice(-chainsShownMax) }),
    ...(s.hardFault !== undefined && { hardFault: s.hardFault }),
  };
};

/** What callers see; at most 8 KiB because the state's texts are bounded (`textBytes`). */
export const viewOf = (s: IncidentState): IncidentView => {
  const due = nextDue(s);
  return {
    id: s.id,
    title: s.title,
    ...(s.description !== undefined && { description: s.description }),
    severity: s.severity,
    impactClass: s.impactClass,
    source: s.source,
    drill: s.drill,
    children: s.children.length,
    stage: s.stage,
    ...times(s),
    ...parties(s),
    ...handling(s),
    holder: { ...s.baton.holder, since: s.baton.since },
    policy: { id: s.policy.id, version: s.policy.version },
    ladder: ladderView(s),
    clocks: [...s.clocks.map(clockView), ...noticeClocks(s)],
    ...(due !== undefined && { nextDue: due }),
    alerts: {
      open: s.alerts.filter((alert) => alert.open).length,
      total: s.alerts.length + s.alertsBeyond,
    },
    silenced: s.silenced,
  };
};
