import { takeSnapshot } from '../calendar/take-snapshot.js';
import type { DepartmentHours } from '../hard-fault/state.js';
import type { Actor, Asked, Command, Entry, Fact, Refusal } from '../machine.js';
import type { AskAsked } from './commands.js';
import type { AskEffect } from './effects.js';
import { askMachine as machine } from './machine.js';
import type { Ask } from './process.js';
import type { AskInput, AskState } from './state.js';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** A Monday, 09:00 in Shanghai. */
export const monday = Date.UTC(2026, 10, 2, 1);

export const user = (id: string): Actor => ({ kind: 'user', id, person: id });
export const leadOf = (id: string): Actor => ({ ...user(id), lead: true });
export const robot: Actor = { kind: 'apiKey', id: 'k' };

/** Monday to Friday, nine to six in Shanghai. */
export const office = (from = monday): DepartmentHours => ({
  calendar: 'cal_office',
  snapshot: takeSnapshot(
    {
      zone: 'Asia/Shanghai',
      weekly: [1, 2, 3, 4, 5].map((day) => ({ day, intervals: [{ from: '09:00', to: '18:00' }] })),
      ...{ exceptions: [], closedMode: 'closed', coveredYears: null },
    },
    { from, until: from + 28 * dayMs },
  ),
});

export const inputOf = (change: Partial<AskInput> = {}): AskInput => ({
  ...{ id: 'ask_1', what: 'a mentor for the night shift', neededBy: monday + 60 * dayMs },
  effectOfDelay: 'two engineers stay without sign-off',
  requester: { id: 'ann', name: 'Ann' },
  requesterDepartment: { id: 'dep_ops', name: 'Ops' },
  requesterHead: 'opshead',
  askedOf: { id: 'boss', name: 'Boss' },
  department: { id: 'dep_hr', name: 'HR' },
  ...{ deputy: 'dee', head: 'hed', executive: 'exe' },
  hours: office(),
  by: user('ann'),
  ...change,
});

/** The shell without an engine. */
export interface Play {
  state: AskState;
  now: number;
  effects: AskEffect[];
  entries: Entry[];
  facts: Fact[];
}

export const play = (change?: Partial<AskInput>): Play => {
  const { state, effects, entries, facts = [] } = machine.begin(inputOf(change), monday);
  return { state, now: monday, effects, entries, facts };
};

const enter = (run: Play, step: ReturnType<typeof machine.apply>): void => {
  run.state = step.state;
  run.effects.push(...step.effects);
  run.entries.push(...step.entries);
  run.facts.push(...(step.facts ?? []));
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

export const give = (run: Play, command: Command<Ask>): void => {
  enter(run, machine.tick(run.state, run.now));
  enter(run, machine.apply(run.state, command, run.now));
};

/** Gives a command; answers the refusal, if any. */
export const ask = (run: Play, by: string | Actor, command: AskAsked): Refusal | undefined => {
  const given: Asked<Ask> = { ...command, by: typeof by === 'string' ? user(by) : by };
  enter(run, machine.tick(run.state, run.now));
  const refusal = machine.check(run.state, given, run.now);
  if (!refusal) enter(run, machine.apply(run.state, given, run.now));
  return refusal;
};

/** Answers the last look for a delegate. */
export const foundDelegate = (run: Play, id: string): void => {
  const effect = run.effects.findLast(({ kind }) => kind === 'delegate')?.id ?? '';
  give(run, { type: 'delegate_found', effect, delegate: { id, name: id } });
};

/** `[who, days after the start, why]` of every page. */
export const pagesOf = ({ effects }: Play): [string, number, string][] =>
  effects.flatMap((effect) =>
    effect.kind === 'page'
      ? effect.targets.map((target): [string, number, string] => [
          'id' in target ? target.id : target.role,
          Math.round(((effect.due - monday) / dayMs) * 10) / 10,
          effect.reason,
        ])
      : [],
  );

export const tomorrow = (run: Play, days = 1): number => run.now + days * dayMs;
