import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';

import { meets } from './measure.js';
import {
  gate,
  namedMax,
  priorities,
  results,
  standingOf,
  traceOf,
  traceReading,
  type TracedCase,
  type TracedRequirement,
} from './trace.js';

const must = (key: string, version = 1): TracedRequirement => ({ key, version, priority: 'must' });
const passed = { result: 'pass', evidence: true } as const;

const caseOf = (key: string, covers: string[], latest?: TracedCase['latest']): TracedCase => ({
  key,
  covers: covers.map((cover) => {
    const [requirement = '', version = '1'] = cover.split('@');
    return { requirement, version: Number(version) };
  }),
  ...(latest && { latest }),
});

describe('standingOf', () => {
  it.each<[string, TracedCase[]]>([
    ['uncovered', []],
    ['uncovered', [caseOf('C1', ['R2'], passed)]],
    ['uncovered', [caseOf('C1', ['R1@1'], passed)]],
    ['not_run', [caseOf('C1', ['R1@2'])]],
    ['not_run', [caseOf('C1', ['R1@2'], passed), caseOf('C2', ['R1@2'])]],
    ['failing', [caseOf('C1', ['R1@2'], { result: 'fail', evidence: true })]],
    ['failing', [caseOf('C1', ['R1@2'], { result: 'blocked', evidence: true })]],
    [
      'failing',
      [caseOf('C1', ['R1@2'], passed), caseOf('C2', ['R1@2'], { result: 'fail', evidence: true })],
    ],
    ['without_evidence', [caseOf('C1', ['R1@2'], { result: 'pass', evidence: false })]],
    [
      'without_evidence',
      [caseOf('C1', ['R1@2'], passed), caseOf('C2', ['R1@2'], { result: 'pass', evidence: false })],
    ],
    ['proven', [caseOf('C1', ['R1@2'], passed)]],
    [
      'proven',
      [caseOf('C1', ['R1@2'], passed), caseOf('C2', ['R1@1'], { result: 'fail', evidence: true })],
    ],
  ])('is %s', (standing, cases) => {
    expect(standingOf(must('R1', 2), cases)).toBe(standing);
  });
});

describe('traceOf', () => {
  it('shows what is uncovered, stale, orphaned and failing as rows, never by leaving them out', () => {
    const verdict = traceOf(
      [must('R1'), must('R2', 2), { key: 'R3', version: 1, priority: 'should' }],
      [
        caseOf('C1', ['R1'], { result: 'pass', evidence: false }),
        caseOf('C2', ['R2@1'], passed),
        caseOf('C3', ['R3'], { result: 'fail', evidence: true }),
        caseOf('C4', []),
        caseOf('C5', ['R9']),
      ],
    );
    expect(verdict).toEqual({
      requirements: { must: 2, should: 1, could: 0 },
      cases: 5,
      covered: 1,
      proven: 0,
      uncovered: { keys: ['R2'], more: 0 },
      stale: { keys: ['C2'], more: 0 },
      failing: { keys: ['R3'], more: 0 },
      unproven: { keys: ['R1', 'R2'], more: 0 },
      withoutEvidence: { keys: ['R1'], more: 0 },
      orphans: { keys: ['C4', 'C5'], more: 0 },
      punch: { keys: ['R3'], more: 0 },
    });
    expect(gate(verdict)).toEqual({ covered: false, proven: false });
    expect(traceReading(verdict)).toEqual({
      must: 2,
      uncovered: { installed: true, missing: ['R2'], more: 0 },
      unproven: { installed: true, missing: ['R1', 'R2'], more: 0 },
      failed: { installed: true, missing: ['R3'], more: 0 },
      leftover: { installed: true, missing: ['R3'], more: 0 },
    });
  });

  it('never holds the gate where nothing was asked for', () => {
    expect(gate(traceOf([], []))).toEqual({ covered: false, proven: false });
  });

  it('names at most twenty and counts the rest', () => {
    const all = Array.from({ length: 50 }, (_, n) => must(`R${n}`));
    const { uncovered } = traceOf(all, []);
    expect(uncovered.keys).toHaveLength(namedMax);
    expect(uncovered.more).toBe(30);
  });
});

const keyOf = (letter: string) => fc.integer({ min: 1, max: 6 }).map((n) => `${letter}${n}`);
const requirements = fc.uniqueArray(
  fc.record({
    key: keyOf('R'),
    version: fc.integer({ min: 1, max: 3 }),
    priority: fc.constantFrom(...priorities),
  }),
  { selector: ({ key }) => key, maxLength: 6 },
);
const latest = fc.record({ result: fc.constantFrom(...results), evidence: fc.boolean() });
const cases = fc.uniqueArray(
  fc
    .tuple(
      keyOf('C'),
      fc.uniqueArray(
        fc.record({ requirement: keyOf('R'), version: fc.integer({ min: 1, max: 3 }) }),
        { selector: ({ requirement }) => requirement, maxLength: 3 },
      ),
      fc.option(latest, { nil: undefined }),
    )
    .map(([key, covers, run]): TracedCase => ({ key, covers, ...(run && { latest: run }) })),
  { selector: ({ key }) => key, maxLength: 6 },
);

test('an edited requirement makes every case of it stale and is covered by none (R2)', () => {
  fc.assert(
    fc.property(requirements, cases, (all, written) => {
      for (const one of all) {
        const edited = { ...one, version: 9 };
        const verdict = traceOf(
          all.map((other) => (other === one ? edited : other)),
          written,
        );
        const its = written.filter(({ covers }) =>
          covers.some(({ requirement }) => requirement === one.key),
        );
        for (const { key } of its) expect(verdict.stale.keys).toContain(key);
        expect(verdict.uncovered.keys.includes(one.key)).toBe(one.priority === 'must');
      }
    }),
    { numRuns: 60 },
  );
});

test('the gate holds iff each must has current cases that all passed last with evidence', () => {
  fc.assert(
    fc.property(requirements, cases, (all, written) => {
      const musts = all.filter(({ priority }) => priority === 'must');
      const current = ({ key, version }: TracedRequirement) =>
        written.filter(({ covers }) =>
          covers.some((cover) => cover.requirement === key && cover.version === version),
        );
      const covered = musts.every((one) => current(one).length > 0);
      const proven = musts.every((one) =>
        current(one).every((it) => it.latest?.result === 'pass' && it.latest.evidence),
      );
      expect(gate(traceOf(all, written))).toEqual({
        covered: musts.length > 0 && covered,
        proven: musts.length > 0 && covered && proven,
      });
    }),
    { numRuns: 200 },
  );
});

test('a failing should or could holds nothing up and yields a punch item each', () => {
  fc.assert(
    fc.property(requirements, cases, (all, written) => {
      const verdict = traceOf(all, written);
      const musts = all.filter(({ priority }) => priority === 'must');
      expect(gate(verdict)).toEqual(gate(traceOf(musts, written)));
      const isMust = new Set(musts.map(({ key }) => key));
      const others = verdict.failing.keys.filter((key) => !isMust.has(key));
      expect(verdict.punch.keys).toEqual(others);
    }),
    { numRuns: 100 },
  );
});

test.each([
  ['at_most', 180, 180, true],
  ['at_most', 180, 180.5, false],
  ['at_least', 2048, 2047, false],
  ['exactly', 2, 2, true],
] as const)('%s %d is met by %d: %s', (comparison, value, measured, met) => {
  expect(meets({ kind: 'latencyMs', comparison, value }, measured)).toBe(met);
});
