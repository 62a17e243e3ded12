import { readFile } from 'node:fs/promises';

import type { Cli } from '../cli.js';
import { exitCode, type ExitCode } from '../exit-codes.js';
import { allPages } from '../http/all-pages.js';

interface Ref {
  id: string;
  name: string;
}

interface Cycle {
  id: string;
  key: string;
  number?: string;
  stage: string;
  people: number;
  nextDue?: string;
  progress?: { open: Record<string, number>; late: Record<string, number> };
}

const path = '/api/v1/review-cycles';
const schedulesPath = '/api/v1/review-schedules';
const at = (id: string): string => `${path}/${encodeURIComponent(id)}`;

const sum = (counts: Record<string, number> = {}): number =>
  Object.values(counts).reduce((total, one) => total + one, 0);

const cells = (cli: Cli, one: Cycle): string[] => [
  ...[one.key, one.number ?? one.id, one.stage, String(one.people)],
  ...[String(sum(one.progress?.open)), String(sum(one.progress?.late)), cli.time(one.nextDue)],
];

const heads = ['key', 'number', 'stage', 'people', 'open', 'late', 'due'] as const;

const cycleTable = (cli: Cli, items: readonly Cycle[]): void =>
  cli.printTable(
    heads.map((head) => `review/head/${head}` as const),
    items.map((one) => cells(cli, one)),
  );

/** `baton review list`: cycles with how far they are. */
export async function listCycles(cli: Cli, { all = false }: { all?: boolean }): Promise<void> {
  const query = all ? {} : { open: 'true' };
  const { items } = await allPages<Cycle>(cli.api(), path, { query });
  if (cli.printJson({ items }, items)) return;
  if (items.length === 0) return cli.tell(cli.say('review/none'));
  cycleTable(cli, items);
}

/** `baton review show`. */
export async function showCycle(cli: Cli, id: string): Promise<void> {
  const cycle = await cli.api().get<Cycle>(at(id));
  if (cli.printJson(cycle)) return;
  cycleTable(cli, [cycle]);
}

/** A verb of a cycle. */
export async function giveCycle(cli: Cli, id: string, given: { verb: string; body?: object }) {
  const { verb, body = {} } = given;
  const after = await cli.api().post<Cycle>(`${at(id)}/${verb}`, body);
  if (cli.printJson(after)) return;
  cli.print(cli.say('review/done', { number: after.key, stage: after.stage }));
}

interface Participant {
  person: Ref;
  manager?: Ref;
  stage?: string;
  open: number;
  late: number;
}

interface Imported {
  taken: number;
  unchanged: number;
  rejected: { line: number; field?: string; text: string }[];
  rejectedMore: number;
}

const importHeads = ['line', 'field', 'why'] as const;

async function importParticipants(cli: Cli, id: string, file: string): Promise<ExitCode> {
  const bytes = await readFile(file);
  const done = await cli.api().upload<Imported>(`${at(id)}/participants/import`, bytes);
  const rejected = done.rejected.length + done.rejectedMore;
  const code = rejected === 0 ? exitCode.ok : exitCode.refused;
  if (cli.printJson(done)) return code;
  if (done.rejected.length > 0) {
    cli.printTable(
      importHeads.map((head) => `review/head/${head}` as const),
      done.rejected.map(({ line, field = '', text }) => [String(line), field, text]),
    );
  }
  const { taken, unchanged } = done;
  cli.tell(cli.say('review/imported', { taken, unchanged, rejected }));
  return code;
}

const participantHeads = ['person', 'manager', 'stage', 'open', 'late'] as const;

/** `baton review participants`: with completion; with a file it imports, and names what it refused. */
export async function participants(
  cli: Cli,
  id: string,
  { file }: { file?: string | undefined },
): Promise<ExitCode> {
  if (file !== undefined) return importParticipants(cli, id, file);
  const { items } = await allPages<Participant>(cli.api(), `${at(id)}/participants`);
  if (cli.printJson({ items }, items)) return exitCode.ok;
  cli.printTable(
    participantHeads.map((head) => `review/head/${head}` as const),
    items.map(({ person, manager, stage = '–', open, late }) => [
      ...[person.name, manager?.name ?? '–', stage, String(open), String(late)],
    ]),
  );
  return exitCode.ok;
}

interface DryRun {
  sound: boolean;
  missing: { what: string; person?: Ref; indicator?: string; block?: string; sum?: number }[];
}

/** `baton review dry-run`: exits as refused while something is missing. */
export async function dryRun(cli: Cli, id: string): Promise<ExitCode> {
  const found = await cli.api().get<DryRun>(`${at(id)}/dry-run`);
  const code = found.sound ? exitCode.ok : exitCode.refused;
  if (cli.printJson(found)) return code;
  for (const { what, person, indicator, block, sum: total } of found.missing) {
    cli.print(`${what}: ${person?.name ?? indicator ?? block ?? total ?? ''}`);
  }
  const count = found.missing.length;
  cli.tell(found.sound ? cli.say('review/sound') : cli.say('review/missing', { count }));
  return code;
}

interface Recomputed {
  checked: number;
  mismatches: { what: string; of?: string }[];
}

/** `baton review recompute`: fails where a score does not come out the same. */
export async function recompute(cli: Cli, id: string): Promise<ExitCode> {
  const { checked, mismatches } = await cli.api().post<Recomputed>(`${at(id)}/recompute`, {});
  const code = mismatches.length === 0 ? exitCode.ok : exitCode.failed;
  if (cli.printJson({ checked, mismatches })) return code;
  for (const { what, of = '' } of mismatches) cli.print(`${what} ${of}`);
  const count = mismatches.length;
  cli.tell(
    count === 0
      ? cli.say('review/same', { checked })
      : cli.say('review/differing', { checked, count }),
  );
  return code;
}

interface Schedule {
  id: string;
  code: string;
  cadence: string;
  paused: boolean;
}

/** `baton review schedule list`. */
export async function listSchedules(cli: Cli): Promise<void> {
  const { items } = await allPages<Schedule>(cli.api(), schedulesPath);
  if (cli.printJson({ items }, items)) return;
  if (items.length === 0) return cli.tell(cli.say('review/none'));
  cli.printRows(
    ['ID', cli.say('review/head/key'), cli.say('review/head/period')],
    items.map(({ id, code, cadence, paused }) => [id, code, paused ? `${cadence} ⏸` : cadence]),
  );
}

/** `baton review schedule next`: the next five dates. */
export async function nextDates(cli: Cli, id: string): Promise<void> {
  interface Next {
    items: { key: string; local: string }[];
  }
  const next = await cli.api().get<Next>(`${schedulesPath}/${encodeURIComponent(id)}/next`);
  if (cli.printJson(next, next.items)) return;
  cli.printTable(
    ['review/head/key', 'review/head/date'],
    next.items.map(({ key, local }) => [key, local]),
  );
}

/** `baton review schedule run`: one cycle early, by its key. */
export async function runSchedule(
  cli: Cli,
  id: string,
  body: { key?: string; scale?: number },
): Promise<void> {
  const to = `${schedulesPath}/${encodeURIComponent(id)}/run`;
  const called = await cli.api().post<{ id: string; key: string }>(to, body);
  if (cli.printJson(called)) return;
  cli.print(cli.say('review/planned', called));
}
