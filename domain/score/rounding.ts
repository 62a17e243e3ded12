export type Band = 'S' | 'A' | 'B' | 'C' | 'D';

/** Tenths; what binary fractions lose on the way to a half is given back. */
const tenth = 10;
const binaryDust = 1e-7;

/** To one decimal, half up; done once, at the end (R13, operations.md). */
export const roundHalfUp = (value: number): number =>
  Math.floor(value * tenth + 0.5 + binaryDust) / tenth;

const bands: readonly [from: number, band: Band][] = [
  [90, 'S'],
  [80, 'A'],
  [70, 'B'],
  [60, 'C'],
];

/** Of a rounded score (R13, operations.md). */
export const bandOf = (final: number): Band => bands.find(([from]) => final >= from)?.[1] ?? 'D';
