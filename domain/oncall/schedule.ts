import type { Instant } from '../machine.js';

/**
 * Who takes turns. Turn k belongs to member k modulo their number and begins at hand-over k; before
 * hand-over 0 nobody has the turn. Daily and weekly hand-overs stay at `handoverAt` on the local
 * clock through every change of offset. Hourly ones do so too when the shift length divides 24 or
 * is a multiple of 24 (12 h shifts from 08:00 stay at 08:00 and 20:00, so one shift a year is
 * longer and one shorter); any other length is counted in real elapsed hours from hand-over 0.
 */
export interface Rotation {
  kind: 'daily' | 'weekly' | 'hourly';
  /** local date `YYYY-MM-DD` of the first hand-over */
  startsOn: string;
  /** local `HH:mm` */
  handoverAt: string;
  /** shift length: n days, n weeks or n hours */
  every: number;
  /** person ids in order; one may stand in it more than once */
  members: string[];
}

/** A weekly span of local time. Both ends follow the gap and overlap rule of `instantAt` (zone.ts). */
export interface Restriction {
  /** ISO weekdays 1..7 on which the span starts */
  days: number[];
  /** local `HH:mm` */
  from: string;
  /** local `HH:mm`; ≤ `from` means it ends on the next day; `24:00` allowed */
  to: string;
}

export interface Layer {
  id: string;
  rotation: Rotation;
  /** empty = always */
  restrictions: Restriction[];
  /** local date from whose 00:00 the layer applies */
  from?: string;
  /** local date at whose 00:00 the layer ends: that day is no longer covered */
  until?: string;
}

/** Someone put on duty for [from, until). */
export interface Override {
  id: string;
  person: string;
  from: Instant;
  until: Instant;
  /** the override counts only while this person would be on duty */
  replaces?: string;
}

/** Someone away for [from, until). */
export interface Absence {
  id: string;
  person: string;
  from: Instant;
  until: Instant;
  deputy?: string;
}

/** Later layers win over earlier ones wherever they apply. */
export interface Schedule {
  id: string;
  /** tz database name */
  zone: string;
  /** person id: holds when nobody is on call (R17, operations.md) */
  owner: string;
  layers: Layer[];
}

/**
 * What changes a schedule for a while. Overrides are in the order they were made: later ones win.
 * Someone who left the organisation is given as an absence that does not end.
 */
export interface Extras {
  overrides: readonly Override[];
  absences: readonly Absence[];
}

export const layersMax = 10;
export const membersMax = 100;
export const restrictionsMax = 14;
/** of one schedule, counting those that are not over yet */
export const overridesMax = 500;
export const overrideDaysMax = 400;
/** long enough for three years of leave */
export const absenceDaysMax = 1_100;
const shiftHoursMax = 168;
const everyDaysMax = 366;
const everyWeeksMax = 53;
/** local dates outside are refused: earlier tz offsets have odd seconds, later ones are guesses */
export const dateMin = '1975-01-01';
export const dateMax = '2100-12-31';

export const everyMin = 1;
/** largest `every` of each kind of rotation, in its own unit */
export const everyMax: Readonly<Record<Rotation['kind'], number>> = {
  daily: everyDaysMax,
  weekly: everyWeeksMax,
  hourly: shiftHoursMax,
};
