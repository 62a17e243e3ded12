import type { Block, BlockKey, Indicator, IndicatorKey } from './formula.js';
import { noInput, percentOf, scoreOf, type Input } from './indicator.js';
import { bandOf, roundHalfUp, type Band } from './rounding.js';

/** Percent of the installed weight that must have records; under it nobody's score is guessed. */
export const coverageMin = 70;
/** The manager's own judgement, in points either way (R12, operations.md). */
export const managerMax = 5;

export interface CardInput {
  card: readonly Block[];
  inputs: Partial<Record<IndicatorKey, Input>>;
  /** Indicators whose source this installation has. */
  installed: ReadonlySet<IndicatorKey>;
  /** The manager's points; none before the manager judged. */
  manager?: number;
}

/** `not_installed`: no source here; `too_few`: fewer records than say anything. */
export type IndicatorStanding = 'counted' | 'too_few' | 'not_installed';

export interface IndicatorResult extends Input {
  key: IndicatorKey;
  weight: number;
  minSample: number;
  standing: IndicatorStanding;
  /** Percent of the records; absent where there is none. */
  value?: number;
  /** 0 to 100; absent unless it counts. */
  score?: number;
}

export interface BlockResult {
  key: BlockKey;
  weight: number;
  /** Absent where none of its indicators counts: its weight is shared. */
  score?: number;
  indicators: IndicatorResult[];
}

/** How a score came about; numbers are whole until `final`, which is rounded once (R13). */
export interface CardResult {
  blocks: BlockResult[];
  /** Percent of the installed weight that has records enough. */
  coverage: number;
  insufficient: boolean;
  manager: number;
  /** Absent where the data do not suffice: the second-level manager decides (R12). */
  final?: number;
  band?: Band;
}

const resultOf = (
  { key, weight, minSample, ...how }: Indicator,
  { inputs, installed }: CardInput,
): IndicatorResult => {
  const input = inputs[key] ?? noInput;
  const facts = { key, weight, minSample, ...input };
  if (!installed.has(key)) return { ...facts, ...noInput, standing: 'not_installed' };
  const value = percentOf(input);
  if (value === undefined) return { ...facts, standing: 'too_few' };
  if (input.n < minSample) return { ...facts, standing: 'too_few', value };
  return { ...facts, standing: 'counted', value, score: scoreOf(how, value) };
};

const sumOf = (weights: readonly { weight: number }[]): number =>
  weights.reduce((sum, { weight }) => sum + weight, 0);

const blockOf = ({ key, weight, indicators }: Block, input: CardInput): BlockResult => {
  const results = indicators.map((indicator) => resultOf(indicator, input));
  const counted = results.flatMap(({ weight: w, score }) =>
    score === undefined ? [] : [{ weight: w, score }],
  );
  const total = sumOf(counted);
  const facts = { key, weight, indicators: results };
  if (total === 0) return facts;
  return {
    ...facts,
    score: counted.reduce((sum, { weight: w, score }) => sum + w * score, 0) / total,
  };
};

/** Of the whole card: each block by its weight, each indicator by its part of what is installed. */
const coverageOf = (blocks: readonly BlockResult[]): number => {
  const parts = blocks.flatMap(({ weight, indicators }) => {
    const installed = sumOf(indicators.filter(({ standing }) => standing !== 'not_installed'));
    const counted = sumOf(indicators.filter(({ standing }) => standing === 'counted'));
    return installed === 0 ? [] : [{ weight, share: counted / installed }];
  });
  const total = sumOf(parts);
  return total === 0
    ? 0
    : (100 * parts.reduce((sum, { weight, share }) => sum + weight * share, 0)) / total;
};

const clamp = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));

/**
 * The review score (R12, operations.md): Σ w·S over the blocks plus the manager's points, 0 to 100.
 * Weight without records is shared among what has them; under `coverageMin` there is no score.
 */
export const scoreCard = (input: CardInput): CardResult => {
  const blocks = input.card.map((block) => blockOf(block, input));
  const coverage = coverageOf(blocks);
  const manager = clamp(input.manager ?? 0, -managerMax, managerMax);
  const scored = blocks.flatMap(({ weight, score }) =>
    score === undefined ? [] : [{ weight, score }],
  );
  const total = sumOf(scored);
  const insufficient = total === 0 || coverage < coverageMin;
  const facts = { blocks, coverage, insufficient, manager };
  if (insufficient) return facts;
  const base = scored.reduce((sum, { weight, score }) => sum + weight * score, 0) / total;
  const final = roundHalfUp(clamp(base + manager, 0, 100));
  return { ...facts, final, band: bandOf(final) };
};
