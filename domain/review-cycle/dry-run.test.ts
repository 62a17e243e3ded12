import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dryRun, isSound, nameMissing, type DryRunPerson, type DryRunReadings } from './dry-run.js';
import { participantsMax } from './state.js';

const ref = (id: string) => ({ id, name: id });
const ann: DryRunPerson = {
  ...{ person: ref('ann'), manager: ref('mia'), card: 'operations', days: 92, of: 92 },
  counterparts: [ref('net')],
};
const { manager: _none, ...withoutManager } = ann;

const readings = (change: Partial<DryRunReadings> = {}): DryRunReadings => ({
  participants: [ann],
  weights: { results: 50, quality: 20, linkage: 20, growth: 10 },
  sources: [{ indicator: 'acknowledged_in_time', rows: 12 }],
  ...{ absent: [], yearsMissing: [] },
  ...change,
});

describe('the dry run of a cycle', () => {
  it('lets a whole cycle open', () => {
    expect(isSound(dryRun(readings()))).toBe(true);
  });

  it('names every missing piece', () => {
    const found = dryRun(
      readings({
        participants: [
          { ...withoutManager, person: ref('bob') },
          { ...ann, person: ref('mia') },
          { ...ann, person: ref('cy'), counterparts: [] },
          { ...ann, person: ref('dan'), days: 93 },
          { ...ann, person: ref('eve'), card: 'linkage', counterparts: [] },
        ],
        weights: { results: 60, quality: 20, linkage: 20, growth: -10 },
        sources: [{ indicator: 'restored_in_time', rows: 0 }],
      }),
    );
    expect(nameMissing(found)).toEqual([
      ...['manager: bob', 'own_manager: mia', 'counterparts: cy', 'days: dan'],
      ...['weight: growth', 'weights: 90', 'source: restored_in_time'],
    ]);
  });

  it('wants participants, and not more than a cycle holds', () => {
    expect(nameMissing(dryRun(readings({ participants: [] })))).toEqual(['participants']);
    const many = Array.from({ length: participantsMax + 1 }, () => ann);
    expect(nameMissing(dryRun(readings({ participants: many })))).toEqual([
      `participants_max: ${participantsMax + 1}`,
    ]);
  });

  it('only warns of a year that is not loaded and of an indicator that is not installed', () => {
    const found = dryRun(readings({ absent: ['drill_score'], yearsMissing: [2027] }));
    expect(isSound(found)).toBe(true);
    expect(found.warnings).toEqual([
      { what: 'year', year: 2027 },
      { what: 'not_installed', indicator: 'drill_score' },
    ]);
  });

  it('opens with weights that are 100 together, and with no others', () => {
    const share = fc.nat({ max: 100 });
    fc.assert(
      fc.property(share, share, share, share, (results, quality, linkage, growth) => {
        const found = dryRun(readings({ weights: { results, quality, linkage, growth } }));
        expect(isSound(found)).toBe(results + quality + linkage + growth === 100);
      }),
    );
  });
});
