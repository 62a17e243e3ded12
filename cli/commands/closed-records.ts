import { readFile, writeFile } from 'node:fs/promises';

import type { ImportReport } from '../../contracts/import/closed-records.js';
import { CliError } from '../cli-error.js';
import type { Cli } from '../cli.js';
import { exitCode, type ExitCode } from '../exit-codes.js';

/** Records of one call: within the largest body that the API takes. */
const perCall = 200;
const kinds = ['incidents', 'chains', 'handovers'] as const;

interface File {
  source?: unknown;
  incidents?: unknown[];
  chains?: unknown[];
  handovers?: unknown[];
}

/** `baton import FILE`: exits as refused where some records were not taken. */
export async function importClosedRecords(
  cli: Cli,
  { file, rejects }: { file: string; rejects?: string },
): Promise<ExitCode> {
  const report = await sendAll(cli, await readRecords(cli, file));
  if (rejects !== undefined)
    await writeFile(rejects, `${JSON.stringify(report.rejected, null, 1)}\n`);
  const code = report.rejected.length === 0 ? exitCode.ok : exitCode.refused;
  if (cli.printJson(report)) return code;
  for (const { kind, n, id = '–', code: why, what } of report.rejected) {
    cli.tell(cli.say('import/rejected', { kind, n, id, code: why, what }));
  }
  const { imported, unchanged, rejected } = report;
  cli.tell(cli.say('import/done', { ...imported, unchanged, rejected: rejected.length }));
  return code;
}

async function readRecords(cli: Cli, file: string): Promise<File> {
  try {
    const text = file === '-' ? await cli.world.input() : await readFile(file, 'utf8');
    return JSON.parse(text) as File;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError('import/unreadable', { file, why }, exitCode.usage);
  }
}

/** Incidents before the chains about them; numbers in the answer are those of the file. */
async function sendAll(cli: Cli, records: File): Promise<ImportReport> {
  const whole: ImportReport = {
    imported: { incidents: 0, chains: 0, handovers: 0 },
    ...{ unchanged: 0, rejected: [] },
  };
  for (const kind of kinds) {
    const all = records[kind] ?? [];
    for (let first = 0; first < all.length; first += perCall) {
      const part = { source: records.source, [kind]: all.slice(first, first + perCall) };
      const answer = await cli.api().post<ImportReport>('/api/v1/imports/closed-records', part);
      for (const each of kinds) whole.imported[each] += answer.imported[each];
      whole.unchanged += answer.unchanged;
      whole.rejected.push(...answer.rejected.map((one) => ({ ...one, n: one.n + first })));
    }
  }
  return whole;
}
