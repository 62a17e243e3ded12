import { dateText } from '../../domain/calendar/local-date.js';
import type { CalendarException } from '../../domain/calendar/work-calendar.js';
import { parseDate } from '../../domain/oncall/local-time.js';
import { dayMs } from '../../domain/zone.js';
import { collector, type RejectReason, type SourceText } from './source-text.js';

const linesMax = 50_000;
const eventsMax = 3_000;
const lineMaxChars = 4_000;
const eventDaysMax = 31;
const nameMaxChars = 200;

/** Plain words only: 调休 means the day off to some and the day of work to others. */
const makeupWords = /[(（]班[)）]|补班|make-?up (?:work)?/i;
const endMarks = /\s*[(（][班休][)）]\s*$/;

interface Line {
  number: number;
  name: string;
  params: string;
  value: string;
}

/**
 * Reads whole-day VEVENTs as holidays, or as make-up workdays where the summary says so. Folded
 * lines are joined; timed and recurring events are rejected by line.
 */
export function readIcal(text: string, years: readonly number[]): SourceText {
  const { take, reject, done } = collector(years);
  const lines = unfolded(text);
  if (lines === undefined || !lines.some(({ name }) => name === 'BEGIN')) {
    reject(1, text.split('\n', 1)[0] ?? '', lines === undefined ? 'too_many' : 'no_header');
    return done();
  }
  let event: Line[] | undefined;
  let events = 0;
  for (const line of lines) {
    const { number, name, value } = line;
    const marks = value.toUpperCase() === 'VEVENT';
    if (name === 'BEGIN' && marks) {
      if (event) reject(event[0]?.number ?? number, 'BEGIN:VEVENT', 'unfinished');
      event = [line];
      events += 1;
    } else if (name === 'END' && marks && event) {
      if (events > eventsMax) reject(number, value, 'too_many');
      else takeEvent(event, { take, reject });
      event = undefined;
    } else event?.push(line);
  }
  if (event) reject(event[0]?.number ?? 1, 'BEGIN:VEVENT', 'unfinished');
  return done();
}

type Taking = Pick<ReturnType<typeof collector>, 'take' | 'reject'>;

function takeEvent(event: readonly Line[], { take, reject }: Taking): void {
  const valueOf = (name: string) => event.find((line) => line.name === name)?.value;
  const number = event[0]?.number ?? 1;
  const summary = (valueOf('SUMMARY') ?? '').replace(/\\([,;\\])/g, '$1');
  if (valueOf('STATUS')?.toUpperCase() === 'CANCELLED') return;
  const days = daysOf(valueOf('DTSTART'), valueOf('DTEND'));
  const recurs = event.some(({ name }) => name === 'RRULE' || name === 'RDATE');
  if (recurs || typeof days === 'string') {
    const why = recurs ? 'recurring' : (days as RejectReason);
    return reject(number, summary || (valueOf('DTSTART') ?? ''), why);
  }
  const kind = makeupWords.test(summary) ? 'makeup_workday' : 'holiday';
  for (const date of days) take(number, `${date} ${summary}`, exceptionOn(date, kind, summary));
}

function exceptionOn(
  date: string,
  kind: CalendarException['kind'],
  summary: string,
): CalendarException {
  const plain = summary
    .replace(endMarks, '')
    .replace(/[\p{Cc}\p{Surrogate}]/gu, ' ')
    .trim();
  const name = Array.from(plain).slice(0, nameMaxChars).join('');
  return { date, kind, intervals: [], ...(name !== '' && { name: { zh: name, en: name } }) };
}

/** The dates of an event; DTEND is the day after the last one. */
function daysOf(start: string | undefined, end: string | undefined): string[] | RejectReason {
  const from = dateIn(start);
  if (from === undefined) return 'not_whole_days';
  const until = end === undefined ? from + dayMs : dateIn(end);
  if (until === undefined) return 'not_whole_days';
  const last = Math.max(until, from + dayMs);
  const count = (last - from) / dayMs;
  if (count > eventDaysMax) return 'too_long';
  return Array.from({ length: count }, (_, k) => dateText(from + k * dayMs));
}

function dateIn(text: string | undefined): number | undefined {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text?.trim() ?? '') ?? [];
  return parseDate(`${year}-${month}-${day}`);
}

/** Content lines with folds joined (RFC 5545, 3.1); undefined for too many of them. */
function unfolded(text: string): Line[] | undefined {
  const raw = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (raw.length > linesMax) return undefined;
  const joined: { number: number; text: string }[] = [];
  for (const [index, part] of raw.entries()) {
    const last = joined.at(-1);
    if (!/^[ \t]/.test(part) || !last) joined.push({ number: index + 1, text: part });
    else if (last.text.length < lineMaxChars) last.text += part.slice(1);
  }
  return joined.flatMap(({ number, text: line }) => {
    const found = /^([A-Za-z-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$/.exec(line);
    const [, name = '', params = '', value = ''] = found ?? [];
    return found ? [{ number, name: name.toUpperCase(), params, value }] : [];
  });
}
