import { describe, expect, it, test } from '@jest/globals';
import { takeSnapshot } from '../calendar/take-snapshot.js';
import { reminderOf } from './reminder.js';
import { workDaysMax } from './state.js';
import { dates, dayMs, hourMs, periodEnd, workDays } from './testing.fixture.js';
import { closeAfter, dayAfter, stageDatesOf, workDaysOf } from './work-days.js';

const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

/** National Day week with a make-up Saturday, as a work calendar. */
const china = {
  zone: 'Asia/Shanghai',
  weekly: [1, 2, 3, 4, 5].map((day) => ({ day, intervals: [{ from: '09:00', to: '18:00' }] })),
  exceptions: [
    ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map((date) => ({
      ...{ date, kind: 'holiday' as const, intervals: [] },
      name: { zh: '国庆', en: 'National Day' },
    })),
    {
      ...{ date: '2026-10-10', kind: 'makeup_workday' as const },
      ...{ name: { zh: '补班', en: 'Make-up' }, intervals: [{ from: '09:00', to: '18:00' }] },
    },
  ],
  closedMode: 'closed' as const,
  coveredYears: [2026],
};

describe('the steps of a cycle', () => {
  it('fall on the working days of the table, counted from the end of the period', () => {
    expect(
      Object.entries(dates).map(([stage, on]) =>
        typeof on === 'number' ? [stage, iso(on)] : [stage, iso(on.from), iso(on.until)],
      ),
    ).toEqual([
      ['open', '2026-12-17T01:00', '2026-12-28T10:00'],
      ['collect', '2026-12-31T16:00', '2027-01-05T10:00'],
      ['self', '2027-01-06T01:00', '2027-01-11T10:00'],
      ['manager', '2027-01-12T01:00', '2027-01-18T10:00'],
      ['counterpart', '2027-01-12T01:00', '2027-01-19T10:00'],
      ['calibration', '2027-01-20T01:00', '2027-01-22T10:00'],
      ['publication', '2027-01-25T01:00', '2027-01-28T10:00'],
      ['appeal', '2027-02-04T01:00', '2027-02-15T10:00'],
      ['close', '2027-02-16T01:00'],
    ]);
  });

  it('leave holidays out and count a make-up Saturday', () => {
    const end = Date.UTC(2026, 8, 30, 16);
    const span = { from: end - 30 * dayMs, until: end + 80 * dayMs };
    const days = workDaysOf(takeSnapshot(china, span), span);
    const { collect, self } = stageDatesOf(days, end);
    expect([iso(collect.until), iso(self.from), iso(self.until)]).toEqual([
      '2026-10-10T10:00',
      '2026-10-12T01:00',
      '2026-10-15T10:00',
    ]);
  });

  it('are days of the clock where there is no calendar, and at most so many of them', () => {
    const days = workDaysOf('always', { from: 0, until: 1_000 * dayMs });
    expect(days).toHaveLength(workDaysMax);
    expect(closeAfter(days, 10, 2)).toBe(3 * dayMs);
  });

  it('go on beyond the days that are known', () => {
    const known = workDays.slice(0, 3);
    const last = known.at(-1)?.[1] ?? 0;
    expect(closeAfter(known, last, 2)).toBe(last + 2 * dayMs);
    expect(dayAfter([], 0, 1)).toEqual([dayMs, 2 * dayMs]);
  });
});

describe('a reminder', () => {
  const form = { startAt: dates.manager.from, dueAt: dates.manager.until };
  const morning = (n: number): number => dayAfter(workDays, form.startAt - 1, n)[0] + hourMs / 2;
  test.each([
    [1, 'started'],
    [2, 'in_three_days'],
    [3, undefined],
    [4, 'tomorrow'],
    [5, 'today'],
    [6, 'late'],
    [7, undefined],
    [8, 'late'],
    [9, undefined],
    [10, 'late'],
    [15, 'late'],
  ])('on the working day %d of a step of five is %s', (day, wanted) => {
    expect(reminderOf(form, workDays, morning(day))).toBe(wanted);
  });

  it('never comes on a day off', () => {
    const saturday = dates.manager.from + 4 * dayMs;
    expect(reminderOf(form, workDays, saturday)).toBeUndefined();
    expect(reminderOf({ startAt: 0, dueAt: periodEnd }, [], periodEnd)).toBeUndefined();
  });

  it('for a form that began in the middle of a day comes the next morning', () => {
    const startAt = dates.manager.from + 4 * hourMs;
    const dueAt = dayAfter(workDays, startAt, 6)[1];
    expect(reminderOf({ startAt, dueAt }, workDays, startAt + hourMs)).toBeUndefined();
    expect(reminderOf({ startAt, dueAt }, workDays, morning(2))).toBe('started');
  });
});
