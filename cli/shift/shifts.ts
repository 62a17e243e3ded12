import type { z } from 'zod';
import type { shiftAnswer, shiftItemAnswer } from '../../contracts/shift/shift.js';
import { signsMax } from '../../domain/shift/state.js';
import type { Cli } from '../cli.js';
import { allPages, rowsMax } from '../http/all-pages.js';

type Shift = z.output<typeof shiftAnswer>;
type Item = z.output<typeof shiftItemAnswer>;

const path = '/api/v1/shift-handovers';

/** `1008` is short for `SH-1008`; ids and numbers stay as they are. */
const refOf = (text: string): string => (/^\d{1,9}$/.test(text) ? `SH-${text}` : text);

const shiftPath = (ref: string): string => `${path}/${encodeURIComponent(refOf(ref))}`;

const stageWord = ({ say }: Cli, { stage, closedAs }: Shift): string =>
  closedAs === undefined ? say(`shift/stage/${stage}`) : say(`shift/closed/${closedAs}`);

const dueOf = ({ clocks, closedAt }: Shift): string | undefined =>
  closedAt === undefined ? clocks[0]?.dueAt : undefined;

const rowOf = (cli: Cli, one: Shift): string[] => {
  const { unsigned, asked, signed, settled } = one.counts;
  return [
    one.number ?? one.id,
    stageWord(cli, one),
    one.schedule.name,
    `${one.outgoing.name} → ${one.incoming.name}`,
    cli.time(dueOf(one)),
    [unsigned, asked, signed, settled].join('/'),
  ];
};

const columns = [
  'shift/head/number',
  'shift/head/stage',
  'shift/head/schedule',
  'shift/head/people',
  'shift/head/due',
  'shift/head/counts',
] as const;

/** `baton shift list`. */
export async function listShifts(cli: Cli, { open }: { open?: boolean }): Promise<void> {
  const query = { ...(open && { open: true }) };
  const { items, cut } = await allPages<Shift>(cli.api(), path, { query });
  if (cli.printJson({ items, nextCursor: null }, items)) return;
  if (items.length === 0) return cli.tell(cli.say('shift/empty'));
  cli.printTable(
    [...columns],
    items.map((one) => rowOf(cli, one)),
  );
  if (cut) cli.tell(cli.say('shift/cut', { max: rowsMax }));
}

/** What waits for somebody comes first. */
const itemsOf = async (cli: Cli, ref: string): Promise<{ items: Item[]; cut: boolean }> => {
  const { items, cut } = await allPages<Item>(cli.api(), `${shiftPath(ref)}/items`);
  const rank = ({ waitsFor }: Item): number => (waitsFor === undefined ? 1 : 0);
  return { items: items.toSorted((a, b) => rank(a) - rank(b)), cut };
};

const talkOf = ({ talk }: Item): string =>
  talk.map(({ by, text }) => `${by.name}: ${text}`).join(' · ') || '–';

/** `baton shift show`: the hand-over and its list. */
export async function showShift(cli: Cli, ref: string): Promise<void> {
  const one = await cli.api().get<Shift>(shiftPath(ref));
  const { items, cut } = await itemsOf(cli, ref);
  if (cli.printJson({ ...one, items })) return;
  cli.printTable([...columns], [rowOf(cli, one)]);
  cli.printTable(
    [
      'shift/head/item',
      'shift/head/state',
      'shift/head/due',
      'shift/head/title',
      'shift/head/talk',
    ],
    items.map((item) => [
      item.number,
      cli.say(`shift/state/${item.state}`),
      cli.time(item.due),
      item.title,
      talkOf(item),
    ]),
  );
  if (cut) cli.tell(cli.say('shift/cut', { max: rowsMax }));
}

const printAfter = (cli: Cli, one: Shift): void => {
  const { unsigned, asked, signed } = one.counts;
  const values = { number: one.number ?? one.id, stage: stageWord(cli, one), signed };
  cli.print(cli.say('shift/done', { ...values, unsigned: unsigned + asked }));
};

/** A verb of a hand-over. */
export async function giveShiftVerb(
  cli: Cli,
  { ref, verb, body }: { ref: string; verb: 'ask' | 'answer' | 'cancel'; body: object },
): Promise<void> {
  const after = await cli.api().post<Shift>(`${shiftPath(ref)}/${verb}`, body);
  if (!cli.printJson(after)) printAfter(cli, after);
}

/** `baton shift sign`: the named items, or all that are unsigned, as many calls as that takes. */
export async function signShift(
  cli: Cli,
  { ref, named, all }: { ref: string; named: readonly string[]; all: boolean },
): Promise<void> {
  const unsigned = async (): Promise<string[]> =>
    (await itemsOf(cli, ref)).items
      .filter(({ state }) => state === 'unsigned' || state === 'asked')
      .map(({ id }) => id);
  const items = all ? await unsigned() : [...named];
  if (items.length === 0) return cli.tell(cli.say('shift/nothing'));
  let after: Shift | undefined;
  for (let from = 0; from < items.length; from += signsMax) {
    const body = { items: items.slice(from, from + signsMax) };
    after = await cli.api().post<Shift>(`${shiftPath(ref)}/sign`, body);
  }
  if (after && !cli.printJson(after)) printAfter(cli, after);
}

/** `baton shift start`. */
export async function startShift(
  cli: Cli,
  body: { schedule: string; from?: string; to?: string },
): Promise<void> {
  const begun = await cli.api().post<Shift | { id: string }>(path, body);
  if (cli.printJson(begun)) return;
  if ('counts' in begun) printAfter(cli, begun);
  else cli.print(begun.id);
}
