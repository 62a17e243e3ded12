import { exceptionProblems } from '../../domain/calendar/calendar-problems.js';
import {
  exceptionKinds,
  type CalendarException,
  type DayInterval,
} from '../../domain/calendar/work-calendar.js';
import { collector, type RejectReason, type SourceText } from './source-text.js';

const linesMax = 5_000;
const nameMaxChars = 200;
const fieldsMax = 4;
const header = 'date,kind';

/**
 * Reads `date,kind,intervals,name` with a header line; intervals as `09:00-12:00;13:30-18:00`,
 * fields quoted where they hold commas. Empty lines and lines that begin with # are passed over.
 */
export function readCsv(text: string, years: readonly number[]): SourceText {
  const { take, reject, done } = collector(years);
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => meant(line));
  const head = lines[first]?.toLowerCase().replaceAll(' ', '') ?? '';
  if (!head.startsWith(header)) {
    reject(Math.max(first, 0) + 1, lines[first] ?? '', 'no_header');
    return done();
  }
  for (const [index, line] of lines.entries()) {
    if (index <= first || !meant(line)) continue;
    if (index >= linesMax) {
      reject(index + 1, line, 'too_many');
      break;
    }
    const read = exceptionIn(line);
    if (typeof read === 'string') reject(index + 1, line, read);
    else take(index + 1, line, read);
  }
  return done();
}

const meant = (line: string): boolean => line.trim() !== '' && !line.startsWith('#');

function exceptionIn(line: string): CalendarException | RejectReason {
  const fields = fieldsOf(line);
  if (fields === undefined) return 'bad_quotes';
  if (fields.length > fieldsMax) return 'too_many_fields';
  const [date = '', kindText = '', hours = '', label = ''] = fields;
  const kind = exceptionKinds.find((one) => one === kindText);
  if (kind === undefined) return 'bad_kind';
  const intervals = intervalsIn(hours);
  const made = { date, kind, intervals, ...nameIn(label) };
  const [problem] = exceptionProblems(made);
  if (problem?.code === 'bad_date') return 'bad_date';
  return problem ? 'bad_hours' : made;
}

/** A name that cannot be shown is cut to what can. */
function nameIn(label: string): Pick<CalendarException, 'name'> {
  const name = Array.from(label.replace(/[\p{Cc}\p{Surrogate}]/gu, ' ').trim())
    .slice(0, nameMaxChars)
    .join('');
  return name === '' ? {} : { name: { zh: name, en: name } };
}

/** What does not look like hours stays as it is, and is found to be no time. */
function intervalsIn(text: string): DayInterval[] {
  if (text === '') return [];
  return text.split(';').map((part) => {
    const [from = '', to = '', ...rest] = part.trim().split('-');
    return { from, to: rest.length > 0 ? '' : to };
  });
}

/** The fields of one line, trimmed; undefined where a quote is left open or stands inside. */
function fieldsOf(line: string): string[] | undefined {
  const fields: string[] = [];
  const field = /\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(,|$)/y;
  for (;;) {
    const found = field.exec(line);
    if (!found) return undefined;
    fields.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim());
    if (found[3] === '') return fields;
  }
}
