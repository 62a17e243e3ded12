import type { Entry, Instant } from '../machine.js';
import { proofOf } from './expect.js';
import type { ExpectedStep } from './scenario.js';

/** A timeline line of one of the drill's incidents, or of what was opened from it. */
export interface Line {
  /** The key of the incident, as the scenario names it. */
  key: string;
  subject: string;
  n: number;
  at: Instant;
  actor: Entry['actor'];
  what: string;
  with?: NonNullable<Entry['with']>;
}

/** `wrong`: done, but not what was asked for, such as another level. */
export type Result = 'done' | 'late' | 'wrong' | 'missing';

export interface ScoredStep {
  id: string;
  result: Result;
  marks: number;
  /** When the step was to be done, on the drill's clock; none when its event never came. */
  due?: Instant;
  at?: Instant;
  /** The line that proves it. */
  line?: { subject: string; n: number };
}

export interface Score {
  steps: ScoredStep[];
  marks: number;
  possible: number;
}

/** When each scripted event came, by its id. */
export type Played = Readonly<Record<string, Instant>>;

const firstAlertOf = (step: ExpectedStep, script: readonly ScriptLine[]): string | undefined =>
  script.find(({ kind, key }) => kind === 'alert' && key === step.of)?.id;

export interface ScriptLine {
  id: string;
  kind: string;
  key: string;
}

export interface Evidence {
  script: readonly ScriptLine[];
  played: Played;
  lines: readonly Line[];
}

/** Half of the marks where the right thing came too late, none where it never came. */
const worth = (result: Result, marks: number): number => {
  if (result === 'done') return marks;
  return result === 'late' ? Math.floor(marks / 2) : 0;
};

const scoreStep = (step: ExpectedStep, { script, played, lines }: Evidence): ScoredStep => {
  const from = played[step.since ?? firstAlertOf(step, script) ?? ''];
  if (from === undefined) return { id: step.id, result: 'missing', marks: 0 };
  const due = from + step.withinS * 1000;
  const { about, right } = proofOf(step.expect);
  const said = lines
    .filter((line) => line.key === step.of && line.at >= from && about(line))
    .toSorted((a, b) => a.at - b.at || a.n - b.n);
  const good = said.find(right);
  const line = good ?? said[0];
  if (!line) return { id: step.id, result: 'missing', marks: 0, due };
  const result = good ? (good.at <= due ? 'done' : 'late') : 'wrong';
  return {
    ...{ id: step.id, result, marks: worth(result, step.marks), due, at: line.at },
    line: { subject: line.subject, n: line.n },
  };
};

/** Scores a drill from plain rows (V6): per step done, late, wrong or missing, and what proves it. */
export const scoreDrill = (steps: readonly ExpectedStep[], evidence: Evidence): Score => {
  const scored = steps.map((step) => scoreStep(step, evidence));
  return {
    steps: scored,
    marks: scored.reduce((sum, { marks }) => sum + marks, 0),
    possible: steps.reduce((sum, { marks }) => sum + marks, 0),
  };
};
