import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { levels, type Level } from '../severity/matrix.js';
import type { Commitment, Standard } from './commitment.js';
import { lookup, type Found, type Promises, type Question } from './lookup.js';
import { interruptionRestoreS, restoreTarget } from './restore-target.js';

const t0 = Date.UTC(2026, 0, 1);
const day = 86_400_000;

const commitment = (change: Partial<Commitment> = {}): Commitment => ({
  id: 'cmt_1',
  on: { service: 'svc' },
  metric: 'restore',
  target: 'PT4H',
  severityScope: [],
  status: 'confirmed',
  effectiveFrom: t0,
  ...change,
});

const standard = (change: Partial<Standard> = {}): Standard => ({
  id: 'std_1',
  productLine: 'managed',
  targets: [{ metric: 'restore', target: 'PT6H', severityScope: [] }],
  status: 'agreed',
  effectiveFrom: t0,
  ...change,
});

const asked = (change: Partial<Question> = {}): Question => ({
  service: { id: 'svc', contract: 'con', productLine: 'managed' },
  metric: 'restore',
  at: t0 + day,
  ...change,
});

const idOf = (found: Found | undefined): string | undefined =>
  found && ('commitment' in found ? found.commitment.id : found.standard.id);

const find = (promises: Partial<Promises>, change: Partial<Question> = {}) =>
  idOf(lookup({ commitments: [], standards: [], ...promises }, asked(change)));

describe('the look-up of a commitment (R3)', () => {
  it('finds nothing where nothing is confirmed, never a draft', () => {
    expect(find({})).toBeUndefined();
    expect(find({ commitments: [commitment({ status: 'draft' })] })).toBeUndefined();
    expect(find({ standards: [standard({ status: 'draft' })] })).toBeUndefined();
  });

  it('takes the service before its contract before the product standard', () => {
    const own = commitment({ id: 'own' });
    const whole = commitment({ id: 'whole', on: { contract: 'con' } });
    const standards = [standard({ id: 'line' })];
    expect(find({ commitments: [whole, own], standards })).toBe('own');
    expect(find({ commitments: [whole], standards })).toBe('whole');
    expect(find({ commitments: [], standards })).toBe('line');
    const elsewhere = commitment({ on: { contract: 'other' } });
    expect(find({ commitments: [elsewhere], standards: [] })).toBeUndefined();
  });

  test.each([
    [t0 - 1, undefined],
    [t0, 'v1'],
    [t0 + 10 * day - 1, 'v1'],
    [t0 + 10 * day, 'v2'],
    [t0 + 20 * day - 1, 'v2'],
    [t0 + 20 * day, undefined],
  ])('at %i the version in force is %s, both ends to the millisecond', (at, id) => {
    const change = t0 + 10 * day;
    const commitments = [
      commitment({ id: 'v2', effectiveFrom: change, effectiveTo: t0 + 20 * day }),
      commitment({ id: 'v1', status: 'superseded', effectiveTo: change }),
    ];
    expect(find({ commitments }, { at })).toBe(id);
  });

  it('takes one that names the severity before one for all, and none that names another', () => {
    const all = commitment({ id: 'all' });
    const gravest = commitment({ id: 'gravest', severityScope: ['P1', 'P2'] });
    expect(find({ commitments: [all, gravest] }, { severity: 'P2' })).toBe('gravest');
    expect(find({ commitments: [all, gravest] }, { severity: 'P3' })).toBe('all');
    expect(find({ commitments: [all, gravest] })).toBe('all');
    expect(find({ commitments: [gravest] }, { severity: 'P4' })).toBeUndefined();
    expect(find({ commitments: [gravest] })).toBeUndefined();
  });

  it('keeps metrics apart', () => {
    expect(find({ commitments: [commitment({ metric: 'respond' })] })).toBeUndefined();
  });

  it('takes the standard of the tier, unrated as B, else the full one; leased lines have one', () => {
    const standards = ['A', 'B', 'D'].map((tier) => standard({ id: tier, tier }));
    const full = standard({ id: 'full' });
    expect(find({ standards: [full, ...standards] }, { tier: 'D' })).toBe('D');
    expect(find({ standards: [full, ...standards] })).toBe('B');
    expect(find({ standards: [full, ...standards] }, { tier: 'C' })).toBe('full');
    expect(find({ standards }, { tier: 'C' })).toBeUndefined();
    const line = { id: 'svc', productLine: 'leased_line' };
    const leased = [standard({ id: 'low', productLine: 'leased_line', tier: 'D' })];
    expect(find({ standards: leased }, { tier: 'D', service: line })).toBeUndefined();
  });
});

const hour = 3_600;
const wallS = (found: Found): number => {
  const { target } = 'commitment' in found ? found.commitment : found.promised;
  return Number(/^PT(\d+)H$/.exec(String(target))?.[1]) * hour;
};

const target = fc.integer({ min: 1, max: 100 }).map((hours) => `PT${hours}H`);
const scope = fc.subarray([...levels]);
const tierOf = fc.option(fc.constantFrom('A', 'B', 'C', 'D'), { nil: undefined });
const force = fc.record({
  effectiveFrom: fc.constantFrom(t0, t0 + 2 * day),
  effectiveTo: fc.constantFrom(undefined, t0 + 5 * day),
});

const promisesArbitrary: fc.Arbitrary<Promises> = fc.record({
  commitments: fc.array(
    fc
      .tuple(
        fc.record({
          id: fc.uuid(),
          on: fc.constantFrom({ service: 'svc' }, { contract: 'con' }),
          metric: fc.constant('restore' as const),
          target,
          severityScope: scope,
          status: fc.constantFrom('draft' as const, 'confirmed' as const, 'superseded' as const),
        }),
        force,
      )
      .map(([one, span]) => ({ ...one, ...span })),
    { maxLength: 5 },
  ),
  standards: fc.array(
    fc
      .tuple(
        fc.record({
          id: fc.uuid(),
          productLine: fc.constant('managed'),
          tier: tierOf,
          targets: fc.array(
            fc.record({ metric: fc.constant('restore' as const), target, severityScope: scope }),
            { maxLength: 2 },
          ),
          status: fc.constantFrom('draft' as const, 'agreed' as const),
        }),
        force,
      )
      .map(([one, span]) => ({ ...one, ...span })),
    { maxLength: 5 },
  ),
});

describe('the restore target (R5)', () => {
  it('of an interruption never changes with the tier of the customer, nor with the grade', () => {
    fc.assert(
      fc.property(
        promisesArbitrary,
        fc.tuple(tierOf, tierOf),
        fc.tuple(fc.constantFrom(...levels), fc.constantFrom(...levels)),
        (promises, [tier, other], [severity, graded]) => {
          const of = (change: { tier: string | undefined; severity: Level }) =>
            restoreTarget(
              promises,
              { ...asked({ at: t0 + 3 * day }), ...change, impactClass: 'interruption' },
              wallS,
            ).restoreS;
          expect(of({ tier: other, severity: graded })).toBe(of({ tier, severity }));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of an interruption is never looser than what the look-up finds by contract', () => {
    fc.assert(
      fc.property(promisesArbitrary, fc.constantFrom(...levels), (promises, severity) => {
        const question = asked({ at: t0 + 3 * day, severity });
        const found = lookup({ ...promises, standards: [] }, question);
        const { restoreS } = restoreTarget(
          promises,
          { ...question, impactClass: 'interruption' },
          wallS,
        );
        if (found) expect(restoreS).toBeLessThanOrEqual(wallS(found));
      }),
      { numRuns: 300 },
    );
  });

  const low = standard({
    id: 'low',
    tier: 'D',
    targets: [{ metric: 'restore', target: 'PT72H', severityScope: [] }],
  });
  test.each([
    ['the commitment where it is tighter', [commitment()], [standard(), low], 4 * hour],
    [
      'the full standard where it is tighter',
      [commitment({ target: 'PT8H' })],
      [standard()],
      6 * hour,
    ],
    [
      'the commitment where there is no standard',
      [commitment({ target: 'PT8H' })],
      [low],
      8 * hour,
    ],
    ['the full standard alone, not the reduced one', [], [standard(), low], 6 * hour],
    ['2 h where there is neither', [], [low], interruptionRestoreS],
    ['2 h where there are drafts only', [commitment({ status: 'draft' })], [], 2 * hour],
  ])('of an interruption is %s', (_what, commitments, standards, expected) => {
    const given = { ...asked(), tier: 'D', impactClass: 'interruption' as const };
    const { restoreS } = restoreTarget({ commitments, standards }, given, wallS);
    expect(restoreS).toBe(expected);
  });

  it('of anything else is what the look-up finds, the reduced standard too, else the level’s', () => {
    const given = { ...asked(), tier: 'D', impactClass: 'degraded' as const };
    const both = { commitments: [], standards: [standard(), low] };
    expect(restoreTarget(both, given, wallS).restoreS).toBe(72 * hour);
    const nothing = { commitments: [], standards: [] };
    expect(restoreTarget(nothing, given, wallS)).toEqual({ source: 'level' });
  });
});
