/** The rules of R12, R13 and 5d (operations.md); a change of any number here is a new version. */
export const formulaVersion = 1;

export type BlockKey = 'results' | 'quality' | 'linkage' | 'growth';

export const indicatorKeys = [
  'acknowledge',
  'restore',
  'notice',
  'availability',
  'repeat',
  'maintenance',
  'qc',
  'grading',
  'critical',
  'customer',
  'responsiveness',
  'joint',
  'feedback',
  'kept',
  'talks',
  'knowledge',
  'certification',
  'drill',
] as const;
export type IndicatorKey = (typeof indicatorKeys)[number];

export interface Indicator {
  key: IndicatorKey;
  /** Within its block; those of one block sum to 100. */
  weight: number;
  /** Percent that scores 0 and percent that scores 100; without them the percent is the score. */
  line?: { floor: number; target: number };
  /** Fewer records than this say nothing. */
  minSample: number;
}

export interface Block {
  key: BlockKey;
  /** Of the whole card; those of one card sum to 100. */
  weight: number;
  indicators: readonly Indicator[];
}

/** `operations`: the full card; `linkage`: of departments that run no operations (5d). */
export type CardKind = 'operations' | 'linkage';

/** Weights by block, where an installation has its own; they sum to 100 (V14). */
export type BlockWeights = Partial<Record<BlockKey, number>>;

const line = (floor: number, target: number) => ({ line: { floor, target } });

const results: readonly Indicator[] = [
  { key: 'acknowledge', weight: 20, ...line(85, 99), minSample: 10 },
  { key: 'restore', weight: 25, ...line(80, 97), minSample: 5 },
  { key: 'notice', weight: 15, ...line(90, 100), minSample: 5 },
  { key: 'availability', weight: 15, minSample: 1 },
  { key: 'repeat', weight: 10, ...line(10, 2), minSample: 10 },
  { key: 'maintenance', weight: 15, ...line(90, 99), minSample: 3 },
];

const quality: readonly Indicator[] = [
  { key: 'qc', weight: 40, ...line(70, 95), minSample: 4 },
  { key: 'grading', weight: 20, ...line(85, 98), minSample: 5 },
  { key: 'critical', weight: 20, minSample: 1 },
  { key: 'customer', weight: 20, ...line(70, 96), minSample: 5 },
];

const linkage: readonly Indicator[] = [
  { key: 'responsiveness', weight: 40, minSample: 5 },
  { key: 'joint', weight: 30, minSample: 2 },
  { key: 'feedback', weight: 20, minSample: 3 },
  { key: 'kept', weight: 10, minSample: 3 },
];

const growth: readonly Indicator[] = [
  { key: 'talks', weight: 30, minSample: 1 },
  { key: 'knowledge', weight: 25, minSample: 1 },
  { key: 'certification', weight: 25, minSample: 1 },
  { key: 'drill', weight: 20, ...line(60, 90), minSample: 1 },
];

export const blockWeights: Readonly<Record<BlockKey, number>> = {
  results: 50,
  quality: 20,
  linkage: 20,
  growth: 10,
};

const indicatorsOf: Readonly<Record<BlockKey, readonly Indicator[]>> = {
  results,
  quality,
  linkage,
  growth,
};

const blockKeys = ['results', 'quality', 'linkage', 'growth'] as const;

/** The blocks of a card; the linkage card is that block alone and ignores other weights. */
export const cardOf = (kind: CardKind, weights: BlockWeights = {}): readonly Block[] =>
  kind === 'linkage'
    ? [{ key: 'linkage', weight: 100, indicators: linkage }]
    : blockKeys.map((key) => ({
        key,
        weight: weights[key] ?? blockWeights[key],
        indicators: indicatorsOf[key],
      }));

const tolerance = 1e-9;
const whole = 100;

/** The sums that are not 100, by block or `card`; empty where the weights are right (V14). */
export const weightProblems = (card: readonly Block[]): { of: string; sum: number }[] => {
  const sumOf = (weights: readonly { weight: number }[]): number =>
    weights.reduce((sum, { weight }) => sum + weight, 0);
  const sums = [
    { of: 'card', sum: sumOf(card) },
    ...card.map(({ key, indicators }) => ({ of: key, sum: sumOf(indicators) })),
  ];
  const wrong = sums.filter(({ sum }) => Math.abs(sum - whole) > tolerance);
  const negative = card
    .filter(({ weight }) => weight < 0)
    .map(({ key, weight }) => ({ of: key, sum: weight }));
  return [...wrong, ...negative];
};
