import { Argument, Option, type Command } from 'commander';
import type { Building } from '../building.js';
import type { Say } from '../cli.js';
import { refuse } from '../output/times.js';
import { importCalendar, type ImportAsked } from './calendar-import.js';
import { showCalendar } from './calendar-show.js';

const chinaCalendar = 'cal_china_office';
const sources = ['china', 'csv', 'ical'] as const;
const rangeMax = 30;

/** `baton calendar import|show`. */
export function addCalendarCommands(program: Command, { say, act }: Building): void {
  const calendar = program.command('calendar').description(say('calendar/help/calendar'));
  calendar
    .command('import')
    .description(say('calendar/help/import'))
    .addArgument(sourceArgument(say))
    .addOption(
      new Option('--years <years>', say('calendar/help/years'))
        .makeOptionMandatory()
        .argParser((value: string) => yearsIn(value) ?? refuse(say('calendar/years', { value }))),
    )
    .addOption(new Option('--calendar <id>', say('calendar/help/into')).default(chinaCalendar))
    .addOption(new Option('--file <path>', say('calendar/help/file')))
    .addOption(new Option('--dry-run', say('calendar/help/dryRun')))
    .action((source: ImportAsked['source'], options: ImportOptions, command: Command) => {
      const { years, calendar: into, file, dryRun = false } = options;
      const asked = { source, years, into, dryRun, ...(file !== undefined && { file }) };
      return act(command, (cli) => importCalendar(cli, asked));
    });
  calendar
    .command('show')
    .description(say('calendar/help/show'))
    .argument('<id>', say('calendar/help/id'))
    .action((id: string, _options: object, command: Command) =>
      act(command, (cli) => showCalendar(cli, id)),
    );
}

function sourceArgument(say: Say): Argument {
  const all = sources.join(', ');
  const described = `${say('calendar/help/source')} (${all})`;
  return new Argument('<source>', described).argParser(
    (value: string) =>
      sources.find((one) => one === value) ?? refuse(say('error/choice', { value, choices: all })),
  );
}

interface ImportOptions {
  years: number[];
  calendar: string;
  file?: string;
  dryRun?: boolean;
}

/** `2026` or `2025-2026`; undefined for anything else. */
function yearsIn(text: string): number[] | undefined {
  const [, first, last = first] = /^(\d{4})(?:-(\d{4}))?$/.exec(text) ?? [];
  const count = Number(last) - Number(first) + 1;
  if (first === undefined || !(count >= 1 && count <= rangeMax)) return undefined;
  return Array.from({ length: count }, (_, k) => Number(first) + k);
}
