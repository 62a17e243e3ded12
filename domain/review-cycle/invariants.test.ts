import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Command } from '../machine.js';
import { dayMs } from '../review/testing.fixture.js';
import { reviewCycleMachine as machine } from './machine.js';
import type { ReviewCycle } from './process.js';
import type { ReviewCycleState } from './state.js';
import { ask, cancel, changes, done, input, open, plannedAt, reportOf } from './testing.fixture.js';

type Given = Command<ReviewCycle>;
const who = fc.constantFrom('hr', 'hrd', 'pam', 'paul', 'ann');

const command: fc.Arbitrary<Given> = fc.oneof(
  who.map((by) => open(by)),
  fc
    .tuple(fc.constantFrom('freeze' as const, 'publish' as const, 'close' as const), who)
    .map(([type, by]) => ask(type, by)),
  fc.tuple(who, who).map(([by, person]) => changes(by, person)),
  fc
    .tuple(who, fc.constantFrom<string[]>([], ['ann']))
    .map(([by, unreviewed]) => done(by, unreviewed)),
  fc.constantFrom<Given>(
    { type: 'appealed', review: 'rev_1', no: 1 },
    { type: 'decided', review: 'rev_1', no: 1, outcome: 'uphold' },
    { type: 'cancel_requested' },
    { type: 'scored', effect: 'e3', changed: 0, why: 'away' },
    { type: 'archived', effect: 'e9', open: 3 },
  ),
);

/** Hands that answer, stay silent, or fail for good. */
const manners = fc.constantFrom('answers' as const, 'silent' as const, 'fails' as const);
const steps = fc.array(fc.tuple(fc.nat({ max: 9 * dayMs }), fc.option(command), manners), {
  maxLength: 30,
});

interface Seen {
  state: ReviewCycleState;
  released: number;
  frozen: string[];
}

const play = (all: [number, Given | null, 'answers' | 'silent' | 'fails'][]): Seen[] => {
  let now = plannedAt;
  let { state, effects } = machine.begin(input(), now);
  const seen: Seen[] = [];
  let released = 0;
  const frozen: string[] = [];
  const settle = (manner: string): void => {
    for (const effect of effects) {
      if (effect.kind === 'tell_reviews' && effect.word.type === 'stage') {
        if (effect.word.stage === 'released') released += 1;
      }
      if (manner === 'silent') continue;
      const report = manner === 'fails' ? machine.failed(effect, 'x') : reportOf(effect);
      state = machine.apply(state, report, now).state;
      if (state.frozen && frozen.at(-1) !== state.frozen.digest) frozen.push(state.frozen.digest);
    }
  };
  for (const [later, given, manner] of all) {
    now += later;
    ({ state, effects } = machine.tick(state, now));
    settle(manner);
    const refused = given && 'by' in given && machine.check(state, given, now) !== undefined;
    if (given && !refused) {
      ({ state, effects } = machine.apply(state, given, now));
      settle(manner);
    }
    seen.push({ state, released, frozen: [...frozen] });
  }
  return seen;
};

describe('a review cycle, whatever happens', () => {
  it('has a holder and a next due time until it is closed (I1, I2)', () => {
    fc.assert(
      fc.property(steps, (all) => {
        for (const { state } of play(all)) {
          expect(['hr', 'hrd']).toContain(machine.view(state).holder.person);
          if (state.stage === 'closed') expect(machine.nextDue(state)).toBeUndefined();
          else expect(machine.nextDue(state)).toBeDefined();
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never releases results that were not frozen and calibrated, nor calibrates an own case', () => {
    fc.assert(
      fc.property(steps, (all) => {
        for (const { state, released } of play(all)) {
          if (released > 0 || state.releasedAt !== undefined) {
            expect(state.frozen).toBeDefined();
            expect(state.calibrated).toBeDefined();
          }
          if (state.calibrated) expect(['pam', 'paul']).toContain(state.calibrated.by);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('freezes once, and never closes while an appeal is pending by a word of HR', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const seen = play(all);
        for (const { frozen } of seen) expect(frozen.length).toBeLessThanOrEqual(1);
        for (const { state } of seen) {
          if (state.appeals.length === 0 || state.stage !== 'appeal') continue;
          expect(machine.check(state, ask('close'), 0)?.code).toBe('appeals_pending');
        }
      }),
      { numRuns: 100 },
    );
  });

  it('can be called off until its results are near, and not after', () => {
    fc.assert(
      fc.property(steps, (all) => {
        for (const { state } of play(all)) {
          const near = ['publication', 'appeal', 'closing', 'closed'].includes(state.stage);
          expect(machine.check(state, cancel(), 0) === undefined).toBe(!near);
        }
      }),
      { numRuns: 60 },
    );
  });
});
