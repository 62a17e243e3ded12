import { createRequire } from 'node:module';
import type { CalendarException } from '../../domain/calendar/work-calendar.js';

/** date → `National Day,国庆节,3` */
type Named = Record<string, string>;

interface ChinaYear {
  holidays: Named;
  workdays: Named;
}

/** The package's data, without its program, which reads dates on the clocks of this process. */
const require = createRequire(import.meta.url);
const data = require('chinese-days/dist/chinese-days.json') as ChinaYear;

/** A year is whole when its first and its last holidays are there. */
const wholeYear = (year: number): boolean =>
  data.holidays[`${year}-01-01`] !== undefined && data.holidays[`${year}-10-01`] !== undefined;

/** The years that the State Council's arrangement is known for, in order. */
export const chinaYears: readonly number[] = [
  ...new Set(Object.keys(data.holidays).map((date) => Number(date.slice(0, 4)))),
]
  .filter(wholeYear)
  .sort((a, b) => a - b);

/** China's holidays and make-up workdays of years that `chinaYears` has, by date. */
export function chinaExceptions(years: readonly number[]): CalendarException[] {
  const wanted = new Set(years.map(String));
  const of = (named: Named, kind: CalendarException['kind']): CalendarException[] =>
    Object.entries(named)
      .filter(([date]) => wanted.has(date.slice(0, 4)))
      .map(([date, text]) => {
        const [en = '', zh = en] = text.split(',');
        return { date, kind, intervals: [], name: { zh, en } };
      });
  return [...of(data.holidays, 'holiday'), ...of(data.workdays, 'makeup_workday')].sort((a, b) =>
    a.date < b.date ? -1 : 1,
  );
}
