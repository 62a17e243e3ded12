import type { Actor, Asked, Command, Entry, Instant, Refusal, Step } from '../machine.js';
import type { IncidentAsked, IncidentReported } from './commands.js';
import type { IncidentEffect, IncidentPage } from './effects.js';
import { incidentMachine } from './machine.js';
import type { Incident } from './process.js';
import type { AlertEvent, IncidentInput, IncidentState } from './state.js';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const t0 = Date.UTC(2026, 0, 10, 14);

export const ann: Actor = { kind: 'user', id: 'ann', person: 'ann' };
export const bob: Actor = { kind: 'user', id: 'bob', person: 'bob' };
export const lea: Actor = { kind: 'user', id: 'lea', person: 'lea', lead: true };
export const robot: Actor = { kind: 'apiKey', id: 'robot' };

export const rung = (delayS: number, id: string) => ({
  delayS,
  targets: [{ kind: 'schedule' as const, id }],
});

/** Three rungs 5 and 10 min apart, the last one every 30 min; the restore ladder has two. */
export const inputOf = (over: Partial<IncidentInput> = {}): IncidentInput => ({
  id: 'inc-1',
  title: 'core switch down',
  severity: 'error',
  impactClass: 'degraded',
  source: { kind: 'integration', id: 'prom', name: 'Prometheus' },
  policy: {
    id: 'pol-1',
    version: 3,
    rungs: [rung(300, 'first'), rung(600, 'second'), rung(0, 'third')],
    overdue: [rung(1_800, 'manager'), rung(0, 'head')],
    ackTtlS: 1_800,
    exhaustedEveryS: 1_800,
  },
  targets: {
    acknowledgeS: 600,
    restoreS: 365 * 86_400,
    verifyS: 1_800,
    observeS: 14_400,
    offerS: 900,
  },
  duty: 'first',
  drill: false,
  ...over,
});

export const event = (over: Partial<AlertEvent> & { id: string }): AlertEvent => ({
  integration: 'prom',
  action: 'trigger',
  dedupKey: 'disk',
  title: 'disk full',
  ...over,
});

export const pagedReport = (
  effect: IncidentEffect,
  over: Partial<Extract<IncidentReported, { type: 'paged' }>> = {},
): IncidentReported => {
  if (effect.kind !== 'page') throw new Error(`a ${effect.kind} effect is no page`);
  return {
    type: 'paged',
    effect: effect.id,
    ladder: effect.ladder,
    ...(effect.rung !== undefined && { rung: effect.rung }),
    empty: false,
    people: [{ person: 'ann', name: 'Ann', state: 'delivered', channels: ['mail'] }],
    more: 0,
    waiting: false,
    later: [],
    gaps: [],
    ...over,
  };
};

/** Freezes a value through and through; refuses what JSON would lose or change. */
export const frozen = <T>(value: T): T => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('not a finite number');
  if (value === undefined || typeof value === 'function') throw new Error('not plain JSON');
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
};

/** The shell without an engine: ticks to now, then checks and applies, then hands out effects. */
export interface Play {
  state: IncidentState;
  now: Instant;
  /** Every effect the machine put out, and those that were still wanted when handed out. */
  effects: IncidentEffect[];
  handed: IncidentEffect[];
  entries: Entry[];
  steps: Step<Incident>[];
}

const enter = (play: Play, steps: Step<Incident>[]): void => {
  for (const step of steps) {
    play.state = frozen(step.state);
    play.effects.push(...frozen(step.effects));
    play.entries.push(...frozen(step.entries));
    play.steps.push(step);
  }
  const fresh = steps.flatMap((step) => step.effects);
  play.handed.push(...fresh.filter((effect) => incidentMachine.wanted(play.state, effect)));
};

const tickStep = (play: Play): Step<Incident>[] => {
  const due = incidentMachine.nextDue(play.state);
  return due !== undefined && due <= play.now ? [incidentMachine.tick(play.state, play.now)] : [];
};

export const start = (input: IncidentInput = inputOf(), at: Instant = t0): Play => {
  const first = incidentMachine.begin(frozen(input), at);
  const play: Play = {
    state: first.state,
    now: at,
    effects: [],
    handed: [],
    entries: [],
    steps: [],
  };
  enter(play, [first]);
  enter(play, tickStep(play));
  return play;
};

/** One late tick at `now`, as after an outage. */
export const wakeAt = (play: Play, now: Instant): void => {
  play.now = now;
  enter(play, tickStep(play));
  const due = incidentMachine.nextDue(play.state);
  if (due !== undefined && due <= now) throw new Error('a tick did not get past now');
};

/** Wakes at every due instant up to `now`, as a punctual engine does. */
export const runTo = (play: Play, now: Instant): void => {
  for (let due = incidentMachine.nextDue(play.state); due !== undefined && due <= now;) {
    wakeAt(play, Math.max(due, play.now));
    due = incidentMachine.nextDue(play.state);
  }
  play.now = now;
};

export const give = (play: Play, command: Command<Incident>, now: Instant = play.now): void => {
  play.now = now;
  const ticked = tickStep(play);
  const current = ticked.at(-1)?.state ?? play.state;
  enter(play, [...ticked, incidentMachine.apply(frozen(current), frozen(command), now)]);
};

/** A person's command; the refusal where it is refused, which changes nothing. */
export const ask = (
  play: Play,
  by: Actor,
  command: IncidentAsked,
  now: Instant = play.now,
): Refusal | undefined => {
  const full = frozen({ ...command, by }) as Asked<Incident>;
  play.now = now;
  const ticked = tickStep(play);
  const current = frozen(ticked.at(-1)?.state ?? play.state);
  const refusal = incidentMachine.check(current, full, now);
  enter(play, refusal ? ticked : [...ticked, incidentMachine.apply(current, full, now)]);
  return refusal;
};

/** As `ask`, for a story in which a refusal is a mistake of the story. */
export const must = (
  play: Play,
  by: Actor,
  command: IncidentAsked,
  now: Instant = play.now,
): void => {
  const refusal = ask(play, by, command, now);
  if (refusal) throw new Error(`${command.type} was refused: ${refusal.code}`);
};

export const isPage = (effect: IncidentEffect): effect is IncidentPage => effect.kind === 'page';

export const lastPage = (play: Play): IncidentPage => {
  const page = play.effects.filter(isPage).at(-1);
  if (!page) throw new Error('no page so far');
  return page;
};

/** The pages handed out, as minutes after the beginning and rung (1 = first). */
export const pagesOf = (
  play: Play,
  ladder: IncidentPage['ladder'] = 'respond',
): [number, number][] =>
  play.handed
    .filter(isPage)
    .filter((page) => page.ladder === ladder && page.rung !== undefined)
    .map((page) => [(page.due - t0) / minute, (page.rung ?? 0) + 1]);

export const lines = (play: Play): string[] => play.entries.map((entry) => entry.what);
