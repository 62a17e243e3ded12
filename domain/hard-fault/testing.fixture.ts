import { takeSnapshot } from '../calendar/take-snapshot.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';
import type { Actor, Asked, Command, Entry, Fact, Instant, Refusal, Step } from '../machine.js';
import type { HardFaultAsked } from './commands.js';
import type { HardFaultEffect, HardFaultPage } from './effects.js';
import { hardFaultMachine as machine } from './machine.js';
import type { HardFault } from './process.js';
import type { DepartmentHours, HardFaultInput, HardFaultState } from './state.js';

export const hour = 3_600_000;
export const day = 24 * hour;
/** A Friday noon. */
export const t0 = Date.UTC(2026, 0, 9, 12);

const user = (id: string): Actor => ({ kind: 'user', id, person: id });
export const opener = user('opener');
export const leadPerson = user('lee');
export const eve = user('eve');
export const opsLead: Actor = { ...user('olga'), lead: true };
export const robot: Actor = { kind: 'apiKey', id: 'robot' };

export const inputOf = (over: Partial<HardFaultInput> = {}): HardFaultInput => ({
  id: 'hfl_1',
  incident: { id: 'inc_1', title: 'line drops at night' },
  reason: 'three suppliers, no cause',
  basis: 'bounced',
  urgent: true,
  opener: { id: 'opener', name: 'Opener' },
  lead: { id: 'lee', name: 'Lee' },
  department: { id: 'dep_noc', name: 'NOC' },
  suppliers: [],
  deputy: 'deputy',
  head: 'head',
  executive: 'boss',
  by: opener,
  ...over,
});

const weekdays: WorkCalendar = {
  zone: 'UTC',
  weekly: ([1, 2, 3, 4, 5] as const).map((at) => ({
    day: at,
    intervals: [{ from: '09:00', to: '18:00' }],
  })),
  exceptions: [],
  closedMode: 'closed',
  coveredYears: null,
};

export const officeHours = (from: Instant = t0): DepartmentHours => ({
  calendar: 'cal_office',
  snapshot: takeSnapshot(weekdays, { from, until: from + 28 * day }),
});

/** Freezes a value through and through; refuses what JSON would lose or change. */
const frozen = <T>(value: T): T => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('not a finite number');
  if (value === undefined || typeof value === 'function') throw new Error('not plain JSON');
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
};

/** The shell without an engine. */
export interface Play {
  state: HardFaultState;
  now: Instant;
  /** Put out, in order; `pages` and `tells` remove what they hand out. */
  waiting: HardFaultEffect[];
  entries: Entry[];
  facts: Fact[];
}

const enter = (play: Play, step: Step<HardFault>): void => {
  play.state = frozen(step.state);
  play.waiting.push(...frozen(step.effects));
  play.entries.push(...frozen(step.entries));
  play.facts.push(...frozen(step.facts ?? []));
};

export const start = (input: HardFaultInput = inputOf(), at: Instant = t0): Play => {
  const first = machine.begin(frozen(input), at);
  const play: Play = { state: first.state, now: at, waiting: [], entries: [], facts: [] };
  enter(play, first);
  return play;
};

/** Wakes at every due instant up to `now`, as a punctual engine does. */
export const runTo = (play: Play, now: Instant): void => {
  const wakesMax = 10_000;
  for (let wakes = 0; wakes < wakesMax; wakes += 1) {
    const due = machine.nextDue(play.state);
    if (due === undefined || due > now) break;
    play.now = Math.max(play.now, due);
    enter(play, machine.tick(play.state, play.now));
  }
  play.now = now;
};

/** One late tick, as after an outage. */
export const wakeAt = (play: Play, now: Instant): void => {
  play.now = now;
  enter(play, machine.tick(play.state, now));
};

export const report = (play: Play, command: Command<HardFault>): void => {
  wakeAt(play, play.now);
  enter(play, machine.apply(play.state, frozen(command), play.now));
};

/** Gives a command; answers the refusal, if any. */
export const ask = (play: Play, by: Actor, command: HardFaultAsked): Refusal | undefined => {
  wakeAt(play, play.now);
  const asked: Asked<HardFault> = frozen({ ...command, by });
  const refusal = machine.check(play.state, asked, play.now);
  if (!refusal) enter(play, machine.apply(play.state, asked, play.now));
  return refusal;
};

const handedOut = (play: Play, kind: HardFaultEffect['kind']): HardFaultEffect[] => {
  const found = play.waiting.filter((effect) => effect.kind === kind);
  play.waiting = play.waiting.filter((effect) => effect.kind !== kind);
  return found.filter((effect) => machine.wanted(play.state, effect));
};

/** Pages handed out since the last call, those that are still wanted. */
export const pages = (play: Play): HardFaultPage[] =>
  handedOut(play, 'page').flatMap((effect) => (effect.kind === 'page' ? [effect] : []));

export const words = (play: Play) =>
  handedOut(play, 'tell').flatMap((effect) => (effect.kind === 'tell' ? [effect.message] : []));

export const readings = (play: Play) =>
  handedOut(play, 'hours').flatMap((effect) => (effect.kind === 'hours' ? [effect] : []));

export const whom = (page: HardFaultPage): string[] =>
  page.targets.map((target) => ('id' in target ? target.id : target.role));

/** A track that its lead has accepted. */
export const led = (input: HardFaultInput = inputOf()): Play => {
  const play = start(input);
  ask(play, leadPerson, { type: 'accept' });
  pages(play);
  words(play);
  return play;
};

export const step = { type: 'step', text: 'swapped the card', next: 'watch the night' } as const;
