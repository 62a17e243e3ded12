import { scoreCard, type CardResult } from './card.js';
import { cardOf, type BlockWeights, type CardKind, type IndicatorKey } from './formula.js';
import { noInput, type Input } from './indicator.js';
import { feedback, responsiveness } from './linkage.js';
import { bandOf, roundHalfUp } from './rounding.js';

export type Inputs = Partial<Record<IndicatorKey, Input>>;

/** Everything that a score stands on, as it is stored beside it: the same gives the same (I9). */
export interface Given {
  formula: number;
  card: CardKind;
  weights: BlockWeights;
  /** In the order of the catalogue. */
  installed: IndicatorKey[];
  inputs: Inputs;
  /** The manager's points; absent before the manager judged. */
  manager?: number;
  /** Points that calibration added, each change with its reason. */
  calibration?: number;
  /** What the second-level manager decided; counts only where the data do not suffice (R12). */
  decided?: number;
  /** The last correction that is in the inputs; 0 before the first. */
  corrections: number;
}

export interface Result extends CardResult {
  calibration: number;
  /** It was decided by a person because the data do not suffice. */
  decided?: true;
}

const keep = (value: number): number => Math.min(100, Math.max(0, value));

/** The score of a person, or of a department, from what was frozen (R12, R13, operations.md). */
export const scoreGiven = (given: Given): Result => {
  const { card, weights, inputs, installed, manager } = given;
  const result = scoreCard({
    card: cardOf(card, weights),
    inputs,
    installed: new Set(installed),
    ...(manager !== undefined && { manager }),
  });
  const calibration = given.calibration ?? 0;
  const { final: computed, band: _band, ...facts } = result;
  if (computed !== undefined) {
    const final = roundHalfUp(keep(computed + calibration));
    return { ...facts, calibration, final, band: bandOf(final) };
  }
  if (given.decided === undefined) return { ...facts, calibration };
  const final = roundHalfUp(keep(given.decided));
  return { ...facts, calibration, decided: true, final, band: bandOf(final) };
};

/** What the records say of one person and of the person's department. */
export interface Sources {
  own: Inputs;
  department: Inputs;
  /** Event-tied ratings, 0 to 1 each. */
  ratings: { own: readonly number[]; department: readonly number[] };
  head: boolean;
}

/**
 * What counts for a person (R12): R half own and half the department's, J the department's, F the
 * department's below the anonymity floor, K and everything else the person's own; a head has R, F
 * and K of the department.
 */
export const personInputs = ({ own, department, ratings, head }: Sources): Inputs => ({
  ...own,
  responsiveness: responsiveness(
    own.responsiveness ?? noInput,
    department.responsiveness ?? noInput,
    head,
  ),
  joint: department.joint ?? noInput,
  feedback: feedback(head ? [] : ratings.own, ratings.department),
  kept: (head ? department.kept : own.kept) ?? noInput,
});

/** The linkage of a department as a whole. */
export const departmentInputs = ({
  department,
  ratings,
}: Pick<Sources, 'department'> & { ratings: readonly number[] }): Inputs => ({
  responsiveness: department.responsiveness ?? noInput,
  joint: department.joint ?? noInput,
  feedback: feedback([], ratings),
  kept: department.kept ?? noInput,
});
