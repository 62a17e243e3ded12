import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { importAnswer } from '../../contracts/calendar/answers.js';
import type { Cli } from '../cli.js';
import { CliError } from '../cli-error.js';
import { exitCode, type ExitCode } from '../exit-codes.js';

type Imported = z.output<typeof importAnswer>;
type Exception = Imported['diff']['added'][number];

export interface ImportAsked {
  source: 'china' | 'csv' | 'ical';
  years: number[];
  /** The calendar's id. */
  into: string;
  file?: string;
  dryRun: boolean;
}

/** `baton calendar import`: exits as refused where lines were not taken and nothing was written. */
export async function importCalendar(cli: Cli, asked: ImportAsked): Promise<ExitCode> {
  const { source, years, into, dryRun } = asked;
  const from =
    source === 'china' ? { source: 'chinese-days' } : { source, text: await textOf(cli, asked) };
  const path = `/api/v1/calendars/${encodeURIComponent(into)}/import`;
  const answer = await cli.api().post<Imported>(path, { ...from, years, dryRun });
  const code = answer.rejected.length === 0 ? exitCode.ok : exitCode.refused;
  if (cli.printJson(answer)) return code;
  printDiff(cli, answer);
  for (const { line, given, why } of answer.rejected) {
    cli.tell(cli.say('calendar/rejected', { line, given, why }));
  }
  cli.tell(outcome(cli, answer, into));
  return code;
}

async function textOf(cli: Cli, { file }: ImportAsked): Promise<string> {
  if (file === undefined) throw new CliError('calendar/noFile', {}, exitCode.usage);
  if (file === '-') return cli.world.input();
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError('calendar/unreadable', { file, why }, exitCode.usage);
  }
}

function printDiff(cli: Cli, { diff }: Imported): void {
  const row = (sign: 'added' | 'removed' | 'changed' | 'kept', day: Exception): string[] => [
    cli.say(`calendar/sign/${sign}`),
    day.date,
    cli.say(`calendar/kind/${day.kind}`),
    day.name?.[cli.language] ?? '',
  ];
  const rows = [
    ...diff.removed.map((day) => row('removed', day)),
    ...diff.changed.map(({ after }) => row('changed', after)),
    ...diff.added.map((day) => row('added', day)),
    ...diff.kept.map((day) => row('kept', day)),
  ];
  if (rows.length === 0) {
    cli.print(cli.say('calendar/same', { count: diff.unchanged }));
    return;
  }
  const heads = ['change', 'date', 'kind', 'name'] as const;
  cli.printTable(
    heads.map((head) => `calendar/head/${head}` as const),
    rows,
  );
}

function outcome(cli: Cli, { applied, rejected, years }: Imported, into: string): string {
  if (applied) return cli.say('calendar/applied', { years: years.join(', '), calendar: into });
  if (rejected.length > 0) return cli.say('calendar/notApplied', { count: rejected.length });
  return cli.say('calendar/dry');
}
