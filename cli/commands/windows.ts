import type { z } from 'zod';
import type { conflictAnswer, windowAnswer } from '../../contracts/window/windows.js';
import type { Cli } from '../cli.js';
import { allPages } from '../http/all-pages.js';

type Window = z.output<typeof windowAnswer>;
type Conflict = z.output<typeof conflictAnswer>;

export interface WindowsAsked {
  service?: string;
  site?: string;
  kind?: string;
  all?: boolean;
}

/** `baton window list`: what is ahead or under way, by its start. */
export async function listWindows(cli: Cli, { all = false, ...asked }: WindowsAsked) {
  const from = all ? undefined : new Date(cli.world.now()).toISOString();
  const { items } = await allPages<Window>(cli.api(), '/api/v1/windows', {
    query: { ...asked, from },
  });
  const sorted = items.sort((a, b) => (a.start ?? '').localeCompare(b.start ?? ''));
  if (cli.printJson({ items: sorted }, sorted)) return;
  if (sorted.length === 0) return cli.tell(cli.say('window/none'));
  const heads = [
    'window',
    'kind',
    'status',
    'impact',
    'start',
    'end',
    'approved',
    'title',
  ] as const;
  cli.printTable(
    heads.map((head) => `window/head/${head}` as const),
    sorted.map((window) => [
      window.id,
      cli.say(`window/kind/${window.kind}`),
      statusOf(cli, window),
      window.impact === null ? '–' : cli.say(`window/impact/${window.impact}`),
      window.start === null ? '–' : cli.time(window.start),
      window.end === null ? '–' : cli.time(window.end),
      cli.say(window.approved === null ? 'window/no' : 'window/yes'),
      window.title,
    ]),
  );
}

function statusOf(cli: Cli, { status, overrun }: Window): string {
  const said = cli.say(`window/status/${status}`);
  return overrun === null ? said : `${said} (${cli.say('window/overrun', { overrun })})`;
}

/** `baton window conflicts`: where both legs of a pair are away at once. */
export async function listConflicts(cli: Cli, asked: { service?: string; gone?: boolean }) {
  const { gone, ...filters } = asked;
  const query = { ...filters, ...(gone && { gone: 'true' }) };
  const { items } = await allPages<Conflict>(cli.api(), '/api/v1/windows/conflicts', { query });
  if (cli.printJson({ items }, items)) return;
  if (items.length === 0) return cli.tell(cli.say('window/noConflicts'));
  const heads = ['pair', 'start', 'end', 'windows', 'incident'] as const;
  cli.printTable(
    heads.map((head) => `window/head/${head}` as const),
    items.map(({ pair, from, until, windows, incident }) => [
      pair[cli.language],
      cli.time(from),
      cli.time(until),
      windows.map(({ id, title }) => `${title} (${id})`).join('; '),
      incident ?? '–',
    ]),
  );
}
