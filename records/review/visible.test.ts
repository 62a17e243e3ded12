import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { ReviewStage } from '../../domain/review/state.js';
import { formulaVersion, indicatorKeys } from '../../domain/score/formula.js';
import { scoreGiven, type Inputs } from '../../domain/score/given.js';
import { anonymityFloor } from '../../domain/score/linkage.js';
import {
  reviewParts,
  seenScore,
  seesDepartment,
  visibleParts,
  type ReviewFacts,
  type ReviewPart,
} from './visible.js';

const people = ['zhang', 'li', 'he', 'sun', 'lin', 'xu', 'wu'];
const person = fc.constantFrom(...people);
const some = fc.subarray(people);
const stages: ReviewStage[] = [
  ...(['open', 'self', 'manager', 'counterpart', 'calibration'] as const),
  ...(['publication', 'released', 'appeal', 'final', 'closed'] as const),
];
const before = stages.slice(0, stages.indexOf('released'));

const facts = (stage: fc.Arbitrary<ReviewStage>, released: fc.Arbitrary<boolean>) =>
  fc.record<ReviewFacts>({
    ...{ person, stage, released, managers: some, standIns: some, heads: some, panel: some },
    ...{ calibrators: some, hr: some, frozen: fc.boolean() },
    raters: some.map((ids) => ids.map((id) => ({ department: 'infra', person: id }))),
  });

const anyFacts = facts(fc.constantFrom(...stages), fc.boolean());
const early = facts(fc.constantFrom(...before), fc.constant(false));
const content: ReviewPart[] = ['score', 'self', 'manager', 'feedback', 'calibration', 'appeal'];
const runs = 500;

const sees = (viewer: string | undefined, review: ReviewFacts) =>
  visibleParts(viewer === undefined ? {} : { person: viewer }, review);

describe('the publication gate', () => {
  it('shows no score before its release but to who makes it: managers, calibrators, panel', () => {
    fc.assert(
      fc.property(early, person, (review, viewer) => {
        if (!sees(viewer, review).has('score')) return;
        const { managers, standIns, heads, calibrators, panel } = review;
        expect(viewer).not.toBe(review.person);
        expect([...managers, ...standIns, ...heads, ...calibrators, ...panel]).toContain(viewer);
      }),
      { numRuns: runs },
    );
  });

  it('shows managers and calibrators no score before the calibration', () => {
    const stage = fc.constantFrom<ReviewStage>('open', 'self', 'manager', 'counterpart');
    fc.assert(
      fc.property(facts(stage, fc.constant(false)), person, (review, viewer) => {
        if (review.panel.includes(viewer)) return;
        expect(sees(viewer, review).has('score')).toBe(false);
      }),
      { numRuns: runs },
    );
  });

  it('makes nobody a judge of an own case, whatever roles they have', () => {
    fc.assert(
      fc.property(anyFacts, (review) => {
        const own = sees(review.person, review);
        const bare = { managers: [], standIns: [], heads: [], panel: [], calibrators: [], hr: [] };
        expect(own).toEqual(sees(review.person, { ...review, ...bare, raters: [] }));
        expect(own.has('score')).toBe(review.released);
      }),
      { numRuns: runs },
    );
  });

  it('shows HR schedule and completion, and no content', () => {
    fc.assert(
      fc.property(anyFacts, (review) => {
        const only = { managers: [], standIns: [], heads: [], panel: [], calibrators: [] };
        const viewer = 'hr_person';
        const parts = sees(viewer, { ...review, ...only, hr: [viewer] });
        expect([...parts]).toEqual(['completion']);
        expect(content.some((part) => parts.has(part))).toBe(false);
      }),
      { numRuns: runs },
    );
  });

  it('shows a counterpart what it gave itself, and nothing else of the person', () => {
    fc.assert(
      fc.property(anyFacts, (review) => {
        const viewer = 'rater';
        const raters = [{ department: 'infra', person: viewer }];
        expect([...sees(viewer, { ...review, raters })]).toEqual(['completion', 'own_ratings']);
      }),
      { numRuns: runs },
    );
  });

  it('shows nothing at all to whoever is no part of it, or no person', () => {
    fc.assert(
      fc.property(anyFacts, (review) => {
        expect(sees('somebody', review).size).toBe(0);
        expect(sees(undefined, review).size).toBe(0);
      }),
      { numRuns: runs },
    );
  });

  it('keeps the managers out of the panel on their own decision', () => {
    const review: ReviewFacts = {
      ...{ person: 'zhang', managers: ['li'], standIns: [], heads: [], raters: [], panel: ['li'] },
      ...{ calibrators: [], hr: [], stage: 'self', frozen: true, released: false },
    };
    expect(sees('li', review).has('score')).toBe(false);
    expect(sees('sun', { ...review, panel: ['sun'], stage: 'appeal' }).has('appeal')).toBe(true);
  });
});

const share = fc.record({
  denominator: fc.integer({ min: 1, max: 40 }),
  good: fc.double({ min: 0, max: 1, noNaN: true }),
});
const inputs: fc.Arbitrary<Inputs> = fc.dictionary(
  fc.constantFrom(...indicatorKeys),
  share.map(({ denominator, good }) => ({
    ...{ numerator: denominator * good, denominator, n: denominator },
  })),
);
const results = inputs.map((given) =>
  scoreGiven({
    ...{ formula: formulaVersion, card: 'operations', weights: {}, inputs: given, corrections: 0 },
    ...{ installed: [...indicatorKeys], manager: 3, decided: 61 },
  }),
);
const parts = fc.subarray([...reviewParts]).map((chosen) => new Set(chosen));

describe('what is left of a score behind the gate', () => {
  it('has no number of the score, of its blocks or of the manager without the part', () => {
    fc.assert(
      fc.property(results, parts, (result, allowed) => {
        const seen = seenScore(result, allowed);
        if (allowed.has('score')) return;
        for (const name of ['final', 'band', 'blocks', 'manager', 'calibration', 'decided']) {
          expect(seen ?? {}).not.toHaveProperty(name);
        }
        for (const one of seen?.indicators ?? []) expect(one).not.toHaveProperty('score');
        expect(seen === undefined).toBe(!allowed.has('inputs'));
      }),
      { numRuns: runs },
    );
  });

  it('never says how many rated, nor what few of them gave', () => {
    fc.assert(
      fc.property(results, parts, (result, allowed) => {
        const rated = seenScore(result, allowed)?.indicators.find(({ key }) => key === 'feedback');
        if (!rated) return;
        expect(rated).not.toHaveProperty('n');
        const n = result.blocks
          .flatMap(({ indicators }) => indicators)
          .find(({ key }) => key === 'feedback')?.n;
        if ((n ?? 0) < anonymityFloor || !allowed.has('feedback')) {
          expect(rated).not.toHaveProperty('value');
          expect(rated).not.toHaveProperty('score');
        }
      }),
      { numRuns: runs },
    );
  });

  it('shows a department’s number to its people once it is released, and to no stranger', () => {
    const of = {
      released: false,
      calibrating: true,
      calibrators: ['xu', 'li'],
      own: ['li', 'zhang'],
    };
    expect(seesDepartment({ person: 'zhang' }, of)).toBe(false);
    expect(seesDepartment({ person: 'xu' }, of)).toBe(true);
    expect(seesDepartment({ person: 'li' }, of)).toBe(false);
    expect(seesDepartment({ person: 'zhang' }, { ...of, released: true })).toBe(true);
    expect(seesDepartment({ person: 'wu' }, { ...of, released: true })).toBe(false);
  });
});
