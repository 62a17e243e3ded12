import type { Actor, Asked, Command, Entry, Fact, Instant, Refusal, Step } from '../machine.js';
import type { Gone, ShiftAsked } from './commands.js';
import type { GatherEffect, ShiftEffect, ShiftPage, ShiftTell } from './effects.js';
import { shiftMachine } from './machine.js';
import type { Shift } from './process.js';
import type { OpenItem, ShiftInput, ShiftState } from './state.js';

export const minute = 60_000;
export const t0 = Date.UTC(2026, 0, 10, 12);

const user = (id: string): Actor => ({ kind: 'user', id, person: id });
export const out = user('out');
export const inn = user('in');
export const eve = user('eve');
export const lead: Actor = { ...user('lea'), lead: true };
export const robot: Actor = { kind: 'apiKey', id: 'robot' };

export const inputOf = (over: Partial<ShiftInput> = {}): ShiftInput => ({
  id: 'shf_noc_1',
  schedule: { id: 'sch_noc', name: 'NOC' },
  outgoing: { id: 'out', name: 'Out' },
  incoming: { id: 'in', name: 'In' },
  at: t0,
  owner: 'owner',
  head: 'head',
  by: { kind: 'system', id: 'baton' },
  ...over,
});

export const openItem = (n: number, over: Partial<OpenItem> = {}): OpenItem => ({
  id: `inc_${n}`,
  number: `INC-${1_000 + n}`,
  title: `link ${n} down`,
  stage: 'responding',
  ...over,
});

export const items = (count: number, from = 1): OpenItem[] =>
  Array.from({ length: count }, (_, k) => openItem(from + k));

/** Freezes a value through and through; refuses what JSON would lose or change. */
export const frozen = <T>(value: T): T => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('not a finite number');
  if (value === undefined || typeof value === 'function') throw new Error('not plain JSON');
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
};

/** The shell without an engine, and the records as a list of who holds what. */
export interface Play {
  state: ShiftState;
  now: Instant;
  effects: ShiftEffect[];
  /** Put out and still wanted then, in order; `take` removes them. */
  waiting: ShiftEffect[];
  entries: Entry[];
  facts: Fact[];
  steps: Step<Shift>[];
}

const enter = (play: Play, step: Step<Shift>): void => {
  play.state = frozen(step.state);
  play.effects.push(...frozen(step.effects));
  play.waiting.push(...step.effects);
  play.entries.push(...frozen(step.entries));
  play.facts.push(...frozen(step.facts ?? []));
  play.steps.push(step);
};

const tickTo = (play: Play): void => {
  const due = shiftMachine.nextDue(play.state);
  if (due !== undefined && due <= play.now) enter(play, shiftMachine.tick(play.state, play.now));
};

export const start = (input: ShiftInput = inputOf(), at: Instant = t0): Play => {
  const first = shiftMachine.begin(frozen(input), at);
  const play: Play = {
    ...{ state: first.state, now: at, effects: [], waiting: [] },
    ...{ entries: [], facts: [], steps: [] },
  };
  enter(play, first);
  return play;
};

/** Wakes at every due instant up to `now`, as a punctual engine does. */
export const runTo = (play: Play, now: Instant): void => {
  const wakesMax = 10_000;
  for (let wakes = 0; wakes < wakesMax; wakes += 1) {
    const due = shiftMachine.nextDue(play.state);
    if (due === undefined || due > now) break;
    play.now = Math.max(play.now, due);
    enter(play, shiftMachine.tick(play.state, play.now));
  }
  play.now = now;
};

/** Hands out what waits and is still wanted. */
export const take = <K extends ShiftEffect['kind']>(
  play: Play,
  kind: K,
): Extract<ShiftEffect, { kind: K }>[] => {
  const isKind = (effect: ShiftEffect): effect is Extract<ShiftEffect, { kind: K }> =>
    effect.kind === kind;
  const found = play.waiting.filter(isKind);
  play.waiting = play.waiting.filter((effect) => !isKind(effect));
  return found.filter((effect) => shiftMachine.wanted(play.state, effect));
};

export const report = (play: Play, command: Command<Shift>): void => {
  tickTo(play);
  enter(play, shiftMachine.apply(play.state, frozen(command), play.now));
};

/** Answers the reading of the list that is under way. */
export const gathered = (
  play: Play,
  answer: { fresh?: OpenItem[]; gone?: Gone[]; more?: number } = {},
): GatherEffect => {
  const effect = take(play, 'gather').at(-1);
  if (!effect) throw new Error('nothing is being read');
  const { fresh = [], gone = [], more = 0 } = answer;
  report(play, { type: 'gathered', effect: effect.id, fresh, gone, more });
  return effect;
};

/** Gives a command; answers the refusal, if any. */
export const ask = (play: Play, by: Actor, command: ShiftAsked): Refusal | undefined => {
  tickTo(play);
  const asked: Asked<Shift> = frozen({ ...command, by });
  const refusal = shiftMachine.check(play.state, asked, play.now);
  if (!refusal) enter(play, shiftMachine.apply(play.state, asked, play.now));
  return refusal;
};

export const sign = (play: Play, ...named: string[]): Refusal | undefined =>
  ask(play, inn, { type: 'sign', items: named });

/** A hand-over whose list was read: so many items to sign. */
export const listed = (count = 3, input: ShiftInput = inputOf()): Play => {
  const play = start(input);
  gathered(play, { fresh: items(count) });
  return play;
};

export const pages = (play: Play): ShiftPage[] => take(play, 'page');
export const tells = (play: Play): ShiftTell[] => take(play, 'tell');

export const states = (play: Play): string[] => play.state.items.map(({ state }) => state);
