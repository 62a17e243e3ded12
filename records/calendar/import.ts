import { notFound, Refused, expectVersion } from '../../contracts/api/refused.js';
import type { ImportAnswer } from '../../contracts/calendar/answers.js';
import type { CalendarDraft } from '../../contracts/calendar/calendars.js';
import type { ImportBody } from '../../contracts/calendar/import.js';
import { readCsv } from '../../contracts/calendar/read-csv.js';
import { readIcal } from '../../contracts/calendar/read-ical.js';
import type { SourceText } from '../../contracts/calendar/source-text.js';
import { mergeImport, type ImportDiff } from '../../domain/calendar/merge-import.js';
import { reaches } from '../access/scope.js';
import { inOneWrite, type Access } from '../directory/access.js';
import type { Versioned } from '../directory/noun.js';
import { brokenRule } from '../directory/tree.js';
import { calendarOf, calendars } from './calendars.js';
import { chinaExceptions, chinaYears } from './china.js';
import { inBoth } from './faults.js';

/**
 * Takes the exceptions of whole years from a source. Nothing is written in a dry run, nor where a
 * line was rejected: a year with a gap must not count as covered. Doing it again writes nothing.
 * Refuses with 422 years that the source does not hold.
 */
export async function importCalendar(
  access: Access,
  of: Versioned,
  body: ImportBody,
): Promise<ImportAnswer> {
  const years = [...new Set(body.years)].sort((a, b) => a - b);
  if (!reaches(access.scope, {})) throw new Refused('forbidden', { permission: access.permission });
  const read = readSource(body, years);
  return inOneWrite(access, async (rows) => {
    const within = { ...access, tx: rows };
    const row = await rows.workCalendar.findUnique({ where: { id: of.id } });
    if (!row) throw notFound('calendar');
    expectVersion(of.version, row.version);
    const before = calendarOf(row);
    if (before.coveredYears === null) throw brokenRule('/years', inBoth('year/whole'));
    const merged = mergeImport(before, { exceptions: read.exceptions, years });
    const applied = read.rejected.length === 0 && body.dryRun !== true;
    const already = isEmpty(merged.diff) && years.every((it) => before.coveredYears?.includes(it));
    const { exceptions, coveredYears } = merged.calendar as Required<CalendarDraft>;
    const patch = { exceptions, coveredYears };
    const calendar =
      applied && !already
        ? await calendars.update(within, { id: of.id, version: row.version }, patch)
        : await calendars.get(within, of.id, {});
    const rejected = read.rejected.map(({ line, given, why }) => ({
      ...{ line, given },
      why: `${why}: ${inBoth(`reject/${why}`)}`,
    }));
    const diff = merged.diff as ImportAnswer['diff'];
    return { applied, source: body.source, years, diff, rejected, calendar };
  });
}

const isEmpty = ({ added, changed, removed }: ImportDiff): boolean =>
  added.length + changed.length + removed.length === 0;

function readSource(body: ImportBody, years: readonly number[]): SourceText {
  if (body.source === 'csv') return readCsv(body.text, years);
  if (body.source === 'ical') return readIcal(body.text, years);
  const unknown = years.filter((year) => !chinaYears.includes(year));
  if (unknown.length > 0) throw unknownYears(unknown);
  return { exceptions: chinaExceptions(years), rejected: [] };
}

function unknownYears(years: readonly number[]): Refused {
  return brokenRule(
    '/years',
    inBoth('year/unknown', {
      source: 'chinese-days',
      years: years.join(', '),
      first: chinaYears[0],
      last: chinaYears.at(-1),
    }),
  );
}
