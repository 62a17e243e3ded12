import type { Instant } from '../machine.js';
import type { Vacancy } from './on-call.js';
import type { Extras, Schedule } from './schedule.js';
import { joined, timeline } from './timeline.js';

/** How far ahead the gap report looks. */
export const gapReportDays = 14;

export interface Gap {
  from: Instant;
  until: Instant;
  reason: Vacancy['reason'];
  /** whose absence leaves the gap */
  person?: string;
}

/**
 * Where nobody is on call within [from, until), exact and in order, with what would close it:
 * `no_layer` a layer or override is missing; `absent_without_deputy` `person` needs a deputy;
 * `deputy_absent` the deputies of `person` are away too.
 * Throws a RangeError for more than `timelineDaysMax` days (timeline.ts).
 */
export function gaps(
  schedule: Schedule,
  extras: Extras,
  { from, until }: { from: Instant; until: Instant },
): Gap[] {
  const found: Gap[] = [];
  for (const stretch of timeline(schedule, extras, { from, until })) {
    if (stretch.onCall !== undefined) continue;
    found.push({ from: stretch.from, until: stretch.until, ...stretch.vacancy });
  }
  return joined(found, (a, b) => a.reason === b.reason && a.person === b.person);
}
