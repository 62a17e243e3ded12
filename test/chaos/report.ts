import Table from 'cli-table3';

/** What became of one kill. */
export interface RunReport {
  n: number;
  target: string;
  /** When it was killed, from the start of the run. */
  strikeAfterMs: number;
  /** How long until Baton was ready again. */
  backMs: number;
  /** Incidents acknowledged with 202. */
  opened: number;
  acknowledged: number;
  /** Deliveries recorded, and pages that arrived outside. */
  pages: number;
  arrivals: number;
  /** Arrivals beyond the first of a key, and deliveries marked as possibly repeated. */
  repeats: number;
  marked: number;
  crossed: number;
  /** The latest first arrival after its due time. */
  latestMs: number;
  violations: string[];
}

const head = [
  'run',
  'killed',
  'at ms',
  'back ms',
  'opened',
  'acked',
  'pages',
  'arrived',
  'repeats',
  'marked',
  'crossed',
  'latest ms',
  'broken',
];

export interface ChaosReport {
  seed: number;
  runs: RunReport[];
  /** Instants at which the holders were looked at. */
  looks: number;
  violations: string[];
}

const cells = (run: RunReport): (string | number)[] => [
  run.n,
  run.target,
  run.strikeAfterMs,
  run.backMs,
  run.opened,
  run.acknowledged,
  run.pages,
  run.arrivals,
  run.repeats,
  run.marked,
  run.crossed,
  run.latestMs,
  run.violations.length,
];

/** The table of all runs, the sums, and every broken promise in a sentence. */
export function reportText({ seed, runs, looks, violations }: ChaosReport): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const run of runs) table.push(cells(run));
  const sum = (of: (run: RunReport) => number): number =>
    runs.reduce((total, run) => total + of(run), 0);
  const about = (word: string): number => violations.filter((text) => text.includes(word)).length;
  return [
    table.toString(),
    `seed ${seed}: ${runs.length} kills, ${sum((run) => run.opened)} incidents, ` +
      `${sum((run) => run.pages)} pages, ${sum((run) => run.repeats)} repeats ` +
      `(${sum((run) => run.marked)} marked), holders looked at ${looks} times`,
    `${about('lost')} lost, ${about('skipped')} skipped, ${violations.length} broken promises`,
    ...violations.map((text) => `  ${text}`),
  ].join('\n');
}
