import type { Run } from '../calendar/snapshot.js';
import { dueOf, elapsed } from '../calendar/walk.js';
import { startClock, type Clock, type Hours } from '../clock.js';
import type { Instant } from '../machine.js';
import { chasePercents, type ChasePercent } from './clock-table.js';
import { calendarOf, clockOf, setClock } from './awaiting.js';
import { page, say, setLeg, type Draft } from './draft.js';
import { personTarget } from './legs.js';
import type { EscalationState, Leg } from './state.js';

/** When a report of `at` begins to be worked on: at once, or when the hours next open (N38). */
export const worksFrom = (hours: Hours, at: Instant): Instant => {
  if (hours === 'always') return at;
  const next = hours.open.find(({ until }) => until > at);
  return next ? Math.max(at, next.from) : at;
};

/** What of the supplier's target has gone by at `percent`, in working time, as an instant. */
const percentAt = (clock: Clock, hours: Hours, percent: ChasePercent): Instant => {
  if (percent === 100) return clock.dueAt;
  const { startAt, dueAt } = clock;
  if (hours === 'always') return startAt + Math.ceil(((dueAt - startAt) * percent) / 100);
  const whole = elapsed(hours, { from: startAt, until: dueAt });
  if (typeof whole !== 'number') return dueAt;
  const run: Run = { startAt, target: { ms: Math.ceil((whole * percent) / 100) } };
  const due = dueOf(hours, run);
  return due.kind === 'due' ? due.dueAt : dueAt;
};

export const supplierClock = (s: EscalationState): Clock | undefined =>
  clockOf(s, `supplier/${s.leg.n}`);

/** The next chase of a supplier that has our report (4a, operations.md). */
export const nextChase = (
  s: EscalationState,
): { percent: ChasePercent; at: Instant } | undefined => {
  const clock = supplierClock(s);
  const { run } = s.leg;
  if (!run || !clock || clock.stoppedAt !== undefined) return undefined;
  const percent = chasePercents.find((each) => !run.chased.includes(each));
  return percent === undefined
    ? undefined
    : { percent, at: percentAt(clock, s.leg.hours, percent) };
};

/** Our side is told to call; at the end of the target its head hears of it too. */
export const chase = (draft: Draft, percent: ChasePercent, at: Instant): void => {
  const { s } = draft;
  const { run, party } = s.leg;
  if (!run) return;
  const late = percent === 100;
  setLeg(draft, {
    run: { ...run, chased: [...run.chased, percent] },
    ...(late && { late: true as const }),
  });
  const what = late ? 'escalation.supplier_late' : 'escalation.supplier_chase';
  say(draft, { at, what, with: { name: party.name, percent, ref: run.ref } });
  const head = late && s.asker.head !== undefined ? [personTarget(s.asker.head)] : [];
  page(draft, {
    ladder: 'asker',
    reason: late ? 'supplier_late' : 'chase_supplier',
    due: at,
    targets: [personTarget(s.asker.person), ...head],
  });
};

/** The report is in: the supplier's own clock starts, over its own hours (R11, N38). */
export const startSupplierRun = (draft: Draft, ref: string, now: Instant): void => {
  const { leg } = draft.s;
  const { target } = leg.party.supplier ?? {};
  const followUpAt = worksFrom(leg.hours, now);
  setLeg(draft, { run: { ref, reportedAt: now, followUpAt, chased: [] } });
  if (!target) return;
  const { hours } = leg;
  const owed = { target, hours, ...calendarOf(draft.s, hours) };
  setClock(draft, startClock(`supplier/${leg.n}`, now, owed));
};

/** Known hours move the start of a run that was reported before they came. */
export const rerun = (draft: Draft): void => {
  const { run, hours } = draft.s.leg;
  if (!run) return;
  setLeg(draft, { run: { ...run, followUpAt: worksFrom(hours, run.reportedAt) } });
};

export const nextContactOf = ({ party, nextContact }: Leg) => {
  const contacts = party.supplier?.contacts ?? [];
  return contacts[nextContact % Math.max(1, contacts.length)];
};
