import type { CalendarException, WorkCalendar } from './work-calendar.js';

/** What an import changes, by date. */
export interface ImportDiff {
  added: CalendarException[];
  changed: { before: CalendarException; after: CalendarException }[];
  removed: CalendarException[];
  /** Special days set here, over which the import is not laid. */
  kept: CalendarException[];
  unchanged: number;
}

export interface Imported {
  /** Every exception of these years, one per date. */
  exceptions: readonly CalendarException[];
  /** The years that the source holds in full. */
  years: readonly number[];
}

const same = (a: CalendarException, b: CalendarException): boolean =>
  a.kind === b.kind &&
  a.name?.zh === b.name?.zh &&
  a.name?.en === b.name?.en &&
  hoursOf(a) === hoursOf(b);

const hoursOf = ({ intervals }: CalendarException): string =>
  intervals.map(({ from, to }) => `${from}-${to}`).join(' ');

const byDate = (a: CalendarException, b: CalendarException): number => (a.date < b.date ? -1 : 1);

/**
 * A calendar with the holidays and make-up workdays of whole years taken from a source. Special
 * days are the installation's own: they stay unless the source has a special day there too. The
 * years count as covered from then on. Doing it again changes nothing.
 */
export function mergeImport(
  calendar: WorkCalendar,
  imported: Imported,
): { calendar: WorkCalendar; diff: ImportDiff } {
  const within = ({ date }: CalendarException) => imported.years.includes(Number(date.slice(0, 4)));
  const diff: ImportDiff = { added: [], changed: [], removed: [], kept: [], unchanged: 0 };
  const given = new Map(imported.exceptions.map((exception) => [exception.date, exception]));
  const result = calendar.exceptions.filter((exception) => !within(exception));
  for (const before of calendar.exceptions.filter(within)) {
    const after = given.get(before.date);
    given.delete(before.date);
    if (before.kind === 'special' && after?.kind !== 'special') {
      diff.kept.push(before);
      result.push(before);
    } else if (!after) diff.removed.push(before);
    else {
      result.push(after);
      if (same(before, after)) diff.unchanged += 1;
      else diff.changed.push({ before, after });
    }
  }
  diff.added.push(...given.values());
  result.push(...given.values());
  const covered = new Set([...(calendar.coveredYears ?? []), ...imported.years]);
  return {
    calendar: {
      ...calendar,
      exceptions: result.sort(byDate),
      coveredYears: [...covered].sort((a, b) => a - b),
    },
    diff,
  };
}
