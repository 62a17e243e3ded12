import fc from 'fast-check';
import type { Rotation } from './schedule.js';

/*
 * The oracle walks through time minute by minute, looking at a zone's clock as a person would: a
 * table of what the clock shows, no arithmetic with offsets. It shares nothing with the rules.
 */
export const minuteMs = 60_000;
export const dayMinutes = 1_440;
/** day of the table on which the clock changes */
export const changeDay = 23;
const tableDays = 46;

export interface Clock {
  zone: string;
  start: number;
  /** per minute: the reading (minutes since 1970) it shows, -1 when it showed that before */
  shown: Int32Array;
  /** per minute: the skipped reading that is due now because the clock jumped, else -1 */
  owed: Int32Array;
  /** reading → minute at which it is due */
  due: Map<number, number>;
}

function clockAround(zone: string, change: string): Clock {
  const start = Date.parse(`${change}T00:00Z`) - changeDay * dayMinutes * minuteMs;
  const minutes = tableDays * dayMinutes;
  const shown = new Int32Array(minutes).fill(-1);
  const owed = new Int32Array(minutes).fill(-1);
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  let before: number | undefined;
  let latest = -1;
  for (let minute = 0; minute < minutes; minute += 1) {
    const text = format.format(start + minute * minuteMs);
    const reading = Date.parse(`${text.replace(' ', 'T')}Z`) / minuteMs;
    for (let lost = (before ?? reading) + 1, late = 0; lost < reading; lost += 1, late += 1) {
      owed[minute + late] = lost;
    }
    if (reading > latest) shown[minute] = reading;
    latest = Math.max(latest, reading);
    before = reading;
  }
  const due = new Map<number, number>();
  owed.forEach((reading, minute) => due.set(reading, minute));
  shown.forEach((reading, minute) => due.set(reading, minute));
  return { zone, start, shown, owed, due };
}

/** Half-hour zones, changes of 30, 60 and 120 minutes both ways, and one whole day skipped. */
const clocks = [
  clockAround('Europe/London', '2026-03-29'),
  clockAround('Europe/London', '2026-10-25'),
  clockAround('Australia/Lord_Howe', '2026-04-04'),
  clockAround('Australia/Lord_Howe', '2026-10-03'),
  clockAround('Asia/Shanghai', '1991-04-13'),
  clockAround('Asia/Shanghai', '1991-09-14'),
  clockAround('Asia/Shanghai', '2026-02-17'),
  clockAround('Asia/Kolkata', '2026-03-29'),
  clockAround('Antarctica/Troll', '2026-03-29'),
  clockAround('Antarctica/Troll', '2026-10-25'),
  clockAround('Pacific/Apia', '2011-12-30'),
];

export const unitMinutes = { daily: dayMinutes, weekly: 7 * dayMinutes, hourly: 60 };

/** The turn in force at each minute of [first, last), -1 before the first hand-over. */
export function walkTurns(
  clock: Clock,
  rotation: Rotation,
  first: number,
  last: number,
): Int32Array {
  const turns = new Int32Array(last - first);
  const begin = Date.parse(`${rotation.startsOn}T${rotation.handoverAt}Z`) / minuteMs;
  const step = rotation.every * unitMinutes[rotation.kind];
  const counted = rotation.kind === 'hourly' && step % dayMinutes !== 0 && dayMinutes % step !== 0;
  let turn = -1;
  let begun = -1;
  const happens = (reading: number, minute: number): void => {
    if (counted && reading === begin) begun = minute;
    if (!counted && reading >= begin && (reading - begin) % step === 0) {
      turn = Math.max(turn, (reading - begin) / step);
    }
  };
  for (let minute = first; minute < last; minute += 1) {
    happens(clock.shown[minute]!, minute);
    if (clock.owed[minute]! >= 0) happens(clock.owed[minute]!, minute);
    if (begun >= 0 && (minute - begun) % step === 0) turn = (minute - begun) / step;
    turns[minute - first] = turn;
  }
  return turns;
}

/** By number, so that a counterexample stays readable. */
export const anyClock = fc.integer({ min: 0, max: clocks.length - 1 });

export function clockOf(number: number): Clock {
  return clocks[number]!;
}

/** The minute of the table at which a reading is due; throws when the table does not hold it. */
export function minuteOf(clock: Clock, reading: number): number {
  const minute = clock.due.get(reading);
  if (minute === undefined) throw new Error(`reading ${reading} is outside the table`);
  return minute;
}

export const dateText = (start: number, day: number): string =>
  new Date(start + day * dayMinutes * minuteMs).toISOString().slice(0, 10);
export const timeText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export const timeOfDay = fc.oneof(
  fc.integer({ min: 0, max: dayMinutes - 1 }),
  fc.integer({ min: 0, max: 47 }).map((half) => half * 30),
  fc.integer({ min: 0, max: 179 }),
);
export const pace = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(1, 2, 3, 4, 6, 8, 12, 24, 48).map((n) => ['hourly', n]) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 60 }).map((n) => ['hourly', n]) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }).map((n) => ['daily', n]) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 }).map((n) => ['weekly', n]) },
) as fc.Arbitrary<[Rotation['kind'], number]>;
