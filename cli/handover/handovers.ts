import type { z } from 'zod';
import type {
  bulkAnswer,
  handover,
  handoverItem,
  handoverWithItems,
} from '../../contracts/handover/answers.js';
import type { Cli } from '../cli.js';
import { exitCode, type ExitCode } from '../exit-codes.js';
import { allPages } from '../http/all-pages.js';
import type { Query } from '../http/client.js';

type Handover = z.output<typeof handover>;
type Item = z.output<typeof handoverItem>;
type Bulk = z.output<typeof bulkAnswer>;

const path = '/api/v1/handovers';

/** `17` is short for `HO-17`; ids and numbers stay as they are. */
export const refOf = (text: string): string => (/^\d{1,9}$/.test(text) ? `HO-${text}` : text);

export const handoverPath = (ref: string): string => `${path}/${encodeURIComponent(refOf(ref))}`;

const stageWord = ({ say }: Cli, { stage, closedAs }: Handover): string =>
  closedAs === undefined ? say(`handover/stage/${stage}`) : say(`handover/closed/${closedAs}`);

/** What the next gate misses, in short. */
const blockingOf = ({ blocking, blockingMore }: Handover): string => {
  const named = blocking.map(({ kind, key }) => key ?? kind).join(' ');
  if (named === '') return '–';
  return blockingMore > 0 ? `${named} +${blockingMore}` : named;
};

const nextDue = ({ clocks }: Handover): string | undefined =>
  clocks
    .filter(({ stoppedAt }) => stoppedAt === undefined)
    .map(({ dueAt }) => dueAt)
    .toSorted()[0];

const boardHeads = [
  ...(['number', 'stage', 'service', 'holder', 'due', 'goLive', 'percent', 'blocking'] as const),
] as const;

function printBoard(cli: Cli, items: readonly Handover[]): void {
  if (items.length === 0) return cli.tell(cli.say('handover/empty'));
  cli.printTable(
    boardHeads.map((head) => `handover/head/${head}` as const),
    items.map((one) => [
      one.number ?? one.id,
      stageWord(cli, one),
      one.service?.name ?? one.title,
      one.holder.name ?? one.holder.person ?? '–',
      ...[cli.time(nextDue(one)), cli.time(one.goLiveAt), `${one.percent} %`, blockingOf(one)],
    ]),
  );
}

/** `baton handover list`: the stage board, by the same filters as the API. */
export async function listHandovers(cli: Cli, query: Query): Promise<void> {
  const { items } = await allPages<Handover>(cli.api(), path, { query });
  if (!cli.printJson({ items, nextCursor: null }, items)) printBoard(cli, items);
}

/** `baton handover show`: the header, its sections and its clocks. */
export async function showHandover(cli: Cli, ref: string): Promise<void> {
  const one = await cli.api().get<Handover>(handoverPath(ref));
  if (cli.printJson(one)) return;
  printBoard(cli, [one]);
  const heads = ['section', 'required', 'counted', 'submitted', 'rejected', 'waived'] as const;
  cli.printTable(
    heads.map((head) => `handover/head/${head}` as const),
    one.sections.map((section) => heads.map((head) => String(section[head]))),
  );
  if (one.takeover) {
    const { to, until, reason } = one.takeover;
    cli.print(cli.say('handover/takeover', { to, reason, until: cli.time(until) }));
  }
}

function printItems(cli: Cli, items: readonly Item[]): void {
  if (items.length === 0) return cli.tell(cli.say('handover/noItems'));
  const heads = ['key', 'name', 'room', 'state', 'provider', 'verifier', 'loops'] as const;
  cli.printTable(
    heads.map((head) => `handover/head/${head}` as const),
    items.map((item) => [
      item.critical ? `${item.key} *` : item.key,
      ...[item.name[cli.language], item.room?.name ?? '–'],
      cli.say(`handover/state/${item.state}`),
      ...[item.provider?.name ?? '–', item.verifier?.name ?? '–', String(item.loops)],
    ]),
  );
}

/** `baton handover items`. */
export async function listItems(cli: Cli, ref: string, query: Query): Promise<void> {
  const at = `${handoverPath(ref)}/items`;
  const { items } = await allPages<Item>(cli.api(), at, { query });
  if (!cli.printJson({ items, nextCursor: null }, items)) printItems(cli, items);
}

/** What became of a command, in one line. */
function printAfter(cli: Cli, one: Handover): void {
  cli.print(
    cli.say('handover/done', {
      ...{ number: one.number ?? one.id, stage: stageWord(cli, one) },
      holder: one.holder.name ?? one.holder.person ?? '–',
      blocking: blockingOf(one),
    }),
  );
}

/** `baton handover start`. */
export async function startHandover(cli: Cli, body: object): Promise<void> {
  const begun = await cli.api().post<Handover | { id: string }>(path, body);
  if (cli.printJson(begun)) return;
  if ('stage' in begun) printAfter(cli, begun);
  else cli.print(begun.id);
}

/** A verb of the hand-over itself. */
export async function giveVerb(
  cli: Cli,
  { ref, verb, body }: { ref: string; verb: string; body: object },
): Promise<void> {
  const after = await cli.api().post<Handover>(`${handoverPath(ref)}/${verb}`, body);
  if (!cli.printJson(after)) printAfter(cli, after);
}

/** A verb of one item. */
export async function giveItemVerb(
  cli: Cli,
  { ref, key, verb, body }: { ref: string; key: string; verb: string; body: object },
): Promise<void> {
  const at = `${handoverPath(ref)}/items/${encodeURIComponent(key)}/${verb}`;
  const after = await cli.api().post<z.output<typeof handoverWithItems>>(at, body);
  if (cli.printJson(after)) return;
  printAfter(cli, after.handover);
  printItems(cli, after.items);
}

/** The same verb for several items: one result each, and a non-zero exit where one was refused. */
export async function giveBulkVerb(
  cli: Cli,
  { ref, verb, body }: { ref: string; verb: string; body: object },
): Promise<ExitCode | void> {
  const after = await cli.api().post<Bulk>(`${handoverPath(ref)}/items/bulk/${verb}`, body);
  const refused = after.results.filter(({ code }) => code !== undefined);
  if (!cli.printJson(after, after.results)) {
    printAfter(cli, after.handover);
    printItems(
      cli,
      after.results.flatMap(({ item }) => item ?? []),
    );
    for (const { key, detail, code } of refused) cli.tell(`${key}: ${detail ?? code ?? ''}`);
  }
  if (refused.length > 0) return exitCode.refused;
}

/** `baton handover sign`: the sheet that is to be signed where no hash is given. */
export async function signHandover(
  cli: Cli,
  { ref, sheet, ...body }: { ref: string; sheet?: string } & Record<string, unknown>,
): Promise<void> {
  const current = async (): Promise<string | undefined> =>
    (await cli.api().get<Handover>(handoverPath(ref))).acceptance?.sheet;
  const hash = sheet ?? (await current());
  await giveVerb(cli, { ref, verb: 'sign', body: { ...body, sheet: hash ?? '-' } });
}
