import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { takeSnapshot } from '../../calendar/take-snapshot.js';
import type { Hours } from '../../clock.js';
import { profiles, tiers } from '../state.js';
import { stageTarget, stageTargets, trialMinDays, workingDaysBefore } from './profiles.js';

const day = 86_400_000;
/** Monday. */
const monday = Date.UTC(2026, 2, 2);
const at = (days: number, hour = 0): number => monday + days * day + hour * 3_600_000;

const office: Hours = takeSnapshot(
  {
    zone: 'UTC',
    weekly: [1, 2, 3, 4, 5].map((weekday) => ({
      day: weekday as 1,
      intervals: [{ from: '09:00', to: '18:00' }],
    })),
    exceptions: [],
    closedMode: 'closed',
    coveredYears: null,
  },
  { from: at(-60), until: at(60) },
);

const planOf = (more: Partial<Parameters<typeof stageTargets>[0]> = {}) =>
  stageTargets({
    ...{ profile: 'project', tier: 'B', orderAt: at(0, 10), hours: office },
    ...more,
  });

describe('what each stage is owed (4b; retail 5c)', () => {
  it('a project without a planned UAT', () => {
    expect(planOf()).toEqual({
      initiated: { by: at(7, 18) },
      disclosure: { target: { workingDays: 10 } },
      disclosure_review: { target: { workingDays: 3 } },
      uat_design: { target: { workingDays: 5 } },
      uat_run: { target: { workingDays: 5 } },
      training: { target: { workingDays: 10 } },
      trial: { target: { ms: 14 * day } },
      acceptance: { target: { workingDays: 3 } },
      warranty: { target: { ms: 90 * day } },
    });
  });

  it('a project is due ten working days before the UAT that is planned, and runs it by then', () => {
    const planned = planOf({ uatAt: at(28, 9) });
    expect(planned.disclosure).toEqual({ by: at(14, 18) });
    expect(planned.uat_run).toEqual({ by: at(28, 9) });
    expect(planned.disclosure_review).toEqual({ target: { workingDays: 3 } });
  });

  it('retail is handed over in days, also where a UAT is planned', () => {
    expect(planOf({ profile: 'retail', uatAt: at(28) })).toMatchObject({
      disclosure: { target: { workingDays: 2 } },
      disclosure_review: { target: { workingDays: 1 } },
      uat_design: { target: { workingDays: 1 } },
      uat_run: { target: { workingDays: 1 } },
      trial: { target: { ms: 3 * day } },
    });
  });

  it.each([
    ['project', 'A', 30],
    ['project', 'B', 14],
    ['project', 'D', 14],
    ['retail', 'A', 3],
    ['retail', 'C', 3],
  ] as const)('a %s of tier %s tries for %d days', (profile, tier, days) => {
    expect(trialMinDays(profile, tier)).toBe(days);
    expect(stageTarget('trial', profile, tier)).toEqual({ ms: days * day });
    expect(planOf({ profile, tier }).trial).toEqual({ target: { ms: days * day } });
  });

  it('no stage of any profile is without a deadline in the future of its beginning', () => {
    for (const profile of profiles) {
      for (const tier of tiers) {
        const targets = planOf({ profile, tier, uatAt: at(28) });
        expect(Object.keys(targets)).toHaveLength(9);
        for (const owed of Object.values(targets)) {
          const whole = 'by' in owed ? owed.by - at(0, 10) : Object.values(owed.target)[0];
          expect(whole).toBeGreaterThan(0);
        }
      }
    }
  });
});

describe('so many working days before a day', () => {
  it.each([
    ['the evening of a working day does not count that day', at(3, 20), 1, at(2, 18)],
    ['weekends are stepped over', at(7, 9), 1, at(4, 18)],
    ['ten of them are two weeks', at(14, 9), 10, at(0, 18)],
  ])('%s', (_what, before, days, wanted) => {
    expect(workingDaysBefore(office, before, days)).toBe(wanted);
  });

  it('is never after the day, and further back for more days', () => {
    const somewhen = fc.integer({ min: at(-30), max: at(120) });
    fc.assert(
      fc.property(somewhen, fc.integer({ min: 1, max: 15 }), (before, days) => {
        const [near, far] = [days, days + 1].map((n) => workingDaysBefore(office, before, n));
        expect(near).toBeLessThan(before);
        expect(far).toBeLessThan(near ?? 0);
      }),
    );
  });

  it('beyond the hours that are known five of seven days are worked', () => {
    expect(workingDaysBefore(office, at(100), 10)).toBe(at(86));
    expect(workingDaysBefore(office, at(-58), 10)).toBe(at(-72));
  });

  it('where every hour counts a working day is a day', () => {
    expect(workingDaysBefore('always', at(10), 10)).toBe(at(0));
  });
});
