import type { z } from 'zod';
import type { workItem } from '../../contracts/work/work.js';
import type { Cli } from '../cli.js';
import { allPages, rowsMax } from '../http/all-pages.js';

type WorkItem = z.output<typeof workItem>;

const nameOf = ({ number, item }: WorkItem): string =>
  item === undefined ? number : `${number}/${item.number ?? item.id}`;

/** `baton work`: everything that waits for the caller, the most urgent first. */
export async function showWork(cli: Cli): Promise<void> {
  const { items, cut } = await allPages<WorkItem>(cli.api(), '/api/v1/me/work');
  if (cli.printJson({ items, nextCursor: null }, items)) return;
  if (items.length === 0) return cli.tell(cli.say('shift/free'));
  cli.printTable(
    [
      'shift/head/due',
      'shift/head/number',
      'shift/head/asked',
      'shift/head/title',
      'shift/head/since',
    ],
    items.map((one) => [
      cli.time(one.due),
      nameOf(one),
      one.asked,
      one.item?.title ?? one.title,
      cli.time(one.since),
    ]),
  );
  if (cut) cli.tell(cli.say('shift/cut', { max: rowsMax }));
}
