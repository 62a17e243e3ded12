import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  fire,
  holdLadder,
  jump,
  ladderDue,
  restartLadder,
  resume,
  rungDueTimes,
  skipEmpty,
  startLadder,
  stopLadder,
  type Firing,
  type Ladder,
  type Rung,
} from './ladder.js';

const s = 1_000;
const rung = (delayS: number, repeat?: Rung['repeat']): Rung => ({
  delayS,
  targets: [],
  ...(repeat && { repeat }),
});
const ladderOf = (...rungs: Rung[]): Ladder => startLadder({ rungs, exhaustedEveryS: 100 }, 0);

/** Fires everything due at each waking; every firing's instant is its waking. */
const run = (ladder: Ladder, wakings: number[]): { ladder: Ladder; firings: Firing[] } => {
  const firings: Firing[] = [];
  let current = ladder;
  for (const now of wakings) {
    for (let due = ladderDue(current); due !== undefined && due <= now; due = ladderDue(current)) {
      const { ladder: after, firing } = fire(current, now);
      current = after;
      firings.push(firing);
    }
  }
  return { ladder: current, firings };
};

const dues = (firings: Firing[]) => firings.map(({ rung: index, due }) => [index, due / s]);
const punctual = (until: number) => Array.from({ length: until }, (_, i) => i * s);

const anyRung = fc.record({
  delayS: fc.constantFrom(0, 1, 30, 60, 300, 3_600),
  targets: fc.constant([]),
  repeat: fc.option(
    fc.record({ times: fc.integer({ min: 1, max: 4 }), everyS: fc.constantFrom(0, 10, 60, 600) }),
    { nil: undefined },
  ),
}) as fc.Arbitrary<Rung>;
const anyRungs = fc.array(anyRung, { minLength: 1, maxLength: 5 });
const anyWakings = fc
  .array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 12 })
  .map((times) => [...times.map((each) => each * s), 20_000 * s].sort((a, b) => a - b));

/** I3 in its own words: anchor + Σ delays of the earlier rungs that were not skipped. */
const ruleDue = (rungs: Rung[], skipped: number[], k: number): number =>
  rungs.slice(0, k).reduce((sum, each, i) => sum + (skipped.includes(i) ? 0 : each.delayS * s), 0);

describe('a ladder', () => {
  it('fires every rung once at anchor plus the delays before it, however late it wakes (I3)', () => {
    fc.assert(
      fc.property(anyRungs, anyWakings, (rungs, wakings) => {
        const { firings } = run(ladderOf(...rungs), wakings);
        const first = firings.filter((firing) => firing.round === 0);
        expect(first.map((firing) => [firing.rung, firing.due])).toEqual(
          rungs.map((_, k) => [k, ruleDue(rungs, [], k)]),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('leaves the delays of skipped rungs out of every later due time (I3)', () => {
    fc.assert(
      fc.property(anyRungs, fc.array(fc.nat({ max: 4 })), (rungs, empty) => {
        let ladder = ladderOf(...rungs);
        const first: [number, number][] = [];
        while (first.length < rungs.length) {
          const { ladder: after, firing } = fire(ladder, ladderDue(ladder) ?? 0);
          ladder = empty.includes(firing.rung) ? skipEmpty(after, firing.rung) : after;
          if (firing.round === 0) first.push([firing.rung, firing.due]);
        }
        expect(first).toEqual(rungs.map((_, k) => [k, ruleDue(rungs, ladder.skipped, k)]));
      }),
    );
  });

  it('pages in the order of due times, each firing once, and counts every one it folded', () => {
    fc.assert(
      fc.property(anyRungs, anyWakings, (rungs, wakings) => {
        const late = run(ladderOf(...rungs), wakings);
        const onTime = run(ladderOf(...rungs), punctualOf(rungs));
        expect(late.ladder.next).toEqual(onTime.ladder.next);
        expect([...late.firings].sort((a, b) => a.due - b.due)).toEqual(late.firings);
        const all = (firings: Firing[]) => firings.reduce((sum, each) => sum + 1 + each.missed, 0);
        expect(all(late.firings)).toBe(all(onTime.firings));
      }),
      { numRuns: 400 },
    );
  });

  it('pages each rung that came due in an outage once, with its own due time', () => {
    const ladder = ladderOf(rung(60, { times: 2, everyS: 20 }), rung(60), rung(0));
    expect(run(ladder, [520 * s]).firings).toEqual([
      { rung: 0, round: 0, due: 0, missed: 2 },
      { rung: 1, round: 0, due: 60 * s, missed: 0 },
      { rung: 2, round: 0, due: 120 * s, missed: 4 },
    ]);
  });

  it('never makes a rung wait for the repeats of the one below it', () => {
    const ladder = ladderOf(rung(60, { times: 5, everyS: 30 }), rung(0));
    expect(dues(run(ladder, punctual(100)).firings)).toEqual([
      [0, 0],
      [0, 30],
      [1, 60],
    ]);
  });

  it('repeats the last rung for ever, its own repeats first', () => {
    const ladder = ladderOf(rung(0, { times: 2, everyS: 10 }));
    expect(dues(run(ladder, punctual(230)).firings).map(([, due]) => due)).toEqual([
      0, 10, 20, 120, 220,
    ]);
  });

  it('does not spin on a policy without any delay: the last rung comes once a minute at most', () => {
    const ladder = startLadder(
      { rungs: [rung(0, { times: 3, everyS: 0 }), rung(-5)], exhaustedEveryS: 0 },
      0,
    );
    expect(dues(run(ladder, punctual(180)).firings)).toEqual([
      [0, 0],
      [1, 0],
      [1, 60],
      [1, 120],
    ]);
  });

  it('goes on at the due time of a rung that found nobody, and the rungs above move with it', () => {
    const first = fire(ladderOf(rung(60), rung(90), rung(0)), 0).ladder;
    const skipped = skipEmpty(first, 0);
    expect(ladderDue(skipped)).toBe(0);
    expect(dues(run(skipped, punctual(100)).firings)).toEqual([
      [1, 0],
      [2, 90],
    ]);
  });

  it('does not take back a rung above that fired before the empty one was reported', () => {
    const { ladder } = run(ladderOf(rung(60), rung(90), rung(0)), [70 * s]);
    expect(skipEmpty(ladder, 0)).toBe(ladder);
  });

  it('keeps the delay of a rung that reached people before its repeat found nobody', () => {
    const { ladder } = run(ladderOf(rung(60, { times: 3, everyS: 10 }), rung(0)), [0, 10 * s]);
    expect(ladderDue(skipEmpty(ladder, 0))).toBe(20 * s);
  });

  it('never skips its last rung, so that all empty rungs end in its repeats', () => {
    const { ladder } = run(ladderOf(rung(0)), [0]);
    expect(skipEmpty(ladder, 0)).toBe(ladder);
    expect(ladderDue(ladder)).toBe(100 * s);
  });

  it('is due at the end of a hold and resumes above or again from there', () => {
    const { ladder } = run(ladderOf(rung(60), rung(60), rung(0)), [0]);
    const held = holdLadder(ladder, 500 * s, 'above');
    expect(ladderDue(held)).toBe(500 * s);
    expect(resume(held, 500 * s).next).toEqual({ rung: 1, round: 0 });
    expect(ladderDue(resume(held, 500 * s))).toBe(500 * s);
    expect(resume(holdLadder(ladder, 9, 'again'), 9).next).toEqual({ rung: 0, round: 0 });
  });

  it('goes on with its last rung when there is none above', () => {
    const { ladder } = run(ladderOf(rung(60), rung(0)), [70 * s]);
    expect(resume(holdLadder(ladder, 80 * s, 'above'), 80 * s).next.rung).toBe(1);
  });

  it('forgets in a new run how far the one before got', () => {
    const { ladder } = run(ladderOf(rung(60), rung(60), rung(0)), [300 * s]);
    const again = restartLadder(ladder, 900 * s);
    expect(resume(holdLadder(again, 950 * s, 'above'), 950 * s).next.rung).toBe(0);
  });

  it('is due nowhere once stopped, and runs again after a jump', () => {
    const stopped = stopLadder(holdLadder(ladderOf(rung(0)), 9, 'again'));
    expect(ladderDue(stopped)).toBeUndefined();
    expect(ladderDue(jump(stopped, 0, 7))).toBe(7);
  });

  it('clamps a jump to the rungs it has', () => {
    expect(jump(ladderOf(rung(0), rung(0)), 9, 0).next.rung).toBe(1);
    expect(jump(ladderOf(rung(0), rung(0)), -3, 0).next.rung).toBe(0);
  });

  it('shows each rung once: fired, skipped, next with its due time, or ahead', () => {
    const { ladder } = run(ladderOf(rung(60), rung(60), rung(60), rung(0)), [0]);
    expect(rungDueTimes(run(skipEmpty(ladder, 0), [0]).ladder)).toEqual([
      { state: 'skipped' },
      { state: 'fired' },
      { state: 'next', due: 60 * s },
      { state: 'ahead', due: 120 * s },
    ]);
  });
});

/** Every instant at which the rungs of a policy do something until 20,000 s. */
function punctualOf(rungs: Rung[]): number[] {
  const wakings: number[] = [];
  let ladder = ladderOf(...rungs);
  for (let due = ladderDue(ladder); due !== undefined && due <= 20_000 * s;) {
    wakings.push(due);
    ladder = fire(ladder, due).ladder;
    due = ladderDue(ladder);
  }
  return wakings;
}
