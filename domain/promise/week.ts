import type { Instant } from '../machine.js';
import { dayMs, hourMs, instantAt, wallAt, weekdayOf } from '../zone.js';

/** Monday, nine in the morning where the installation is. */
const digestHour = 9;

export interface DigestWeek {
  /** `2026-W48`, as ISO 8601 numbers weeks. */
  key: string;
  /** When its digest goes out. */
  from: Instant;
  until: Instant;
}

const midnightOf = (wall: number): number => Math.floor(wall / dayMs) * dayMs;

const mondayOf = (wall: number): number => midnightOf(wall) - (weekdayOf(wall) - 1) * dayMs;

/** The year of a week is that of its Thursday; its first one holds 4 January. */
const keyOf = (monday: number): string => {
  const year = new Date(monday + 3 * dayMs).getUTCFullYear();
  const first = mondayOf(Date.UTC(year, 0, 4));
  const week = Math.round((monday - first) / (7 * dayMs)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
};

/** The week whose digest is owed at an instant: before Monday's hour, still that of last week. */
export const digestWeekAt = (zone: string, at: Instant): DigestWeek => {
  const open = digestHour * hourMs;
  const monday = mondayOf(wallAt(zone, at) - open);
  return {
    key: keyOf(monday),
    from: instantAt(zone, monday + open),
    until: instantAt(zone, monday + 7 * dayMs + open),
  };
};
