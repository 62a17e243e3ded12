/** A score this many standard deviations from its peers is looked at (4c, operations.md). */
export const outlierSds = 1.5;
/** Fewer peers than these have no spread to speak of. */
export const peersMin = 5;
/** A manager with at least so many people is compared with all the others. */
export const managedMin = 3;
/** A manager whose mean lies further from the mean of the others than this is named. */
export const shiftSds = 1.5;
/** Points below which a manager's mean differs from the others' by nothing that matters. */
export const shiftPointsMin = 3;

export interface Scoring {
  review: string;
  person: string;
  manager: string;
  /** With whom the score is compared: the card and department, or all of the cycle. */
  peers: string;
  score: number;
}

export interface Outlier {
  review: string;
  person: string;
  score: number;
  mean: number;
  /** Standard deviations from the mean of the peers. */
  sds: number;
}

export interface Shift {
  manager: string;
  people: number;
  mean: number;
  othersMean: number;
  sds: number;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const sdOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
};

/** Sums of one-decimal scores differ in the last bits. */
const tinySd = 1e-9;

const grouped = <T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
};

/** Scores beyond 1.5 standard deviations of their peers, the farthest first. */
export const outliersOf = (all: readonly Scoring[]): Outlier[] =>
  [...grouped(all, ({ peers }) => peers).values()]
    .flatMap((peers) => {
      const scores = peers.map(({ score }) => score);
      const sd = sdOf(scores);
      if (peers.length < peersMin || sd < tinySd) return [];
      const mean = meanOf(scores);
      return peers.flatMap(({ review, person, score }): Outlier[] => {
        const sds = (score - mean) / sd;
        return Math.abs(sds) > outlierSds ? [{ review, person, score, mean, sds }] : [];
      });
    })
    .toSorted((a, b) => Math.abs(b.sds) - Math.abs(a.sds) || a.review.localeCompare(b.review));

/** Managers who score their people higher or lower than the others do, the farthest first. */
export const shiftsOf = (all: readonly Scoring[]): Shift[] => {
  const managers = grouped(all, ({ manager }) => manager);
  return [...managers]
    .flatMap(([manager, own]): Shift[] => {
      const others = all.filter((one) => one.manager !== manager).map(({ score }) => score);
      if (own.length < managedMin || others.length < managedMin) return [];
      const sd = sdOf(all.map(({ score }) => score));
      if (sd < tinySd) return [];
      const mean = meanOf(own.map(({ score }) => score));
      const othersMean = meanOf(others);
      const sds = (mean - othersMean) / sd;
      const far = Math.abs(sds) > shiftSds && Math.abs(mean - othersMean) >= shiftPointsMin;
      return far ? [{ manager, people: own.length, mean, othersMean, sds }] : [];
    })
    .toSorted((a, b) => Math.abs(b.sds) - Math.abs(a.sds) || a.manager.localeCompare(b.manager));
};

/** Outliers that nobody of the panel has looked at, by the ids of the reviews that were. */
export const unreviewed = (outliers: readonly Outlier[], looked: ReadonlySet<string>): Outlier[] =>
  outliers.filter(({ review }) => !looked.has(review));
