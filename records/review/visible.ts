import type { Result } from '../../domain/score/given.js';
import type { ReviewStage } from '../../domain/review/state.js';
import { anonymityFloor } from '../../domain/score/linkage.js';

/** Who looks. */
export interface ReviewViewer {
  person?: string;
}

/** What the gate asks of a review; ids of people everywhere. */
export interface ReviewFacts {
  person: string;
  /** The managers who score, the present one first. */
  managers: readonly string[];
  /** Those who stepped in for a silent manager: who holds or has done a manager's task. */
  standIns: readonly string[];
  /** Heads of the managers: they decide where data do not suffice. */
  heads: readonly string[];
  /** By counterpart department, who rates for it. */
  raters: readonly { department: string; person: string }[];
  /** Members of the panels that have, or had, an appeal of this review. */
  panel: readonly string[];
  calibrators: readonly string[];
  hr: readonly string[];
  stage: ReviewStage;
  /** The inputs are frozen: numbers and the records behind them may be looked at. */
  frozen: boolean;
  released: boolean;
}

/** Parts of a review; each is seen whole or not at all. */
export const reviewParts = [
  /** Stages, dates, who owes what and whether it came. */
  'completion',
  /** The indicators with the records behind them, never a score. */
  'inputs',
  /** Block scores, the manager's points, the final score and its band. */
  'score',
  /** What the person wrote. */
  'self',
  /** What the managers wrote. */
  'manager',
  /** The counterparts' number; nobody's single ratings. */
  'feedback',
  /** What this viewer's own department gave. */
  'own_ratings',
  /** What calibration changed and why. */
  'calibration',
  'appeal',
] as const;
export type ReviewPart = (typeof reviewParts)[number];

const order: readonly ReviewStage[] = [
  ...(['open', 'self', 'manager', 'counterpart', 'calibration'] as const),
  ...(['publication', 'released', 'appeal', 'final', 'closed'] as const),
];

const reached = (stage: ReviewStage, from: ReviewStage): boolean =>
  order.indexOf(stage) >= order.indexOf(from);

/** The person: own words and records always, the result and what it stands on from its release. */
const ofThePerson = ({ frozen, released }: ReviewFacts): ReviewPart[] => [
  ...(['completion', 'self', 'appeal'] as const),
  ...(frozen ? (['inputs'] as const) : []),
  ...(released ? (['score', 'manager', 'feedback', 'calibration'] as const) : []),
];

/** A manager over an own report, and who stands in: from the step on in which managers score. */
const ofAManager = ({ stage, frozen }: ReviewFacts): ReviewPart[] => [
  'completion',
  ...(frozen ? (['inputs'] as const) : []),
  ...(reached(stage, 'manager') ? (['self', 'manager'] as const) : []),
  ...(reached(stage, 'calibration')
    ? (['score', 'feedback', 'calibration', 'appeal'] as const)
    : []),
];

const ofACalibrator = ({ stage }: ReviewFacts): ReviewPart[] =>
  reached(stage, 'calibration')
    ? ['completion', 'inputs', 'score', 'manager', 'feedback', 'calibration']
    : [];

const ofThePanel: readonly ReviewPart[] = [
  ...(['completion', 'inputs', 'score', 'self', 'manager', 'feedback'] as const),
  ...(['calibration', 'appeal'] as const),
];

/**
 * The one gate before every view, list and export of a review (V19, 4c, operations.md): which parts
 * a viewer may see at its stage. On an own case nobody is anything but the person reviewed, and no
 * role sees a score before publication but those who make it: managers, calibrators, panel. HR has
 * schedule and completion, not content.
 */
export function visibleParts(viewer: ReviewViewer, review: ReviewFacts): ReadonlySet<ReviewPart> {
  const { person } = viewer;
  if (person === undefined) return new Set();
  if (person === review.person) return new Set(ofThePerson(review));
  const parts: ReviewPart[] = [];
  const manages = [review.managers, review.standIns, review.heads].some((of) =>
    of.includes(person),
  );
  if (manages) parts.push(...ofAManager(review));
  if (review.calibrators.includes(person)) parts.push(...ofACalibrator(review));
  if (review.panel.includes(person) && !manages) parts.push(...ofThePanel);
  if (review.hr.includes(person)) parts.push('completion');
  if (review.raters.some((rater) => rater.person === person)) {
    parts.push('completion', 'own_ratings');
  }
  return new Set(parts);
}

/** Every number of a score that a viewer may see; what is not shown is absent, never zero. */
export interface SeenScore {
  indicators: SeenIndicator[];
  blocks?: { key: string; weight: number; score?: number }[];
  coverage?: number;
  insufficient?: boolean;
  manager?: number;
  calibration?: number;
  decided?: true;
  final?: number;
  band?: string;
}

interface SeenIndicator {
  block: string;
  key: string;
  weight: number;
  minSample: number;
  standing: string;
  numerator?: number;
  denominator?: number;
  n?: number;
  value?: number;
  score?: number;
}

/** The counterparts' number shows from `anonymityFloor` ratings on, and never how many there were. */
const feedbackSeen = (n: number, parts: ReadonlySet<ReviewPart>): boolean =>
  parts.has('feedback') && n >= anonymityFloor;

const indicatorsSeen = (result: Result, parts: ReadonlySet<ReviewPart>): SeenIndicator[] =>
  result.blocks.flatMap((block) =>
    block.indicators.map((each) => {
      const { key, weight, minSample, standing, numerator, denominator, n, value, score } = each;
      const named = { block: block.key, key, weight, minSample, standing };
      const rated = key === 'feedback';
      if (rated && !feedbackSeen(n, parts)) return { ...named, standing: hidden(standing) };
      return {
        ...named,
        ...(!rated && { numerator, denominator, n }),
        ...(value !== undefined && { value }),
        ...(parts.has('score') && score !== undefined && { score }),
      };
    }),
  );

const hidden = (standing: string): string => (standing === 'not_installed' ? standing : 'hidden');

/** What is left of a score for a viewer with these parts; undefined where none of it is. */
export function seenScore(result: Result, parts: ReadonlySet<ReviewPart>): SeenScore | undefined {
  if (!parts.has('inputs') && !parts.has('score')) return undefined;
  const indicators = indicatorsSeen(result, parts);
  if (!parts.has('score')) return { indicators };
  const { blocks, coverage, insufficient, manager, calibration, decided, final, band } = result;
  return {
    indicators,
    blocks: blocks.map(({ key, weight, score }) => ({
      ...{ key, weight },
      ...(score !== undefined && { score }),
    })),
    ...{ coverage, insufficient, manager, calibration },
    ...(decided && { decided }),
    ...(final !== undefined && { final }),
    ...(band !== undefined && { band }),
  };
}

/** What the gate asks of a department's score. */
export interface DepartmentFacts {
  /** Every review of the cycle is released. */
  released: boolean;
  calibrating: boolean;
  calibrators: readonly string[];
  /** Head, deputy and members of the department, and executives. */
  own: readonly string[];
}

/** A department's number is its own people's once it is released, and the calibrators' before. */
export const seesDepartment = ({ person }: ReviewViewer, of: DepartmentFacts): boolean => {
  if (person === undefined) return false;
  if (of.released && of.own.includes(person)) return true;
  return (
    of.calibrators.includes(person) && (of.released || (of.calibrating && !of.own.includes(person)))
  );
};
