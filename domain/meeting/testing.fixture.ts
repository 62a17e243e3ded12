import type { Actor, Asked, Command, Entry, Fact, Refusal } from '../machine.js';
import type { MeetingAsked } from './commands.js';
import type { MeetingEffect } from './effects.js';
import { meetingMachine as machine } from './machine.js';
import type { Meeting } from './process.js';
import type { MeetingInput, MeetingParty, MeetingState } from './state.js';

export const dayMs = 86_400_000;
export const hourMs = 3_600_000;
export const start = Date.UTC(2026, 10, 2, 1);
export const user = (id: string): Actor => ({ kind: 'user', id, person: id });
export const lead: Actor = { ...user('ola'), lead: true };

export const sideOf = (name: string): MeetingParty => ({
  department: { id: `dep_${name}`, name },
  person: { id: name, name },
  deputy: { id: `${name}_deputy`, name: `${name} deputy` },
  head: `${name}_head`,
  executive: `${name}_executive`,
});

export const inputOf = (change: Partial<MeetingInput> = {}): MeetingInput => ({
  ...{ id: 'mtg_1', kind: 'regular', title: 'ops and project', everyDays: 30, firstAt: start },
  parties: [sideOf('ops'), sideOf('project')],
  opener: { id: 'ann', name: 'Ann' },
  by: user('ann'),
  ...change,
});

/** The shell without an engine. */
export interface Play {
  state: MeetingState;
  now: number;
  effects: MeetingEffect[];
  entries: Entry[];
  facts: Fact[];
}

const enter = (run: Play, step: ReturnType<typeof machine.tick>): void => {
  run.state = step.state;
  run.effects.push(...step.effects);
  run.entries.push(...step.entries);
  run.facts.push(...(step.facts ?? []));
};

export const play = (change?: Partial<MeetingInput>): Play => {
  const step = machine.begin(inputOf(change), start);
  const run: Play = { state: step.state, now: start, effects: [], entries: [], facts: [] };
  enter(run, step);
  return run;
};

/** Everything due until `at`, each in time. */
export const until = (run: Play, at: number): Play => {
  const wakesMax = 5_000;
  for (let wakes = 0; wakes < wakesMax; wakes += 1) {
    const due = machine.nextDue(run.state);
    if (due === undefined || due > at) break;
    run.now = Math.max(run.now, due);
    enter(run, machine.tick(run.state, run.now));
  }
  run.now = at;
  return run;
};

export const give = (run: Play, command: Command<Meeting>): void => {
  enter(run, machine.tick(run.state, run.now));
  enter(run, machine.apply(run.state, command, run.now));
};

/** Gives a command; answers the refusal, if any. */
export const ask = (run: Play, by: string | Actor, command: MeetingAsked): Refusal | undefined => {
  const given: Asked<Meeting> = { ...command, by: typeof by === 'string' ? user(by) : by };
  enter(run, machine.tick(run.state, run.now));
  const refusal = machine.check(run.state, given, run.now);
  if (!refusal) enter(run, machine.apply(run.state, given, run.now));
  return refusal;
};

export const propose = (run: Play, days = 2): MeetingAsked => ({
  ...{ type: 'propose', at: run.now + days * dayMs, minutes: 60 },
});

export const held = (
  change: Partial<Extract<MeetingAsked, { type: 'held' }>> = {},
): MeetingAsked => ({
  ...{ type: 'held', minutes: 'we talked', actions: [] },
  ...change,
});

/** `[who, days after the start, why]` of every page. */
export const pagesOf = ({ effects }: Play): [string, number, string][] =>
  effects.flatMap((effect) =>
    effect.kind === 'page'
      ? effect.targets.map((target): [string, number, string] => [
          'id' in target ? target.id : '',
          Math.round(((effect.due - start) / dayMs) * 100) / 100,
          effect.reason,
        ])
      : [],
  );

export const of = <K extends MeetingEffect['kind']>(
  { effects }: Play,
  kind: K,
): Extract<MeetingEffect, { kind: K }>[] =>
  effects.filter((effect): effect is Extract<MeetingEffect, { kind: K }> => effect.kind === kind);
