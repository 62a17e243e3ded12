import type { Target } from './calendar/snapshot.js';
import type { Instant } from './machine.js';

/** Something of the directory, by id and by the name it had when the process began. */
export interface Ref {
  id: string;
  name: string;
}

/**
 * What the read model and the pages ask of every process's view, whatever else is in it; at most
 * 8 KiB as JSON (machine.md §6). `closedAt` is set exactly while the subject is not open: an open
 * one has a holder (I1) and a next due time (I2).
 */
export interface SubjectView {
  id: string;
  title: string;
  description?: string;
  stage: string;
  startedAt: Instant;
  closedAt?: Instant;
  /** The subject this one is about, such as the incident a chain was opened from. */
  about?: string;
  department?: Ref;
  site?: Ref;
  service?: Ref;
  customer?: Ref;
  drill?: boolean;
  holder: { person?: string; duty?: string; since: Instant };
  offer?: { to: string; by: string; at: Instant; expires: Instant };
  clocks: ClockView[];
  nextDue?: Instant;
  /** Pages numbered up to this are withdrawn, per ladder (I4). */
  silenced: Record<string, number>;
}

/** A stretch that does not count, with why and what proves it; without `until` it still lasts. */
export interface ClockPause {
  from: Instant;
  until?: Instant;
  reason: string;
  evidence?: string;
}

/** One running or stopped clock, as readers see it (R11). */
export interface ClockView {
  obligation: string;
  startAt: Instant;
  dueAt: Instant;
  stoppedAt?: Instant;
  /** What it is owed, and what of the time did not count. */
  target?: Target;
  pauses?: ClockPause[];
  /** The work calendar it runs on, by id; every hour counts without one. */
  calendar?: string;
  /** Part of the walk lies in a year that no calendar data cover. */
  provisional?: true;
  /** Its due time was moved into the past by a regrade; no breach is told until a person looked. */
  unchecked?: true;
  pausedSince?: Instant;
}
