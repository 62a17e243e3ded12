import type { Target as Owed } from '../calendar/snapshot.js';
import { rewalkClock, startClock, stopClock, type Clock, type Hours } from '../clock.js';
import { startLadder, type Ladder, type Target } from '../ladder.js';
import type { Instant } from '../machine.js';
import { runsAlways, silentEveryS, targetsFor, type PartyTargets } from './clock-table.js';
import { silence, type Draft } from './draft.js';
import { clocksMax, type Awaited, type EscalationState, type LadderName } from './state.js';

export const isAlways = ({ priority, interruption }: EscalationState): boolean =>
  runsAlways(priority, interruption);

export const owed = (s: EscalationState): PartyTargets => targetsFor(s, s.ownClocks);

/** The hours in which the party of the live leg is waited for (R17). */
export const legHours = (s: EscalationState): Hours => (isAlways(s) ? 'always' : s.leg.hours);

export const clockOf = (s: EscalationState, obligation: string): Clock | undefined =>
  s.clocks.find((clock) => clock.obligation === obligation);

export const setClock = (draft: Draft, clock: Clock): void => {
  const { s } = draft;
  const others = s.clocks.filter(({ obligation }) => obligation !== clock.obligation);
  const stopped = others.filter(({ stoppedAt }) => stoppedAt !== undefined);
  const beyond = Math.max(0, others.length + 1 - clocksMax);
  const dropped = stopped.slice(0, beyond);
  s.clocks = [...others.filter((each) => !dropped.includes(each)), clock];
};

export const stopObligation = (draft: Draft, obligation: string, at: Instant): void => {
  draft.s.clocks = draft.s.clocks.map((clock) =>
    clock.obligation === obligation ? stopClock(clock, at) : clock,
  );
};

/** The work calendar that readers are shown beside a clock that runs on it. */
export const calendarOf = ({ leg }: EscalationState, hours: Hours): { calendar?: string } => {
  const { calendar } = leg.party;
  return hours !== 'always' && calendar?.kind === 'calendar' ? { calendar: calendar.id } : {};
};

const times = (target: Owed, count: number): Owed =>
  'ms' in target ? { ms: target.ms * count } : { workingDays: target.workingDays * count };

const walkedFrom = (base: Instant, target: Owed, hours: Hours): Instant =>
  startClock('step', base, { target, hours }).dueAt;

interface Climb {
  rungs: Target[][];
  /** Rung 0 is due then; rung k after k steps walked over the hours, in whole seconds. */
  base: Instant;
  step: Owed;
  hours: Hours;
}

/** The ladder of one silence: whom it adds, when, each anchored to its own due time (I3). */
export const climbing = ({ rungs, base, step, hours }: Climb): Ladder => {
  const dues = rungs.map((_, k) => (k === 0 ? base : walkedFrom(base, times(step, k), hours)));
  const delayS = (k: number): number =>
    Math.max(1, Math.ceil(((dues[k + 1] ?? 0) - (dues[k] ?? 0)) / 1000));
  const exhaustedEveryS = hours === 'always' ? silentEveryS.atOnce : silentEveryS.onCalendar;
  return startLadder(
    { rungs: rungs.map((targets, k) => ({ targets, delayS: delayS(k) })), exhaustedEveryS },
    base,
  );
};

export interface Wait {
  what: Awaited['what'];
  target: Owed;
  /** From one rung to the next; the target where it is not given. */
  step?: Owed;
  rungs: Target[][];
  pages: LadderName;
  hours: Hours;
  /** Rung 0 pages at once, or only when the clock has run out. */
  first: 'at_once' | 'when_due';
  /** The answer is wanted no later than this, whatever the target says. */
  latest?: Instant | undefined;
}

/** The target and hours of a wait, shortened where the answer is wanted sooner. */
const limited = ({ target, hours, latest }: Wait, now: Instant): { target: Owed; hours: Hours } => {
  const sooner = latest !== undefined && latest > now && latest < walkedFrom(now, target, hours);
  return sooner ? { target: { ms: latest - now }, hours: 'always' } : { target, hours };
};

/** Waits for a party or the asker: its clock runs and its ladder climbs until it answers. */
export const awaitAnswer = (draft: Draft, wait: Wait, now: Instant): void => {
  const { s } = draft;
  const obligation = `${wait.what}/${s.leg.n}`;
  const { target, hours } = limited(wait, now);
  const clock = startClock(obligation, now, { target, hours, ...calendarOf(s, hours) });
  setClock(draft, clock);
  const base = wait.first === 'at_once' ? now : clock.dueAt;
  const step = wait.step ?? target;
  s.awaited = {
    what: wait.what,
    obligation,
    ladder: climbing({ rungs: wait.rungs, base, step, hours }),
    pages: wait.pages,
  };
};

/** It was answered: the clock stops, and nobody is paged about it any longer (I4). */
export const endWait = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  const { awaited } = s;
  if (!awaited) return;
  stopObligation(draft, awaited.obligation, at);
  silence(draft, [awaited.pages]);
  delete s.awaited;
};

/** Better hours came: running clocks and the rungs ahead are walked again from where they began. */
export const rewalk = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  const supplier = `supplier/${s.leg.n}`;
  const hours = legHours(s);
  s.clocks = s.clocks.map((clock) => {
    if (clock.obligation === supplier) return rewalkClock(clock, s.leg.hours, now);
    return onCalendar(s, clock.obligation) ? rewalkClock(clock, hours, now) : clock;
  });
  const { awaited } = s;
  if (!awaited || awaited.silent || !onCalendar(s, awaited.obligation)) return;
  const clock = clockOf(s, awaited.obligation);
  if (!clock) return;
  const rungs = awaited.ladder.rungs.map(({ targets }) => targets);
  const late = awaited.what === 'update';
  const step = late ? owed(s).accept : clock.target;
  const base = late ? clock.dueAt : clock.startAt;
  const { next, reached, skipped } = awaited.ladder;
  const ladder = { ...climbing({ rungs, base, step, hours }), next, reached, skipped };
  s.awaited = { ...awaited, ladder };
};

/** Clocks of the live leg that run on its party's calendar; a supplier takes a report at any hour. */
const onCalendar = (s: EscalationState, obligation: string): boolean => {
  if (isAlways(s)) return false;
  const waits = s.leg.party.kind === 'supplier' ? ['update'] : ['accept', 'update', 'confirm'];
  return waits.some((what) => obligation === `${what}/${s.leg.n}`);
};
