import type { Cli } from '../cli.js';
import { allPages } from '../http/all-pages.js';

export type PromiseNoun = 'asks' | 'meetings' | 'actions';

/** What the commands show of an ask, a meeting or an action. */
export interface Promised {
  id: string;
  number?: string;
  title?: string;
  stage?: string;
  holder?: { person?: string; name?: string };
  committedTo?: string;
  neededBy?: string;
  due?: string;
  nextDue?: string;
}

const pathOf = (noun: PromiseNoun): string => `/api/v1/${noun}`;

const holderOf = ({ holder }: Promised): string => holder?.name ?? holder?.person ?? '–';

/** `baton ask|meeting|action list`: those under way, with whom they wait for. */
export async function listPromises(
  cli: Cli,
  noun: PromiseNoun,
  { all = false, mine = false }: { all?: boolean; mine?: boolean },
): Promise<void> {
  const query = { ...(!all && { open: 'true' }), ...(mine && { holder: 'me' }) };
  const { items } = await allPages<Promised>(cli.api(), pathOf(noun), { query });
  if (cli.printJson({ items }, items)) return;
  if (items.length === 0) return cli.tell(cli.say('promise/none'));
  const heads = ['number', 'title', 'stage', 'holder', 'due', 'next'] as const;
  cli.printTable(
    heads.map((head) => `promise/head/${head}` as const),
    items.map((one) => [
      one.number ?? one.id,
      one.title ?? '',
      one.stage ?? '',
      holderOf(one),
      cli.time(one.committedTo ?? one.due ?? one.neededBy),
      cli.time(one.nextDue),
    ]),
  );
}

const show = (cli: Cli, after: Promised): void => {
  if (cli.printJson(after)) return;
  const { number = after.id, stage = '' } = after;
  cli.print(cli.say('promise/done', { number, stage, holder: holderOf(after) }));
};

/** Begins one. */
export async function startPromise(cli: Cli, noun: PromiseNoun, body: object): Promise<void> {
  show(cli, await cli.api().post<Promised>(pathOf(noun), body));
}

/** Gives a verb of api.md §3. */
export async function givePromise(
  cli: Cli,
  { noun, id, verb }: { noun: PromiseNoun; id: string; verb: string },
  body: object = {},
): Promise<void> {
  const path = `${pathOf(noun)}/${encodeURIComponent(id)}/${verb}`;
  show(cli, await cli.api().post<Promised>(path, body));
}
