import type { Instant } from '../machine.js';
import type { OnCall } from './on-call.js';
import type { Extras, Schedule } from './schedule.js';
import { joined, timeline } from './timeline.js';

export interface Shift {
  from: Instant;
  until: Instant;
  person: string;
  why: OnCall['why'];
}

/**
 * Who is on call over [from, until): exact, ordered, cut to the window; neighbours with the same
 * person and reason are one shift. Where none lies, nobody is on call (see `gaps`).
 * Throws a RangeError for more than `timelineDaysMax` days (timeline.ts).
 */
export function shifts(
  schedule: Schedule,
  extras: Extras,
  { from, until }: { from: Instant; until: Instant },
): Shift[] {
  const found: Shift[] = [];
  for (const stretch of timeline(schedule, extras, { from, until })) {
    if (stretch.onCall === undefined) continue;
    const { person, why } = stretch.onCall;
    found.push({ from: stretch.from, until: stretch.until, person, why });
  }
  return joined(found, (a, b) => a.person === b.person && a.why === b.why);
}
