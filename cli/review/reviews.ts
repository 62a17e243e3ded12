import type { Cli } from '../cli.js';
import { allPages } from '../http/all-pages.js';

interface Review {
  id: string;
  number?: string;
  key: string;
  stage: string;
  person: { name: string };
  nextDue?: string;
}

const at = (id: string): string => `/api/v1/reviews/${encodeURIComponent(id)}`;

const heads = ['number', 'person', 'key', 'stage', 'due'] as const;

/** `baton review mine`: my own review, and those of my people. */
export async function myReviews(
  cli: Cli,
  { reports = false }: { reports?: boolean },
): Promise<void> {
  const list = (of: string) => allPages<Review>(cli.api(), '/api/v1/reviews', { query: { of } });
  const own = reports ? [] : (await list('me')).items;
  const items = [...own, ...(await list('reports')).items];
  if (cli.printJson({ items }, items)) return;
  if (items.length === 0) return cli.tell(cli.say('review/none'));
  cli.printTable(
    heads.map((head) => `review/head/${head}` as const),
    items.map(({ id, number = id, person, key, stage, nextDue }) => [
      ...[number, person.name, key, stage, cli.time(nextDue)],
    ]),
  );
}

interface Sheet {
  indicators: {
    block: string;
    title: { zh: string; en: string };
    standing: string;
    numerator?: number;
    denominator?: number;
    n?: number;
    value?: number;
    score?: number;
  }[];
  blocks?: unknown[];
  coverage?: number;
  insufficient?: boolean;
  manager?: number;
  calibration?: number;
  final?: number;
  band?: string;
}

const shown = (value: number | undefined): string =>
  value === undefined ? '–' : String(Math.round(value * 100) / 100);

const sheetHeads = ['block', 'indicator', 'good', 'n', 'share', 'score', 'standing'] as const;

const result = (cli: Cli, sheet: Sheet): string => {
  if (!sheet.blocks) return cli.say('review/unpublished');
  if (sheet.final === undefined) return cli.say('review/insufficient');
  const { final, band = '', manager, calibration, coverage } = sheet;
  return cli.say('review/final', {
    ...{ final, band, manager: shown(manager), calibration: shown(calibration) },
    coverage: shown(coverage),
  });
};

/** `baton review sheet`: every indicator with what it stands on, and the score once it is released. */
export async function showSheet(cli: Cli, id: string): Promise<void> {
  const sheet = await cli.api().get<Sheet>(`${at(id)}/sheet`, { format: 'json' });
  if (cli.printJson(sheet)) return;
  cli.printTable(
    sheetHeads.map((head) => `review/head/${head}` as const),
    sheet.indicators.map((one) => [
      ...[one.block, one.title[cli.language]],
      `${shown(one.numerator)}/${shown(one.denominator)}`,
      ...[shown(one.n), shown(one.value), shown(one.score), one.standing],
    ]),
  );
  cli.print(result(cli, sheet));
}

interface Row {
  number?: string;
  title?: string;
  record: string;
  value: number | null;
}

const rowHeads = ['number', 'title', 'record', 'value'] as const;

/** `baton review drill-down`: every record behind a number. */
export async function drillDown(cli: Cli, id: string, indicator: string): Promise<void> {
  const query = { indicator };
  const { items } = await allPages<Row>(cli.api(), `${at(id)}/drill-down`, { query });
  if (cli.printJson({ items }, items)) return;
  cli.printTable(
    rowHeads.map((head) => `review/head/${head}` as const),
    items.map(({ number = '', title = '', record, value }) => [
      ...[number, title, record, value === null ? '–' : shown(value)],
    ]),
  );
}

/** A verb of a review. */
export async function giveReview(cli: Cli, id: string, given: { verb: string; body?: object }) {
  const { verb, body = {} } = given;
  const after = await cli.api().post<Review>(`${at(id)}/${verb}`, body);
  if (cli.printJson(after)) return;
  cli.print(cli.say('review/done', { number: after.number ?? after.id, stage: after.stage }));
}
