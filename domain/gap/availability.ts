/** How parts of a path depend on each other; availabilities in percent. */
export type Path = number | { series: readonly Path[] } | { parallel: readonly Path[] };

const fraction = (path: Path): number => {
  if (typeof path === 'number') return path / 100;
  if ('series' in path) return path.series.reduce<number>((all, part) => all * fraction(part), 1);
  return 1 - path.parallel.reduce<number>((none, part) => none * (1 - fraction(part)), 1);
};

/** In percent: multiplied in series, 1 − Π(1 − a) in parallel (R4). Nothing in series is 100. */
export const availabilityOf = (path: Path): number => fraction(path) * 100;
