import type { CalendarException } from '../../domain/calendar/work-calendar.js';

/** Why a line of a source was not taken; said in both languages by `calendar/reject`. */
export type RejectReason =
  | 'bad_date'
  | 'bad_kind'
  | 'bad_hours'
  | 'bad_quotes'
  | 'too_many_fields'
  | 'other_year'
  | 'repeated'
  | 'too_many'
  | 'not_whole_days'
  | 'recurring'
  | 'too_long'
  | 'unfinished'
  | 'no_header';

export interface Rejected {
  /** from 1 */
  line: number;
  /** The beginning of what stood there. */
  given: string;
  why: RejectReason;
}

/** What a source's text says: exceptions, one per date, and the lines that were not understood. */
export interface SourceText {
  exceptions: CalendarException[];
  rejected: Rejected[];
}

const givenMaxChars = 80;
export const rejectedMax = 500;

/** Collects exceptions of the wanted years; a second word about a date is rejected. */
export function collector(years: readonly number[]) {
  const taken = new Map<string, CalendarException>();
  const rejected: Rejected[] = [];
  const reject = (line: number, given: string, why: RejectReason): void => {
    const shown = Array.from(given).slice(0, givenMaxChars).join('');
    if (rejected.length < rejectedMax) rejected.push({ line, given: shown, why });
    else rejected[rejectedMax - 1] = { line, given: '…', why: 'too_many' };
  };
  const take = (line: number, given: string, exception: CalendarException): void => {
    const { date } = exception;
    if (!years.includes(Number(date.slice(0, 4)))) reject(line, given, 'other_year');
    else if (taken.has(date)) reject(line, given, 'repeated');
    else taken.set(date, exception);
  };
  return { take, reject, done: (): SourceText => ({ exceptions: [...taken.values()], rejected }) };
}
