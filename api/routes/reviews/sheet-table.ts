import { text, type Language } from '../../../contracts/text.js';
import { reviewSheetTexts } from '../../../contracts/texts/review-sheet.js';
import { escapeHtml } from '../../pages/html.js';

type Key = keyof (typeof reviewSheetTexts)['zh']['indicators'];

const isKey = (key: string): key is Key => key in reviewSheetTexts.zh.indicators;

/** An indicator's name in both languages. */
export const titleOf = (key: string): { zh: string; en: string } =>
  isKey(key)
    ? { zh: reviewSheetTexts.zh.indicators[key], en: reviewSheetTexts.en.indicators[key] }
    : { zh: key, en: key };

export const sayIn =
  (language: Language) =>
  (key: string, values = {}): string =>
    text(language, `reviewSheet/${key}`, values);

type Shown = string | number | undefined;

/** Two places at most; the score itself has one. */
const rounded = (value: Shown): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : (value ?? '');

export const tableOf = (rows: readonly (readonly Shown[])[]): string =>
  `<table>${rows
    .map((cells, index) => {
      const tag = index === 0 ? 'th' : 'td';
      const row = cells.map((cell) => `<${tag}>${escapeHtml(rounded(cell))}</${tag}>`);
      return `<tr>${row.join('')}</tr>`;
    })
    .join('')}</table>`;

/** The parts of a score that a sheet prints. */
export interface PrintedScore {
  indicators: readonly {
    block: string;
    key: string;
    weight: number;
    standing: string;
    numerator?: number | undefined;
    denominator?: number | undefined;
    n?: number | undefined;
    value?: number | undefined;
    score?: number | undefined;
  }[];
  blocks?: readonly { key: string; weight: number; score?: number | undefined }[] | undefined;
  coverage?: number | undefined;
  insufficient?: boolean | undefined;
  manager?: number | undefined;
  calibration?: number | undefined;
  decided?: true | undefined;
  final?: number | undefined;
  band?: string | undefined;
}

/** What became of it: the score, or why there is none to see. */
const resultRows = (score: PrintedScore, language: Language): [string, Shown][] => {
  const say = sayIn(language);
  if (score.blocks === undefined) return [[say('result'), say('unpublished')]];
  return [
    [say('coverage'), score.coverage === undefined ? undefined : `${rounded(score.coverage)} %`],
    ...(score.insufficient
      ? [[say('result'), score.decided ? say('decided') : say('insufficient')] as [string, Shown]]
      : []),
    [say('manager'), score.manager],
    [say('calibration'), score.calibration],
    [say('final'), score.final],
    [say('band'), score.band],
  ];
};

/** Facts, blocks and indicators of a score as tables to print, every value escaped. */
export function scoreTables(
  facts: readonly [string, Shown][],
  score: PrintedScore,
  language: Language,
): string {
  const say = sayIn(language);
  const known = [...facts, ...resultRows(score, language)].filter(
    ([, value]) => value !== undefined,
  );
  const blocks = (score.blocks ?? []).map(({ key, weight, score: made }) => [
    ...[say(`blocks/${key}`), weight, made],
  ]);
  const indicators = score.indicators.map((one) => [
    ...[say(`blocks/${one.block}`), say(`indicators/${one.key}`), one.weight],
    ...[one.numerator, one.denominator, one.n, one.value, one.score],
    say(`standing/${one.standing}`),
  ]);
  return [
    tableOf([[say('fact'), say('value')], ...known]),
    ...(blocks.length > 0 ? [`<h2>${escapeHtml(say('block'))}</h2>`] : []),
    ...(blocks.length > 0
      ? [tableOf([[say('block'), say('weight'), say('score')], ...blocks])]
      : []),
    `<h2>${escapeHtml(say('indicator'))}</h2>`,
    tableOf([
      [
        ...[say('block'), say('indicator'), say('weight'), say('good'), say('all'), say('n')],
        ...[say('share'), say('score'), ''],
      ],
      ...indicators,
    ]),
  ].join('\n');
}
