import { ladderDue, rungDueTimes } from '../ladder.js';
import type { IncidentState } from './state.js';
import { nextDue } from './tick.js';
import type { IncidentView } from './view.js';

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
    holder: { ...s.baton.holder, since: s.baton.since },
    policy: { id: s.policy.id, version: s.policy.version },
    ladder: ladderView(s),
    clocks: s.clocks,
    ...(due !== undefined && { nextDue: due }),
    alerts: {
      open: s.alerts.filter((alert) => alert.open).length,
      total: s.alerts.length + s.alertsBeyond,
    },
    silenced: s.silenced,
  };
};
