import type { z } from 'zod';
import type { coverageAnswer } from '../../contracts/calendar/answers.js';
import type { calendarAnswer } from '../../contracts/calendar/calendars.js';
import type { Cli } from '../cli.js';
import { line } from '../output/sections.js';

type Calendar = z.output<typeof calendarAnswer>;
type Coverage = z.output<typeof coverageAnswer>;

/** `baton calendar show`: its hours, and how far it is loaded. */
export async function showCalendar(cli: Cli, id: string): Promise<void> {
  const api = cli.api();
  const path = `/api/v1/calendars/${encodeURIComponent(id)}`;
  const calendar = await api.get<Calendar>(path);
  const coverage = await api.get<Coverage>(`${path}/coverage`);
  if (cli.printJson({ ...calendar, coverage })) return;
  cli.print(cli.colors.bold(`${calendar.name[cli.language]} (${calendar.id})`));
  line(cli, 'calendar/zone', calendar.zone);
  for (const { day, intervals } of calendar.weekly) {
    const hours = intervals.map(({ from, to }) => `${from}–${to}`).join(', ');
    if (hours !== '') cli.print(cli.say('calendar/hours', { day, hours }));
  }
  line(cli, 'calendar/closed', cli.say(`calendar/mode/${calendar.closedMode}`));
  line(cli, 'calendar/coverage', left(cli, coverage));
  if (coverage.coveredYears === null) return;
  const heads = ['head', 'covered', 'holidays', 'makeup', 'special'] as const;
  cli.printTable(
    heads.map((head) => `calendar/year/${head}` as const),
    coverage.years.map((year) => [
      String(year.year),
      cli.say(year.covered ? 'calendar/yes' : 'calendar/provisional'),
      ...[year.holidays, year.makeupWorkdays, year.specials].map(String),
    ]),
  );
}

function left(cli: Cli, { daysLeft: days, warning, warnBelowDays: limit }: Coverage): string {
  if (days === null) return cli.say('calendar/always');
  return warning
    ? cli.colors.red(cli.say('calendar/warning', { days, limit }))
    : cli.say('calendar/left', { days });
}
