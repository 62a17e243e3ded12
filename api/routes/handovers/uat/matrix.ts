import { text, type Language } from '../../../../contracts/text.js';
import type { CaseAnswer } from '../../../../contracts/uat/cases.js';
import type { RequirementAnswer } from '../../../../contracts/uat/requirements.js';
import { measureText } from '../../../../records/uat/measures.js';
import type { Cell } from '../../../tables/write-table.js';
import { presentCase, presentRequirement, type Shown } from './present.js';

const requirementHeads = [
  ...['requirement', 'version', 'source', 'priority', 'text', 'measure', 'standing'],
] as const;
const caseHeads = [
  ...['case', 'title', 'covers', 'result', 'measured', 'evidence', 'tester', 'witness', 'at'],
] as const;

/** The whole trace as a table: a row for each requirement and case, uncovered and orphans too. */
export function matrixOf(shown: Shown, language: Language): { header: string[]; rows: Cell[][] } {
  const say = (key: string): string => text(language, `uat/${key}`);
  const cases = shown.trace.cases.map((row) => presentCase(shown, row));
  const byKey = new Map(cases.map((one) => [one.key, one]));
  const empty = caseHeads.map(() => null);
  const rows = shown.trace.requirements.flatMap((row) => {
    const one = presentRequirement(shown, row);
    const cells = requirementCells(one, say);
    const its = [...one.cases, ...one.staleCases].flatMap((key) => byKey.get(key) ?? []);
    if (its.length === 0) return [[...cells, ...empty]];
    return its.map((other) => [...cells, ...caseCells(shown, other, { key: one.key, say })]);
  });
  const orphans = cases.filter(({ orphan }) => orphan);
  const before = requirementHeads.map((head) =>
    head === 'standing' ? say('standings/orphan') : null,
  );
  return {
    header: [...requirementHeads, ...caseHeads].map(say),
    rows: [...rows, ...orphans.map((one) => [...before, ...caseCells(shown, one, { say })])],
  };
}

type Say = (key: string) => string;

const requirementCells = (one: RequirementAnswer, say: Say): Cell[] => [
  ...[one.key, one.version, say(`sources/${one.source}`), say(`priorities/${one.priority}`)],
  ...[one.text, one.measure && measureText(measureFor(one.measure))],
  say(`standings/${one.standing}`),
];

const measureFor = ({ unit, ...rest }: NonNullable<RequirementAnswer['measure']>) => ({
  ...rest,
  ...(unit !== undefined && { unit }),
});

function caseCells(
  { trace }: Shown,
  one: CaseAnswer,
  { key, say }: { key?: string; say: Say },
): Cell[] {
  const run = trace.latest.get(one.key);
  const made = one.covers.find(({ requirement }) => requirement === key);
  const result = run && say(`results/${run.result}`);
  return [
    ...[one.key, one.title, made?.version, result, run?.measured, run?.evidence],
    ...[run?.tester, run?.witness, run?.at.toISOString()],
  ];
}
