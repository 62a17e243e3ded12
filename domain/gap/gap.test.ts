import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { takeSnapshot } from '../calendar/take-snapshot.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';
import { availabilityOf } from './availability.js';
import { acceptMonthsMax, monthsLater, statusAt } from './gap.js';
import { availabilityGap, constraintGap, missingGap, remedyGap } from './other-gaps.js';
import {
  sequenceGap,
  timeGap,
  windowGap,
  type PromisedTime,
  type SupplierLeg,
} from './time-gap.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const from = Date.UTC(2026, 10, 23);
const reports = { from, until: from + 30 * dayMs };
const reach = { from, until: from + 120 * dayMs };

const daily = (opens: string, closes: string): WorkCalendar => ({
  zone: 'Asia/Shanghai',
  weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, intervals: [{ from: opens, to: closes }] })),
  exceptions: [],
  closedMode: 'accept_only',
  coveredYears: null,
});

const promised: PromisedTime = {
  ...{ commitment: 'cmt', metric: 'restore', hours: 'always', target: { ms: 4 * hourMs } },
};
const adsl: SupplierLeg = {
  supplierService: 'sps_adsl',
  name: 'ADSL',
  zone: 'Asia/Shanghai',
  hours: takeSnapshot(daily('08:00', '22:00'), reach),
  target: { ms: 24 * hourMs },
};

const fiveH = { ms: 5 * hourMs };

describe('the back-to-back time gap (R4)', () => {
  it('is 40.8 h in the worked example, with the walk told in numbers', () => {
    const gap = timeGap(promised, [adsl], reports);
    expect(gap).toMatchObject({ kind: 'target', value: 40.8, unit: 'h' });
    expect(gap?.steps).toEqual([
      { key: 'promised', with: { hours: 4, on: 'always' } },
      { key: 'reserve', with: { percent: 20, reserve: 0.8, left: 3.2 } },
      { key: 'supplier', with: { supplier: 'ADSL', hours: 24 } },
      { key: 'reported', with: { at: from + 14 * hourMs, zone: 'Asia/Shanghai' } },
      { key: 'walk', with: { walk: '-10 +14 -10 +10', total: 44 } },
      { key: 'gap', with: { worst: 44, left: 3.2, gap: 40.8 } },
    ]);
  });

  it('takes the largest of suppliers that can each cause the fault', () => {
    const quick: SupplierLeg = { ...adsl, supplierService: 'q', hours: 'always', target: fiveH };
    expect(timeGap(promised, [quick], reports)?.value).toBe(1.8);
    expect(timeGap(promised, [quick, adsl], reports)).toMatchObject({
      value: 40.8,
      supplierService: 'sps_adsl',
    });
  });

  it('sums the worst waits where one must finish before the next', () => {
    const quick: SupplierLeg = { ...adsl, supplierService: 'q', hours: 'always', target: fiveH };
    expect(sequenceGap(promised, [adsl, quick], reports)?.value).toBe(45.8);
    const enough = { ...promised, target: { ms: 100 * hourMs } };
    expect(sequenceGap(enough, [adsl, quick], reports)).toBeUndefined();
  });

  it('is none where the supplier keeps the target less the reserve, to the millisecond', () => {
    const leg = (ms: number): SupplierLeg => ({ ...adsl, hours: 'always', target: { ms } });
    expect(timeGap(promised, [leg(3.2 * hourMs)], reports)).toBeUndefined();
    expect(timeGap(promised, [leg(3.3 * hourMs)], reports)?.value).toBe(0.1);
    expect(timeGap(promised, [], reports)).toBeUndefined();
  });

  it('does not count hours in which the customer is owed nothing either', () => {
    const same = { ...promised, hours: adsl.hours };
    const leg: SupplierLeg = { ...adsl, target: { ms: 3 * hourMs } };
    expect(timeGap(same, [leg], reports)).toBeUndefined();
    expect(timeGap(promised, [leg], reports)?.value).toBe(9.8);
  });

  it('is missing where the supplier never finishes', () => {
    const never = {
      ...adsl,
      hours: takeSnapshot({ ...daily('08:00', '22:00'), weekly: [] }, reach),
    };
    expect(timeGap(promised, [never], reports)).toMatchObject({ kind: 'missing' });
  });

  it('shows the longest of the customer’s hours in which the supplier is shut', () => {
    const gap = windowGap(promised, [adsl], reports);
    expect(gap).toMatchObject({ kind: 'window', value: 10 });
    expect(gap?.steps[0]?.key).toBe('shut_accept_only');
    expect(windowGap({ ...promised, hours: adsl.hours }, [adsl], reports)).toBeUndefined();
  });
});

describe('availability (R4)', () => {
  it('multiplies in series and takes 1 − Π(1 − a) in parallel', () => {
    expect(availabilityOf({ series: [99.9, 99.5] })).toBeCloseTo(99.4005, 6);
    expect(availabilityOf({ parallel: [99, 99] })).toBeCloseTo(99.99, 6);
    expect(availabilityOf({ series: [{ parallel: [99, 99] }, 99.9] })).toBeCloseTo(99.89001, 6);
    expect(availabilityOf({ series: [] })).toBe(100);
  });

  it('never lies above its worst part in series, nor below its best in parallel', () => {
    const parts = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(parts, (all) => {
        const dust = 1e-9;
        expect(availabilityOf({ series: all })).toBeLessThanOrEqual(Math.min(...all) + dust);
        expect(availabilityOf({ parallel: all })).toBeGreaterThanOrEqual(Math.max(...all) - dust);
      }),
    );
  });

  it('below what was promised is a gap in percentage points', () => {
    const gap = availabilityGap({ commitment: 'cmt', target: 99.9 }, { series: [99.9, 99.5] });
    expect(gap).toMatchObject({ kind: 'target', value: 0.4995, unit: '%' });
    expect(availabilityGap({ commitment: 'cmt', target: 99 }, 99)).toBeUndefined();
  });
});

describe('what cannot be recovered (R4)', () => {
  const cny = (yuan: number) => ({ minor: yuan * 100, currency: 'CNY' });
  const s = { supplierService: 's', name: 'S' };
  const terms = { commitment: 'cmt', metric: 'restore', creditCapPct: 50, mrc: cny(2_000) };

  it('is the credit cap less what the supplier pays back', () => {
    const supplier = { ...s, remedyCapPct: 20, fee: cny(1_000) };
    expect(remedyGap(terms, supplier)).toMatchObject({
      kind: 'remedy',
      exposure: { minor: 80_000, currency: 'CNY' },
      value: 800,
    });
    const enough = { ...supplier, remedyCapPct: 100 };
    expect(remedyGap(terms, enough)).toBeUndefined();
    expect(remedyGap({ ...terms, creditCapPct: undefined }, supplier)).toBeUndefined();
  });

  it('is all of the cap where the supplier promised nothing', () => {
    expect(missingGap(terms, { ...s, said: true })).toMatchObject({
      kind: 'missing',
      exposure: { minor: 100_000, currency: 'CNY' },
    });
  });
});

it('a need beyond a hard limit is a gap, at the limit it is none (N40)', () => {
  const limit = { supplierService: 's', name: 'S', limit: 2_048 };
  const gap = constraintGap({ kind: 'maxSessions', amount: 3_000 }, limit);
  expect(gap).toMatchObject({ kind: 'constraint', value: 952 });
  expect(constraintGap({ kind: 'maxSessions', amount: 2_048 }, limit)).toBeUndefined();
});

describe('an acceptance', () => {
  test.each([
    [{ status: 'accepted' as const, acceptedUntil: 100 }, 99, 'accepted'],
    [{ status: 'accepted' as const, acceptedUntil: 100 }, 100, 'open'],
    [{ status: 'closed' as const, acceptedUntil: 100 }, 100, 'closed'],
    [{ status: 'open' as const }, 100, 'open'],
  ])('%j at %i is %s: past its end it counts as open', (given, now, status) => {
    expect(statusAt(given, now)).toBe(status);
  });

  it('lasts six months at most, to the last day of a shorter month', () => {
    const later = (iso: string) => new Date(monthsLater(Date.parse(iso), acceptMonthsMax));
    expect(later('2026-08-31T10:00:00Z').toISOString()).toBe('2027-02-28T10:00:00.000Z');
    expect(later('2026-11-23T00:00:00Z').toISOString()).toBe('2027-05-23T00:00:00.000Z');
  });
});
