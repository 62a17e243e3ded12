import { clockView } from '../clock.js';
import { cutText } from '../cut-text.js';
import { ladderDue, rungDueTimes } from '../ladder.js';
import { clockOf } from './awaiting.js';
import { summaryOf } from './legs.js';
import { textBytes, type EscalationState, type LegSummary } from './state.js';
import { nextContactOf, supplierClock } from './supplier.js';
import { nextDue } from './tick.js';
import type { EscalationView, SupplierView } from './view.js';

const legsOf = (s: EscalationState): LegSummary[] =>
  s.past.at(-1)?.n === s.leg.n ? s.past : [...s.past, summaryOf(s.leg)];

const supplierView = (s: EscalationState): SupplierView | undefined => {
  const { supplier } = s.leg.party;
  if (!supplier) return undefined;
  const { run, attempts, unanswered } = s.leg;
  const [acceptOnly] = supplier.acceptOnly;
  const dueAt = supplierClock(s)?.dueAt;
  const next = nextContactOf(s.leg);
  return {
    name: supplier.supplier.name,
    ...(supplier.circuit !== undefined && { circuit: supplier.circuit }),
    ...(acceptOnly && { acceptOnly }),
    zone: supplier.zone,
    ...(run && { ref: run.ref, reportedAt: run.reportedAt, followUpAt: run.followUpAt }),
    ...(dueAt !== undefined && { dueAt }),
    ...(next && { next }),
    contacts: supplier.contacts,
    attempts,
    unanswered,
  };
};

const waitingFor = (s: EscalationState): EscalationView['waitingFor'] | undefined => {
  const { awaited } = s;
  if (!awaited) return undefined;
  const { what, obligation, ladder } = awaited;
  return {
    what,
    due: clockOf(s, obligation)?.dueAt ?? ladderDue(ladder) ?? s.startedAt,
    reached: ladder.reached + 1,
    rungs: rungDueTimes(ladder),
  };
};

const parties = (s: EscalationState) => {
  const supplier = supplierView(s);
  const waiting = waitingFor(s);
  const department = s.leg.party.department ?? s.asker.department;
  return {
    ...(s.about && { about: s.about.id, aboutTitle: s.about.title }),
    ...(department && { department }),
    ...(s.service && { service: s.service }),
    ...(s.site && { site: s.site }),
    ...(s.customer && { customer: s.customer }),
    ...(s.neededBy !== undefined && { neededBy: s.neededBy }),
    ...(s.drill !== undefined && { drill: s.drill }),
    ...(s.drillOf !== undefined && { drillOf: s.drillOf }),
    ...(s.leg.eta !== undefined && { eta: s.leg.eta }),
    ...(supplier && { supplier }),
    ...(waiting && { waitingFor: waiting }),
  };
};

/** What callers see; at most 8 KiB because the state's texts and lists are bounded. */
export const viewOf = (s: EscalationState): EscalationView => {
  const due = nextDue(s);
  const title = cutText(s.ask, textBytes.title);
  return {
    id: s.id,
    title,
    ...(title !== s.ask && { description: s.ask }),
    stage: s.stage,
    priority: s.priority,
    interruption: s.interruption,
    takeBaton: s.takeBaton,
    startedAt: s.startedAt,
    ...(s.closedAt !== undefined && { closedAt: s.closedAt }),
    ...(s.closedAs && { closedAs: s.closedAs }),
    ...parties(s),
    asker: { person: s.asker.person },
    holder: { ...s.baton.holder, since: s.baton.since },
    legs: legsOf(s),
    bounces: s.bounces,
    silences: s.silences,
    clocks: s.clocks.map(clockView),
    ...(due !== undefined && { nextDue: due }),
    silenced: s.silenced,
  };
};
