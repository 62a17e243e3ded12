import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor, Command } from '../machine.js';
import { castRungs, playersOf } from './cast.js';
import type { DrillEffect } from './effects.js';
import { scriptIn } from './in-language.js';
import { drillMachine as machine } from './machine.js';
import type { Drill } from './process.js';
import { twoSiteFibreCut as scenario } from './scenarios/two-site-fibre-cut.js';
import { reminderS, type DrillInput, type DrillStage, type DrillState } from './state.js';

const t0 = Date.UTC(2026, 10, 23, 2);
const secondMs = 1_000;
const user = (id: string, lead?: true): Actor => ({
  kind: 'user',
  id,
  person: id,
  ...(lead && { lead }),
});
const leader = user('per_lead');
const outsider = user('per_other');

const input: DrillInput = {
  id: 'drl_1',
  scenario: { id: scenario.id, version: scenario.version },
  title: scenario.title.en,
  leader: { id: 'per_lead', name: 'Lead' },
  participants: [
    { id: 'per_li', name: 'Li' },
    { id: 'per_wang', name: 'Wang' },
  ],
  lengthS: scenario.lengthS,
  script: scriptIn('en', scenario.script),
  steps: scenario.steps,
};

/** A drill with all it asked for so far. */
const play = () => {
  let { state } = machine.begin(input, t0);
  const effects: DrillEffect[] = [];
  const lines: string[] = [];
  const enter = (step: ReturnType<typeof machine.tick>): void => {
    state = step.state;
    effects.push(...step.effects);
    lines.push(...step.entries.map(({ what }) => what));
  };
  return {
    effects,
    lines,
    state: () => state,
    of: <K extends DrillEffect['kind']>(kind: K) =>
      effects.filter((effect): effect is Extract<DrillEffect, { kind: K }> => effect.kind === kind),
    tick: (afterS: number) => enter(machine.tick(state, t0 + afterS * secondMs)),
    say: (command: Command<Drill>, afterS: number) =>
      enter(machine.apply(state, command, t0 + afterS * secondMs)),
  };
};

describe('the script of a drill', () => {
  it('comes at its own times, in order, however late the tick', () => {
    const due = scenario.script.map(({ id, afterS }) => [id, t0 + afterS * secondMs]);
    const step = play();
    for (let now = 0; now <= 8_000; now += 10) step.tick(now);
    const late = play();
    late.tick(8_000);
    for (const drill of [step, late]) {
      expect(drill.of('play').map(({ event, at }) => [event.id, at])).toEqual(due);
    }
  });

  it('says what could not be played, and then expects nothing of it', () => {
    const drill = play();
    drill.tick(0);
    const [first] = drill.of('play');
    if (!first) throw new Error('nothing was played');
    drill.say(machine.failed(first, 'no policy'), 1);
    expect(drill.lines).toContain('drill.unplayed');
    expect(drill.state().played).toEqual({});
  });
});

describe('who may end a drill', () => {
  const stages: Record<DrillStage, () => DrillState> = {
    running: () => play().state(),
    scoring: () => {
      const drill = play();
      drill.say({ type: 'finish', by: leader }, 10);
      return drill.state();
    },
    closed: () => {
      const drill = play();
      drill.say({ type: 'cancel', reason: 'no time', by: leader }, 10);
      return drill.state();
    },
  };
  const asked = [{ type: 'finish' }, { type: 'cancel', reason: 'x' }] as const;
  const table = Object.keys(stages).flatMap((stage) =>
    asked.map((command) => [command.type, stage as DrillStage, command] as const),
  );

  it.each(table)('%s while %s', (_verb, stage, command) => {
    const state = stages[stage]();
    const code = (by: Actor) => machine.check(state, { ...command, by }, t0)?.code;
    if (stage !== 'running') expect(code(leader)).toBe('wrong_state');
    else {
      expect(code(leader)).toBeUndefined();
      expect(code({ ...outsider, lead: true })).toBeUndefined();
      expect(code(outsider)).toBe('not_holder');
      expect(code({ kind: 'apiKey', id: 'key_1' })).toBe('service_cannot_hold');
    }
  });
});

describe('a drill that should be over', () => {
  it('pages its leader at its due end and again, and nobody after it is finished', () => {
    const drill = play();
    drill.tick(scenario.lengthS - 1);
    expect(drill.of('page')).toEqual([]);
    drill.tick(scenario.lengthS);
    drill.tick(scenario.lengthS + reminderS);
    expect(drill.lines.filter((line) => line === 'drill.overdue')).toHaveLength(1);
    const pages = drill.of('page');
    expect(pages).toHaveLength(2);
    for (const { targets } of pages) expect(targets).toEqual([{ kind: 'person', id: 'per_lead' }]);
    drill.say({ type: 'finish', by: leader }, scenario.lengthS + 4_000);
    for (const effect of pages) expect(machine.wanted(drill.state(), effect)).toBe(false);
    expect(machine.nextDue(drill.state())).toBeUndefined();
  });
});

describe('the end of a drill', () => {
  const finished = () => {
    const drill = play();
    drill.tick(100);
    for (const { id, event } of drill.of('play')) {
      const incident = `inc_${event.key}`;
      drill.say({ type: 'played', effect: id, event: event.id, incident }, 100);
    }
    drill.say({ type: 'finish', by: leader }, 200);
    return drill;
  };

  it('is scored on what its incidents show until then, and only then ends them', () => {
    const drill = finished();
    expect(drill.of('score')).toMatchObject([
      {
        incidents: [
          { key: 'trunk', id: 'inc_trunk' },
          { key: 'far-site', id: 'inc_far-site' },
        ],
        until: t0 + 200 * secondMs,
        played: { cut: t0, 'far-down': t0 + 90 * secondMs },
      },
    ]);
    expect(drill.of('stop')).toEqual([]);
    const score = { steps: [], marks: 40, possible: 100 };
    drill.say({ type: 'scored', effect: 'c1', score }, 201);
    expect(drill.of('stop')).toMatchObject([{ leader: 'per_lead' }]);
    expect(machine.view(drill.state())).toMatchObject({ stage: 'closed', score });
    expect(machine.outcome(drill.state())).toBeUndefined();
    drill.say({ type: 'stopped', effect: 'e1' }, 202);
    expect(machine.outcome(drill.state())).toEqual({
      closedAs: 'finished',
      closedAt: t0 + 201 * secondMs,
    });
  });

  it('comes also when nothing could be read, and when it is called off without a score', () => {
    const unread = finished();
    const [effect] = unread.of('score');
    if (!effect) throw new Error('nothing is scored');
    unread.say(machine.failed(effect, 'no records'), 201);
    expect(unread.lines).toContain('drill.unscored');
    expect(unread.of('stop')).toHaveLength(1);
    const off = play();
    off.say({ type: 'cancel', reason: 'a real fault', by: leader }, 5);
    expect([off.of('score').length, off.of('stop').length]).toEqual([0, 1]);
  });
});

describe('whom a drill reaches (I10)', () => {
  const person = fc.integer({ min: 0, max: 12 }).map((n) => `per_${n}`);
  const target = fc.oneof(
    person.map((id) => ({ kind: 'person' as const, id })),
    fc.constant({ kind: 'schedule' as const, id: 'sch_noc' }),
    fc.constant({ kind: 'team' as const, id: 'tem_1' }),
    fc.constant({ kind: 'duty' as const, role: 'duty_manager' }),
  );
  const rung = fc.record({
    delayS: fc.nat(600),
    targets: fc.array(target, { minLength: 1, maxLength: 6 }),
  });
  const cast = fc
    .record({
      players: fc.uniqueArray(person, { minLength: 1, maxLength: 4 }),
      leader: person,
    })
    .map(({ players, leader: led }) => ({ players, people: [...new Set([...players, led])] }));

  it('is nobody outside its cast, whatever ladder it plays', () => {
    fc.assert(
      fc.property(fc.array(rung, { minLength: 1, maxLength: 8 }), cast, (rungs, playing) => {
        const played = castRungs(rungs, playing);
        expect(played.map(({ delayS }) => delayS)).toEqual(rungs.map(({ delayS }) => delayS));
        for (const { targets } of played) {
          expect(targets.length).toBeGreaterThan(0);
          for (const one of targets) {
            expect(one.kind).toBe('person');
            expect(playing.people).toContain(one.kind === 'person' ? one.id : undefined);
          }
        }
      }),
    );
  });

  it('is somebody on every rung, in turn', () => {
    const outside = [{ kind: 'schedule' as const, id: 'sch_noc' }];
    const playing = { players: ['per_a', 'per_b'], people: ['per_a', 'per_b', 'per_lead'] };
    expect([0, 1, 2, 9].map((index) => playersOf(outside, playing, index))).toEqual([
      ['per_a'],
      ['per_b'],
      ['per_b'],
      ['per_b'],
    ]);
  });
});

describe('any drill', () => {
  it('always has something due while it runs, and one holder', () => {
    const act = fc.oneof(
      fc.constant('tick' as const),
      fc.constant('played' as const),
      fc.constant('unplayed' as const),
    );
    const steps = fc.array(fc.record({ act, waitS: fc.nat(2_000) }), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (moves) => {
        const drill = play();
        let now = 0;
        let answered = 0;
        for (const { act: move, waitS } of moves) {
          now += waitS;
          drill.tick(now);
          const effect = drill.of('play')[answered];
          if (effect && move !== 'tick') {
            answered += 1;
            const outcome =
              move === 'played' ? { incident: `inc_${effect.event.key}` } : { why: 'x' };
            const report = { type: 'played', effect: effect.id, event: effect.event.id } as const;
            drill.say({ ...report, ...outcome }, now);
          }
          const view = machine.view(drill.state());
          expect(machine.nextDue(drill.state())).toBeGreaterThan(t0 + now * secondMs);
          expect(view.holder.person).toBe('per_lead');
          expect(new Set(view.incidents.map(({ id }) => id)).size).toBe(view.incidents.length);
        }
      }),
      { numRuns: 200 },
    );
  });
});
