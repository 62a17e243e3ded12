import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HeartbeatReported, HeartbeatTold } from './commands.js';
import type { HeartbeatEffect } from './effects.js';
import { heartbeatMachine as machine } from './machine.js';
import { blindAfterMs, lookMinMs } from './rules.js';
import type { HeartbeatState } from './state.js';

const minute = 60_000;
const t0 = Date.UTC(2026, 10, 22, 18);
const input = {
  integration: 'int_1',
  name: 'nightly backup',
  intervalMs: 10 * minute,
  graceMs: 2 * minute,
};

/** One watch: what it was told so far, and what it asked for. */
const play = () => {
  const first = machine.begin(input, t0);
  let state: HeartbeatState = first.state;
  const effects: HeartbeatEffect[] = [];
  const lines = first.entries.map((entry) => entry.what);
  const enter = (step: ReturnType<typeof machine.tick>): HeartbeatEffect[] => {
    state = step.state;
    effects.push(...step.effects);
    lines.push(...step.entries.map((entry) => entry.what));
    return step.effects;
  };
  return {
    effects,
    lines,
    state: () => state,
    tick: (now: number) => enter(machine.tick(state, now)),
    tell: (word: HeartbeatTold, now: number) => enter(machine.apply(state, word, now)),
    report: (report: HeartbeatReported, now: number) => enter(machine.apply(state, report, now)),
    /** Ticks at `now` and answers the look with the last beat. */
    look: (now: number, last?: number, tookMs = 0) => {
      const [effect] = enter(machine.tick(state, now));
      if (effect?.kind !== 'look') throw new Error('no look was due');
      const report = { type: 'looked' as const, effect: effect.id, ...(last && { last }) };
      return enter(machine.apply(state, report, now + tookMs));
    },
  };
};

type Play = ReturnType<typeof play>;

const said = (it: Play, effect: HeartbeatEffect | undefined, now: number) =>
  it.report({ type: 'said', effect: effect?.id ?? '' }, now);

const missed = (): Play => {
  const it = play();
  const [raise] = it.look(t0 + 12 * minute);
  said(it, raise, t0 + 12 * minute);
  return it;
};

describe('a watch', () => {
  it('waits for the first beat from its beginning on', () => {
    const it = play();
    expect(machine.nextDue(it.state())).toBe(t0 + 12 * minute);
    expect(it.tick(t0 + 12 * minute - 1)).toEqual([]);
    expect(it.look(t0 + 12 * minute)).toMatchObject([
      { kind: 'raise', since: t0 + 12 * minute, name: 'nightly backup' },
    ]);
    expect(machine.view(it.state()).state).toBe('missed');
  });

  it('raises nothing while beats come, and is due after the last one', () => {
    const it = play();
    expect(it.look(t0 + 12 * minute, t0 + 9 * minute)).toEqual([]);
    expect(machine.nextDue(it.state())).toBe(t0 + 21 * minute);
    expect(it.lines).toEqual(['heartbeat.watched']);
  });

  it('raises once for one silence, however often it looks', () => {
    const it = missed();
    for (let n = 2; n < 9; n += 1) it.look(machine.nextDue(it.state()) ?? 0);
    expect(it.effects.filter(({ kind }) => kind === 'raise')).toHaveLength(1);
  });

  it('clears when a beat says so itself, and when a look finds it', () => {
    const told = missed();
    expect(told.tell({ type: 'beat', at: t0 + 20 * minute }, t0 + 20 * minute)).toMatchObject([
      { kind: 'clear' },
    ]);
    const found = missed();
    expect(found.look(t0 + 24 * minute, t0 + 20 * minute)).toMatchObject([{ kind: 'clear' }]);
    expect(machine.nextDue(found.state())).toBe(t0 + 32 * minute);
  });

  it('says the end of a silence only after the silence itself was heard', () => {
    const it = play();
    const [raise] = it.look(t0 + 12 * minute);
    expect(it.tell({ type: 'beat', at: t0 + 13 * minute }, t0 + 13 * minute)).toEqual([]);
    expect(said(it, raise, t0 + 14 * minute)).toMatchObject([{ kind: 'clear' }]);
  });

  it('takes its own blindness for no silence', () => {
    const it = play();
    expect(it.look(t0 + 12 * minute, undefined, blindAfterMs + 1)).toEqual([]);
    expect(machine.nextDue(it.state())).toBe(t0 + 24 * minute + blindAfterMs + 1);
  });

  it('looks again when the hands gave up', () => {
    const it = play();
    const [look] = it.tick(t0 + 12 * minute);
    it.report(machine.failed(look as HeartbeatEffect, 'broken'), t0 + 12 * minute);
    expect(it.state().missedSince).toBeUndefined();
    expect(machine.nextDue(it.state())).toBeGreaterThanOrEqual(t0 + 12 * minute + lookMinMs);
  });

  it('keeps a new rhythm from the last beat, and a wider one ends a silence', () => {
    const it = missed();
    const wide = { type: 'watch', name: input.name, intervalMs: 60 * minute, graceMs: 0 } as const;
    it.tell(wide, t0 + 15 * minute);
    expect(it.look(t0 + 15 * minute)).toMatchObject([{ kind: 'clear' }]);
    expect(machine.nextDue(it.state())).toBe(t0 + 60 * minute);
    expect(it.tell(wide, t0 + 16 * minute)).toEqual([]);
  });

  it('neither looks nor raises while paused, counts from resuming, and ends when forgotten', () => {
    const it = missed();
    it.tell({ type: 'pause' }, t0 + 13 * minute);
    expect(machine.nextDue(it.state())).toBeUndefined();
    const { name, intervalMs, graceMs } = input;
    expect(it.tell({ type: 'watch', name, intervalMs, graceMs }, t0 + 30 * minute)).toMatchObject([
      { kind: 'clear' },
    ]);
    expect(machine.nextDue(it.state())).toBe(t0 + 42 * minute);
    it.tell({ type: 'forget' }, t0 + 31 * minute);
    expect(machine.outcome(it.state())).toEqual({ forgottenAt: t0 + 31 * minute });
    expect(it.tell({ type: 'watch', name, intervalMs, graceMs: 1 }, t0 + 32 * minute)).toEqual([]);
  });

  it('ends nothing on the engine’s own cancellation', () => {
    const it = play();
    it.tell({ type: 'cancel_requested' }, t0);
    expect(machine.outcome(it.state())).toBeUndefined();
    expect(machine.nextDue(it.state())).toBe(t0 + 12 * minute);
  });

  it('never has two words to the intake under way, and ends up having said what is true', () => {
    const step = fc.record({
      waitMs: fc.integer({ min: 1, max: 40 * minute }),
      beats: fc.boolean(),
      tells: fc.boolean(),
      hears: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const it = play();
        let now = t0;
        let last: number | undefined;
        let underWay: HeartbeatEffect | undefined;
        const settle = (): void => {
          const open = it.effects.filter(({ kind }) => kind !== 'look').at(-1);
          underWay = it.state().saying ? open : undefined;
        };
        const answer = (): void => {
          const looking = it.state().looking?.effect;
          if (looking) it.report({ type: 'looked', effect: looking, ...(last && { last }) }, now);
        };
        for (const { waitMs, beats, tells, hears } of steps) {
          now += waitMs;
          it.tick(now);
          answer();
          if (beats) last = now;
          if (beats && tells) it.tell({ type: 'beat', at: now }, now);
          settle();
          if (hears && underWay) said(it, underWay, now);
          const due = machine.nextDue(it.state());
          if (due === undefined) throw new Error('an open watch is always due (I2)');
        }
        const words = it.effects.filter(({ kind }) => kind !== 'look').map(({ kind }) => kind);
        words.forEach((kind, n) => expect(kind).toBe(n % 2 === 0 ? 'raise' : 'clear'));
        for (settle(); underWay; settle()) said(it, underWay, now);
        expect(it.state().said).toBe(it.state().missedSince === undefined ? 'beating' : 'missed');
      }),
      { numRuns: 300 },
    );
  });
});
