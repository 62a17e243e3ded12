import type { Indicator } from './formula.js';

/** What was frozen of one indicator: the values of `n` records, each 0 to 1, and their weights. */
export interface Input {
  /** Σ weight × value. */
  numerator: number;
  /** Σ weight. */
  denominator: number;
  n: number;
}

export const noInput: Input = { numerator: 0, denominator: 0, n: 0 };

const percent = 100;

/** The share as a percent; undefined where nothing weighs anything. */
export const percentOf = ({ numerator, denominator }: Input): number | undefined =>
  denominator > 0 ? (percent * numerator) / denominator : undefined;

const clamp = (value: number): number => Math.min(percent, Math.max(0, value));

/** 0 at the floor, 100 at the target, straight between; lower is better where the target is lower. */
export const scoreOf = ({ line }: Pick<Indicator, 'line'>, value: number): number =>
  line ? clamp((percent * (value - line.floor)) / (line.target - line.floor)) : clamp(value);
