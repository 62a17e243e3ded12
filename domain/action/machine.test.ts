import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import type { Actor, Asked, Entry, Fact, Refusal } from '../machine.js';
import { allowedIn } from './check.js';
import type { ActionAsked, ActionVerb } from './commands.js';
import type { ActionEffect } from './effects.js';
import { actionMachine as machine } from './machine.js';
import type { Action } from './process.js';
import type { ActionInput, ActionStage, ActionState } from './state.js';

const dayMs = 86_400_000;
const start = Date.UTC(2026, 10, 2, 1);
const user = (id: string): Actor => ({ kind: 'user', id, person: id });
const lead: Actor = { ...user('ola'), lead: true };

const inputOf = (change: Partial<ActionInput> = {}): ActionInput => ({
  ...{ id: 'act_1', title: 'write the article', due: start + 10 * dayMs },
  owner: { id: 'tom', name: 'Tom' },
  opener: { id: 'ann', name: 'Ann' },
  department: { id: 'dep_noc', name: 'NOC' },
  ...{ deputy: 'dee', head: 'hed', executive: 'exe' },
  by: user('ann'),
  ...change,
});

interface Play {
  state: ActionState;
  now: number;
  effects: ActionEffect[];
  entries: Entry[];
  facts: Fact[];
}

const enter = (run: Play, step: ReturnType<typeof machine.tick>): void => {
  run.state = step.state;
  run.effects.push(...step.effects);
  run.entries.push(...step.entries);
  run.facts.push(...(step.facts ?? []));
};

const play = (change?: Partial<ActionInput>): Play => {
  const step = machine.begin(inputOf(change), start);
  const run: Play = { state: step.state, now: start, effects: [], entries: [], facts: [] };
  enter(run, step);
  return run;
};

const until = (run: Play, at: number): Play => {
  const wakesMax = 2_000;
  for (let wakes = 0; wakes < wakesMax; wakes += 1) {
    const due = machine.nextDue(run.state);
    if (due === undefined || due > at) break;
    run.now = Math.max(run.now, due);
    enter(run, machine.tick(run.state, run.now));
  }
  run.now = at;
  return run;
};

const ask = (run: Play, by: string | Actor, command: ActionAsked): Refusal | undefined => {
  const given: Asked<Action> = { ...command, by: typeof by === 'string' ? user(by) : by };
  enter(run, machine.tick(run.state, run.now));
  const refusal = machine.check(run.state, given, run.now);
  if (!refusal) enter(run, machine.apply(run.state, given, run.now));
  return refusal;
};

const pagesOf = ({ effects }: Play): [string, number, string][] =>
  effects.flatMap((effect) =>
    effect.kind === 'page'
      ? effect.targets.map((target): [string, number, string] => [
          'id' in target ? target.id : '',
          (effect.due - start) / dayMs,
          effect.reason,
        ])
      : [],
  );

const done: ActionAsked = {
  type: 'done',
  evidence: 'article 12',
  links: ['https://kb.example/12'],
};
const reason = 'no';

const inStage: Record<ActionStage, () => Play> = {
  scheduled: () => play({ opensAt: start + 5 * dayMs }),
  open: () => play(),
  done: () => {
    const run = play();
    ask(run, 'tom', done);
    return run;
  },
  closed: () => {
    const run = play();
    ask(run, 'ann', { type: 'cancel', reason });
    return run;
  },
};

const verbs: Record<ActionVerb, (run: Play) => [string, ActionAsked]> = {
  done: () => ['tom', done],
  verify: () => ['ann', { type: 'verify' }],
  reject: () => ['ann', { type: 'reject', reason }],
  move: (run) => ['ann', { type: 'move', due: run.now + 20 * dayMs, reason }],
  assign: () => ['ann', { type: 'assign', to: { person: { id: 'eve', name: 'Eve' } } }],
  cancel: () => ['ann', { type: 'cancel', reason }],
};

const table = (Object.keys(inStage) as ActionStage[]).flatMap((stage) =>
  (Object.keys(verbs) as ActionVerb[]).map((verb): [ActionStage, ActionVerb] => [stage, verb]),
);

describe('an action', () => {
  test.each(table)('%s takes %s exactly where the table says so', (stage, verb) => {
    const run = inStage[stage]();
    const [by, command] = verbs[verb](run);
    const code = ask(run, by, command)?.code;
    expect(code).toBe(allowedIn[verb].includes(stage) ? undefined : 'wrong_state');
  });

  it('reminds its owner, and when it is overdue climbs to the executive for ever', () => {
    expect(pagesOf(until(play(), start + 30 * dayMs))).toEqual([
      ['tom', 0, 'opened'],
      ['tom', 5, 'date_near'],
      ['tom', 7.5, 'date_near'],
      ['tom', 9, 'date_near'],
      ['ann', 10, 'overdue'],
      ['tom', 10, 'overdue'],
      ['dee', 15, 'overdue'],
      ['hed', 20, 'overdue'],
      ['exe', 25, 'overdue'],
      ['exe', 30, 'overdue'],
    ]);
  });

  it('asks nobody for anything before the date that opens it', () => {
    const run = until(inStage.scheduled(), start + 4 * dayMs);
    expect(pagesOf(run)).toEqual([]);
    until(run, start + 5 * dayMs);
    expect(pagesOf(run)).toEqual([['tom', 5, 'opened']]);
    expect(run.state.stage).toBe('open');
  });

  it('is verified by another person than the one who owns or reported it', () => {
    const run = inStage.done();
    expect(run.state.baton.holder).toEqual({ person: 'ann' });
    expect(ask(run, 'tom', { type: 'verify' })?.code).toBe('second_name_needed');
    expect(ask(run, { ...user('tom'), lead: true }, { type: 'verify' })?.code).toBe(
      'second_name_needed',
    );
    expect(ask(run, 'eve', { type: 'verify' })?.code).toBe('not_holder');
    expect(ask(run, 'ann', { type: 'verify' })).toBeUndefined();
    expect(machine.outcome(run.state)).toEqual({ closedAs: 'verified', closedAt: start });
  });

  it('that somebody set themselves is verified, moved and cancelled by another', () => {
    const run = play({ opener: { id: 'tom', name: 'Tom' } });
    const due = start + 30 * dayMs;
    expect(ask(run, 'tom', { type: 'move', due, reason })?.code).toBe('second_name_needed');
    expect(ask(run, 'tom', { type: 'cancel', reason })?.code).toBe('second_name_needed');
    ask(run, 'tom', done);
    expect(run.state.baton.holder).toEqual({ person: 'hed' });
    expect(ask(run, 'hed', { type: 'verify' })).toBeUndefined();
  });

  it('that was done and does not do was never done: the date stands', () => {
    const run = inStage.done();
    expect(run.facts.at(-1)?.data).toMatchObject({ doneAt: start, due: start + 10 * dayMs });
    ask(run, 'ann', { type: 'reject', reason });
    expect(run.facts.at(-1)?.data).toMatchObject({ doneAt: null, due: start + 10 * dayMs });
    expect(run.state).toMatchObject({ stage: 'open', baton: { holder: { person: 'tom' } } });
    until(run, start + 11 * dayMs);
    expect(pagesOf(run).at(-1)).toEqual(['tom', 10, 'overdue']);
  });

  it('keeps its promise by a date that was moved in time, and not by one moved too late', () => {
    const early = play();
    ask(early, 'ann', { type: 'move', due: start + 20 * dayMs, reason });
    expect(early.facts.at(-1)?.data).toMatchObject({ due: start + 20 * dayMs });
    const late = until(play(), start + 11 * dayMs);
    ask(late, 'ann', { type: 'move', due: start + 20 * dayMs, reason });
    expect(late.facts.at(-1)?.data).toMatchObject({ due: start + 10 * dayMs });
  });

  it('counts for its new owner once it is given to another, and for nobody when cancelled', () => {
    const run = play();
    const to = { person: { id: 'eve', name: 'Eve' }, department: { id: 'dep_x', name: 'X' } };
    ask(run, 'ann', { type: 'assign', to });
    expect(run.facts.at(-1)?.data).toMatchObject({ person: 'eve', department: 'dep_x' });
    expect(run.state).not.toHaveProperty('head');
    expect(ask(run, 'tom', done)?.code).toBe('not_holder');
    ask(run, lead, { type: 'cancel', reason });
    expect(run.facts.at(-1)?.data).toMatchObject({ void: true });
  });

  it('pages once for what an outage swallowed', () => {
    const run = play();
    run.now = start + 12 * dayMs;
    enter(run, machine.tick(run.state, run.now));
    expect(pagesOf(run)).toEqual([
      ['tom', 0, 'opened'],
      ['ann', 10, 'overdue'],
      ['tom', 10, 'overdue'],
    ]);
  });

  it('always has one holder and a next due time while it is open, whatever happens (I1, I2)', () => {
    const people = ['tom', 'ann', 'hed', 'eve'].map(user);
    const step = fc.tuple(
      fc.constantFrom(...people, lead),
      fc.constantFrom(...(Object.keys(verbs) as ActionVerb[])),
      fc.nat({ max: 15 * dayMs }),
    );
    const scheduled = fc.boolean();
    fc.assert(
      fc.property(scheduled, fc.array(step, { maxLength: 25 }), (later, steps) => {
        const run = play(later ? { opensAt: start + 3 * dayMs } : {});
        for (const [by, verb, ms] of steps) {
          ask(run, by, verbs[verb](run)[1]);
          until(run, run.now + ms);
          expect(run.state.baton.holder.person).toBeTruthy();
          const due = machine.nextDue(run.state);
          if (run.state.stage === 'closed') expect(due).toBeUndefined();
          else expect(due).toBeGreaterThan(run.now);
          const view = Buffer.byteLength(JSON.stringify(machine.view(run.state)));
          expect(view).toBeLessThanOrEqual(8_192);
          expect(JSON.parse(JSON.stringify(run.state))).toEqual(run.state);
        }
      }),
      { numRuns: 150 },
    );
  });
});
