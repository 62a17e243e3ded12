import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { anyClock, clockOf, dayMinutes, minuteMs } from '../oncall/minute-walk.fixture.js';
import {
  anyMinute,
  atMinute,
  calendarOf,
  lastDay,
  plan,
  workedMinutes,
  type Plan,
} from './calendar-walk.fixture.js';
import { isOpen, type Pause, type Snapshot, type Target } from './snapshot.js';
import { takeSnapshot } from './take-snapshot.js';
import { dueOf, elapsed, elapsedDays, percentDue, thresholds, walk } from './walk.js';

const lastMinute = lastDay * dayMinutes;
const pauseParts = fc.array(
  fc.record({ from: anyMinute, minutes: fc.integer({ min: 1, max: 4 * dayMinutes }) }),
  { maxLength: 3 },
);

function made(clockNumber: number, given: Plan, first: number) {
  const clock = clockOf(clockNumber);
  const calendar = calendarOf(clock, given);
  const worked = workedMinutes(clock, calendar);
  const until = atMinute(clock, lastMinute);
  const snapshot = takeSnapshot(calendar, { from: atMinute(clock, first), until });
  return { clock, worked, snapshot };
}

const runsWith = { numRuns: 60 };

describe('against a walk through every minute of real clocks', () => {
  test('a snapshot is open exactly when the calendar says so', () => {
    fc.assert(
      fc.property(anyClock, plan, anyMinute, (number, given, first) => {
        const { clock, worked, snapshot } = made(number, given, first);
        for (let minute = first; minute < lastMinute; minute += 7) {
          const open = isOpen(snapshot, atMinute(clock, minute));
          if (open !== (worked.open[minute] === 1)) return false;
        }
        return isOpen(snapshot, atMinute(clock, lastMinute)) === undefined;
      }),
      runsWith,
    );
  });

  test('a due time is the minute at which the target is used up, pauses left out', () => {
    const target = fc.integer({ min: 1, max: 3_000 });
    fc.assert(
      fc.property(anyClock, plan, anyMinute, target, pauseParts, (n, given, start, need, parts) => {
        const { clock, worked, snapshot } = made(n, given, start);
        const pauses = parts.map(({ from, minutes }) => ({
          from: atMinute(clock, from),
          until: atMinute(clock, from + minutes),
        }));
        let left = need;
        let minute = start;
        for (; left > 0 && minute < lastMinute; minute += 1) {
          const paused = parts.some(({ from, minutes: m }) => from <= minute && minute < from + m);
          if (worked.open[minute] === 1 && !paused) left -= 1;
        }
        const startAt = atMinute(clock, start);
        const answer = dueOf(snapshot, { startAt, target: { ms: need * minuteMs }, pauses });
        const expected =
          left > 0
            ? { kind: 'snapshot_too_short', missing: 'after' }
            : { kind: 'due', dueAt: atMinute(clock, minute), provisional: false };
        expect(answer).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  test('working days count the closes after the date of the start, paused closes left out', () => {
    const days = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(anyClock, plan, anyMinute, days, pauseParts, (n, given, start, need, parts) => {
        const { clock, worked, snapshot } = made(n, given, start);
        const paused = (at: number) => parts.some((p) => p.from < at && at <= p.from + p.minutes);
        const closes = worked.days
          .filter(({ first, close }) => first > start && close !== -1 && !paused(close))
          .map(({ close }) => close)
          .sort((a, b) => a - b);
        const pauses = parts.map(({ from, minutes }) => ({
          from: atMinute(clock, from),
          until: atMinute(clock, from + minutes),
        }));
        const startAt = atMinute(clock, start);
        const answer = dueOf(snapshot, { startAt, target: { workingDays: need }, pauses });
        const due = closes[need - 1];
        if (due === undefined || due > lastMinute) {
          expect(answer).toEqual({ kind: 'snapshot_too_short', missing: 'after' });
          return;
        }
        expect(answer).toMatchObject({ kind: 'due', dueAt: atMinute(clock, due) });
        const within = { from: startAt, until: atMinute(clock, due) };
        expect(elapsedDays(snapshot, within, pauses)).toBeGreaterThanOrEqual(need);
        const before = { from: startAt, until: atMinute(clock, due) - 1 };
        expect(elapsedDays(snapshot, before, pauses)).toBeLessThan(need);
      }),
      { numRuns: 150 },
    );
  });
});

const someMs = fc.integer({ min: 1, max: 3 * 24 * 60 * minuteMs });
const run = fc.record({ number: anyClock, given: plan, start: anyMinute, parts: pauseParts });
type Drawn = typeof run extends fc.Arbitrary<infer T> ? T : never;

function ran({ number, given, start, parts }: Drawn) {
  const { clock, snapshot } = made(number, given, start);
  const pauses: Pause[] = parts.map(({ from, minutes }) => ({
    from: atMinute(clock, from) + 17,
    until: atMinute(clock, from + minutes) + 23,
  }));
  return { snapshot, pauses, startAt: atMinute(clock, start) + 1 };
}

const dueAt = (
  snapshot: Snapshot,
  given: { startAt: number; target: Target; pauses: Pause[] },
): number => {
  const due = dueOf(snapshot, given);
  return due.kind === 'due' ? due.dueAt : Infinity;
};

describe('walk and elapsed', () => {
  test('are inverse to the millisecond', () => {
    fc.assert(
      fc.property(run, someMs, (drawn, ms) => {
        const { snapshot, pauses, startAt } = ran(drawn);
        const until = dueAt(snapshot, { startAt, target: { ms }, pauses });
        fc.pre(until !== Infinity);
        expect(elapsed(snapshot, { from: startAt, until }, pauses)).toBe(ms);
        const before = elapsed(snapshot, { from: startAt, until: until - 1 }, pauses);
        expect(before).toBe(ms - 1);
      }),
      runsWith,
    );
  });

  test('never go back: more target, a later start or a pause is never due earlier', () => {
    fc.assert(
      fc.property(run, someMs, someMs, (drawn, ms, more) => {
        const { snapshot, pauses, startAt } = ran(drawn);
        const due = dueAt(snapshot, { startAt, target: { ms }, pauses });
        const target = { ms: ms + more };
        expect(dueAt(snapshot, { startAt, target, pauses })).toBeGreaterThanOrEqual(due);
        const later = { startAt: startAt + more, target: { ms }, pauses };
        expect(dueAt(snapshot, later)).toBeGreaterThanOrEqual(due);
        const free = { startAt, target: { ms }, pauses: [] };
        expect(dueAt(snapshot, free)).toBeLessThanOrEqual(due);
      }),
      runsWith,
    );
  });

  test('thresholds come in order, the last at the due time', () => {
    const target = fc.oneof(
      someMs.map((ms) => ({ ms })),
      fc.integer({ min: 1, max: 8 }).map((workingDays) => ({ workingDays })),
    );
    fc.assert(
      fc.property(run, target, (drawn, owed) => {
        const { snapshot, pauses, startAt } = ran(drawn);
        const given = { startAt, target: owed, pauses };
        const due = dueAt(snapshot, given);
        fc.pre(due !== Infinity);
        const times = thresholds.map((percent) => {
          const at = percentDue(snapshot, given, percent);
          return at.kind === 'due' ? at.dueAt : NaN;
        });
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(times.at(-1)).toBe(due);
      }),
      runsWith,
    );
  });

  test('the steps of a due time add up to the target', () => {
    fc.assert(
      fc.property(run, someMs, (drawn, ms) => {
        const { snapshot, pauses, startAt } = ran(drawn);
        const walked = walk(snapshot, { startAt, target: { ms }, pauses });
        fc.pre(walked.kind === 'due');
        const sum = walked.steps.reduce((total, step) => total + (step.ms ?? 0), 0);
        expect(sum).toBe(ms);
        expect(walked.steps[0]?.key).toMatch(/^started_/);
        expect(walked.steps.at(-1)).toEqual({ key: 'due', at: walked.dueAt });
        const times = walked.steps.map(({ at }) => at);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
      runsWith,
    );
  });
});

describe('at the edges', () => {
  const utc = (text: string): number => Date.parse(`${text}Z`);
  const week = [1, 2, 3, 4, 5].map((day) => ({
    day,
    intervals: [
      { from: '09:00', to: '12:00' },
      { from: '13:30', to: '18:00' },
    ],
  }));
  const calendar = {
    zone: 'UTC',
    weekly: week,
    exceptions: [],
    closedMode: 'closed' as const,
    coveredYears: [2026],
  };
  const snapshot = takeSnapshot(calendar, {
    from: utc('2026-12-01T00:00'),
    until: utc('2027-02-01T00:00'),
  });
  const hour = 3_600_000;
  it.each([
    ['2026-12-01T09:00', 3, '2026-12-01T12:00'],
    ['2026-12-01T12:00', 1, '2026-12-01T14:30'],
    ['2026-12-01T18:00', 0.5, '2026-12-02T09:30'],
    ['2026-12-01T17:59', 1 / 60, '2026-12-01T18:00'],
    ['2026-12-04T17:40', 1, '2026-12-07T09:40'],
    ['2026-12-05T03:00', 7.5, '2026-12-07T18:00'],
    ['2026-12-05T03:00', 0, '2026-12-05T03:00'],
  ])('%s plus %d h of work is due at %s', (start, hours, due) => {
    const run = { startAt: utc(start), target: { ms: hours * hour } };
    expect(dueOf(snapshot, run)).toMatchObject({ dueAt: utc(due), provisional: false });
  });

  it('marks what leaves the loaded years as provisional, to the millisecond', () => {
    const ending = {
      ...calendar,
      weekly: [{ day: 4, intervals: [{ from: '23:00', to: '24:00' }] }],
    };
    const late = takeSnapshot(ending, {
      from: utc('2026-12-31T00:00'),
      until: utc('2027-02-01T00:00'),
    });
    const startAt = utc('2026-12-31T01:00');
    expect(dueOf(late, { startAt, target: { ms: hour } })).toMatchObject({ provisional: false });
    expect(dueOf(late, { startAt, target: { ms: hour + 1 } })).toMatchObject({ provisional: true });
    const days = { startAt: utc('2026-12-30T10:00'), target: { workingDays: 2 } };
    expect(dueOf(snapshot, days)).toMatchObject({
      dueAt: utc('2027-01-01T18:00'),
      provisional: true,
    });
  });

  it.each([
    ['ends at the close', '2026-12-02T10:00', '2026-12-02T18:00', '2026-12-03T18:00'],
    ['begins at the close', '2026-12-02T18:00', '2026-12-02T20:00', '2026-12-02T18:00'],
    ['is over before the close', '2026-12-02T10:00', '2026-12-02T17:59', '2026-12-02T18:00'],
  ])('a working day whose pause %s', (_what, from, until, due) => {
    const pauses = [{ from: utc(from), until: utc(until), reason: 'customer' }];
    const run = { startAt: utc('2026-12-01T10:00'), target: { workingDays: 1 }, pauses };
    const walked = walk(snapshot, run);
    expect(walked).toMatchObject({ kind: 'due', dueAt: utc(due) });
    const counted = walked.kind === 'due' ? walked.steps.map(({ key }) => key) : [];
    expect(counted.includes('day_paused')).toBe(due !== '2026-12-02T18:00');
  });

  it('a start at midnight belongs to the day that begins', () => {
    const run = { startAt: utc('2026-12-02T00:00'), target: { workingDays: 1 } };
    expect(dueOf(snapshot, run)).toMatchObject({ dueAt: utc('2026-12-03T18:00') });
  });

  it('says which side of the snapshot is missing', () => {
    const one = { ms: hour };
    const before = { startAt: utc('2026-11-30T23:59'), target: one };
    expect(walk(snapshot, before)).toEqual({ kind: 'snapshot_too_short', missing: 'before' });
    const after = { startAt: utc('2026-12-01T09:00'), target: { ms: 1_000 * hour } };
    expect(walk(snapshot, after)).toEqual({ kind: 'snapshot_too_short', missing: 'after' });
    const beyond = { from: utc('2026-12-01T00:00'), until: utc('2027-02-01T00:01') };
    expect(elapsed(snapshot, beyond)).toEqual({ kind: 'snapshot_too_short', missing: 'after' });
  });

  it('survives JSON, as a process keeps it', () => {
    const kept = JSON.parse(JSON.stringify(snapshot)) as Snapshot;
    expect(kept).toEqual(snapshot);
  });
});
