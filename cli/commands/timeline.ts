import type { Cli } from '../cli.js';
import { allPages, rowsMax } from '../http/all-pages.js';
import { incidentPath, type TimelineLine } from '../incident/answers.js';
import { printTimeline } from '../incident/sections.js';

/** `baton incident timeline`: every line with its cause. */
export async function showTimeline(cli: Cli, ref: string): Promise<void> {
  const path = `${incidentPath(ref)}/timeline`;
  const { items, cut } = await allPages<TimelineLine>(cli.api(), path);
  if (!cli.printJson({ items, nextCursor: null }, items)) printTimeline(cli, items);
  if (cut) cli.tell(cli.say('list/cut', { max: rowsMax }));
}
