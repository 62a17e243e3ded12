import { pageLimitDefault } from '../../contracts/api/paging.js';
import type { Cli } from '../cli.js';
import { allPages, rowsMax } from '../http/all-pages.js';
import type { Query } from '../http/client.js';
import type { IncidentSummary, Page } from './answers.js';
import { holderWord, numberOf, severityWord, stageWord } from './words.js';

export interface ListOptions {
  filters: Query;
  limit?: number;
  cursor?: string;
  count?: boolean;
  /** Every page, up to `rowsMax` rows. */
  all?: boolean;
}

const path = '/api/v1/incidents';

/** `baton incident list`: the API's filters under the same names (api.md §1). */
export async function listIncidents(cli: Cli, options: ListOptions): Promise<void> {
  const api = cli.api();
  const { filters, limit = pageLimitDefault, cursor, count } = options;
  if (options.all) {
    const { items, cut } = await allPages<IncidentSummary>(api, path, { query: filters });
    if (!cli.printJson({ items, nextCursor: null }, items)) printIncidents(cli, items);
    if (cut) cli.tell(cli.say('list/cut', { max: rowsMax }));
    return;
  }
  const page: Page<IncidentSummary> & { total?: number } = await api.get(path, {
    ...filters,
    limit,
    cursor,
    count,
  });
  if (cli.printJson(page, page.items)) return;
  printIncidents(cli, page.items);
  if (page.total !== undefined) cli.tell(cli.say('list/total', { total: page.total }));
  if (page.nextCursor !== null) cli.tell(cli.say('list/more', { cursor: page.nextCursor }));
}

export function printIncidents(cli: Cli, items: readonly IncidentSummary[]): void {
  if (items.length === 0) return cli.tell(cli.say('list/empty'));
  cli.printTable(
    [
      'head/number',
      'head/severity',
      'head/stage',
      'head/holder',
      'head/detected',
      'head/nextDue',
      'head/where',
      'head/title',
    ],
    items.map((one) => [
      numberOf(one),
      severityWord(cli, one.severity),
      stageWord(cli, one),
      holderWord(one),
      cli.time(one.detectedAt),
      cli.time(dueOf(one)),
      [one.service?.name, one.site?.name].filter(Boolean).join('/') || '–',
      one.title,
    ]),
  );
}

/** What became of a command, in one line. */
export function printAfter(cli: Cli, one: IncidentSummary): void {
  const { say } = cli;
  const values = { number: numberOf(one), holder: holderWord(one), title: one.title };
  const due = dueOf(one) === undefined ? [] : [say('done/due', { due: cli.time(dueOf(one)) })];
  const after = say('done/after', { ...values, stage: stageWord(cli, one) });
  cli.print([after, ...due].join(' · '));
}

/** After closing only the end of the reopen window is due, which nobody has to meet. */
const dueOf = ({ stage, nextDue }: IncidentSummary): string | undefined =>
  stage === 'closed' ? undefined : nextDue;
