import { describe, expect, it, test } from '@jest/globals';
import { takeSnapshot } from '../../domain/calendar/take-snapshot.js';
import type { WorkCalendar } from '../../domain/calendar/work-calendar.js';
import {
  availabilityGap,
  constraintGap,
  missingGap,
  remedyGap,
} from '../../domain/gap/other-gaps.js';
import { sequenceGap, timeGap, windowGap } from '../../domain/gap/time-gap.js';
import { gapStepText } from './gap-text.js';

const hourMs = 3_600_000;
const from = Date.UTC(2026, 10, 23);
const reports = { from, until: from + 30 * 24 * hourMs };

const hoursOf = (weekly: WorkCalendar['weekly'], closedMode: 'closed' | 'accept_only') =>
  takeSnapshot(
    { zone: 'Asia/Shanghai', weekly, exceptions: [], closedMode, coveredYears: null },
    { from, until: from + 200 * 24 * hourMs },
  );
const monday = [{ day: 1, intervals: [{ from: '08:00', to: '10:00' }] }];
const supplied = { supplierService: 's', name: 'S', zone: 'Asia/Shanghai' };
const leg = (closedMode: 'closed' | 'accept_only' = 'closed') => ({
  ...{ ...supplied, hours: hoursOf(monday, closedMode), target: { ms: 24 * hourMs } },
});
const promised = {
  ...{ commitment: 'c', metric: 'restore', hours: 'always' as const, target: { ms: hourMs } },
};
const cny = (minor: number) => ({ minor, currency: 'CNY' });
const terms = { commitment: 'c', metric: 'restore', creditCapPct: 50, mrc: cny(1_000) };

const gaps = [
  timeGap(promised, [leg()], reports),
  timeGap({ ...promised, hours: hoursOf(monday, 'closed') }, [leg()], reports),
  timeGap(
    { ...promised, target: { workingDays: 1 } },
    [{ ...leg(), target: { workingDays: 2 } }],
    reports,
  ),
  timeGap(promised, [{ ...leg(), hours: hoursOf([], 'closed') }], reports),
  sequenceGap(promised, [leg(), leg()], reports),
  windowGap(promised, [leg()], reports),
  windowGap(promised, [leg('accept_only')], reports),
  availabilityGap({ commitment: 'c', target: 99.9 }, 99),
  remedyGap(terms, supplied),
  missingGap(terms, { ...supplied, said: true }),
  missingGap(terms, { ...supplied, said: false }),
  constraintGap({ kind: 'maxSessions', amount: 2 }, { ...supplied, limit: 1 }),
];

describe('the explanation of a gap', () => {
  test.each(['zh', 'en'] as const)(
    'has words in %s for every step that a gap can have',
    (language) => {
      const keys = new Set<string>();
      for (const gap of gaps) {
        for (const step of gap?.steps ?? []) {
          keys.add(step.key);
          const said = gapStepText(language, step);
          expect(said).not.toMatch(/\{\{|gap\/|undefined|NaN|\d{13}/);
        }
      }
      expect(keys.size).toBe(18);
    },
  );

  it('tells times on the supplier’s clocks', () => {
    const step = { key: 'reported', with: { at: from, zone: 'Asia/Shanghai' } };
    expect(gapStepText('en', step)).toBe('At worst it is reported at 2026-11-23 08:00');
  });
});
