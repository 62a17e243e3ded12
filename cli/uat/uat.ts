import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { z } from 'zod';
import type { fileAnswer } from '../../contracts/content/files.js';
import type { runAdded, traceAnswer, traceImported } from '../../contracts/uat/trace.js';
import type { Cli } from '../cli.js';
import { CliError } from '../cli-error.js';
import { exitCode, type ExitCode } from '../exit-codes.js';

type Imported = z.output<typeof traceImported>;
type Trace = z.output<typeof traceAnswer>;
type Verdict = Trace['verdict'];
type FileAnswer = z.output<typeof fileAnswer>;

const handoverPath = (ref: string): string =>
  `/api/v1/handovers/${encodeURIComponent(/^\d{1,9}$/.test(ref) ? `HO-${ref}` : ref)}`;

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError('uat/unreadable', { file, why }, exitCode.usage);
  }
}

/** `baton handover requirements|cases import`: exits as refused where lines were not taken. */
export async function importTable(
  cli: Cli,
  { ref, noun, file }: { ref: string; noun: 'requirements' | 'cases'; file: string },
): Promise<ExitCode> {
  const bytes = await bytesOf(file);
  const answer = await cli.api().upload<Imported>(`${handoverPath(ref)}/${noun}/import`, bytes);
  const { taken, unchanged, rejected, rejectedMore, unknownColumns } = answer;
  const code = rejected.length === 0 ? exitCode.ok : exitCode.refused;
  if (cli.printJson(answer)) return code;
  for (const { line, field = '', text } of rejected) {
    cli.tell(cli.say('uat/rejected', { line, field, text }));
  }
  if (rejectedMore > 0) cli.tell(cli.say('uat/rejectedMore', { more: rejectedMore }));
  if (unknownColumns.length > 0) {
    cli.tell(cli.say('uat/unknownColumns', { columns: unknownColumns.join(', ') }));
  }
  const counts = { taken, unchanged, rejected: rejected.length + rejectedMore };
  cli.print(cli.say('uat/imported', counts));
  printVerdict(cli, answer.verdict);
  return code;
}

const numbersOf = ({ covered, proven, requirements: { must } }: Verdict) => ({
  ...{ covered, proven, must },
});

function printVerdict(cli: Cli, verdict: Verdict): void {
  cli.print(cli.say('uat/covered', numbersOf(verdict)));
  for (const name of ['covered', 'proven'] as const) {
    const gate = cli.say(`uat/gates/${name}`);
    cli.print(cli.say(verdict.gate[name] ? 'uat/held' : 'uat/open', { gate }));
  }
}

function printRows(cli: Cli, { uncovered, stale, orphans }: Trace): void {
  const versions = ({ covers }: Trace['stale'][number]): string =>
    covers.map(({ requirement, version }) => `${requirement}@${version}`).join(', ');
  const rows = [
    ...uncovered.map(({ key, text, staleCases }) => [
      ...[cli.say('uat/row/uncovered'), key, text, staleCases.join(', ')],
    ]),
    ...stale.map((one) => [cli.say('uat/row/stale'), one.key, one.title, versions(one)]),
    ...orphans.map((one) => [cli.say('uat/row/orphan'), one.key, one.title, versions(one)]),
  ];
  if (rows.length === 0) return cli.tell(cli.say('uat/nothing'));
  cli.printTable(['uat/head/what', 'uat/head/key', 'uat/head/text', 'uat/head/more'], rows);
}

/** `baton handover trace`: what is open, or the whole table as a file. */
export async function showTrace(
  cli: Cli,
  { ref, out }: { ref: string; out?: string },
): Promise<void> {
  const path = `${handoverPath(ref)}/trace`;
  if (out !== undefined) {
    const format = extname(out).slice(1).toLowerCase();
    if (format !== 'csv' && format !== 'xlsx') {
      throw new CliError('uat/ending', { file: out }, exitCode.usage);
    }
    await writeFile(out, await cli.api().download(path, { format }));
    return cli.print(cli.say('uat/saved', { file: out }));
  }
  const trace = await cli.api().get<Trace>(path);
  if (cli.printJson(trace)) return;
  printVerdict(cli, trace.verdict);
  printRows(cli, trace);
}

const upload = async (cli: Cli, file: string): Promise<FileAnswer> => {
  const query = { name: basename(file) };
  return cli.api().upload<FileAnswer>('/api/v1/files', await bytesOf(file), query);
};

/** `baton handover upload`. */
export async function uploadFile(cli: Cli, file: string): Promise<void> {
  const answer = await upload(cli, file);
  if (!cli.printJson(answer)) cli.print(cli.say('uat/uploaded', { ...answer }));
}

export interface RunGiven {
  ref: string;
  key: string;
  result: string;
  evidence?: string[];
  measured?: string;
  witness?: string;
  note?: string;
}

/** `baton handover run`: the evidence is uploaded first. */
export async function recordRun(cli: Cli, given: RunGiven): Promise<void> {
  const { ref, key, result, measured, witness, note } = given;
  const evidence: string[] = [];
  for (const file of given.evidence ?? []) evidence.push((await upload(cli, file)).id);
  const answer = await cli.api().post<z.output<typeof runAdded>>(`${handoverPath(ref)}/runs`, {
    ...{ case: key, result, evidence },
    ...(measured !== undefined && { measured: Number(measured) }),
    ...(witness !== undefined && { witness: { name: witness } }),
    ...(note !== undefined && { note }),
  });
  if (cli.printJson(answer)) return;
  cli.print(cli.say('uat/ran', { key, result, ...numbersOf(answer.verdict) }));
}
