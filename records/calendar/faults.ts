import { Refused, type Fault } from '../../contracts/api/refused.js';
import { text } from '../../contracts/text.js';
import type { CalendarProblem } from '../../domain/calendar/calendar-problems.js';

/** A sentence in both languages, for a detail that is stored in neither. */
export const inBoth = (key: string, values: Record<string, unknown> = {}): string =>
  `${text('en', `calendar/${key}`, values)} · ${text('zh', `calendar/${key}`, values)}`;

/** 400 with a fault per problem. */
export function refuseCalendarProblems(problems: readonly CalendarProblem[]): void {
  const [first] = problems;
  if (!first) return;
  const faults: Fault[] = problems.map(({ pointer, code }) => ({
    pointer,
    code: 'invalid_field',
    detail: `${code}: ${inBoth(`problem/${code}`)}`,
  }));
  throw new Refused('invalid_field', { field: first.pointer }, faults);
}
