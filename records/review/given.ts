import type { BlockWeights, CardKind, IndicatorKey } from '../../domain/score/formula.js';
import {
  departmentInputs,
  personInputs,
  type Given,
  type Inputs,
} from '../../domain/score/given.js';
import type { Prisma } from '../../prisma/generated/client.js';
import type { Rows } from '../rows.js';
import { readInputs, readRatings, type InputQuery } from './inputs.js';
import { readJudgements } from './judgements.js';

export type FreezeRow = Prisma.ReviewFreezeGetPayload<object>;

/** What is the same for everybody of a cycle, read once. */
export interface CycleGround {
  freeze: FreezeRow;
  departments: Map<string, Inputs>;
  departmentRatings: Map<string, number[]>;
  corrections: bigint;
}

export async function groundOf(
  rows: Rows,
  freeze: FreezeRow,
  corrections: bigint,
): Promise<CycleGround> {
  const query: InputQuery = { cycle: freeze.cycle, kind: 'department', corrections };
  return {
    ...{ freeze, corrections },
    departments: await readInputs(rows, query),
    departmentRatings: await readRatings(rows, query),
  };
}

const common = ({ freeze, corrections }: CycleGround) => ({
  formula: freeze.formula,
  weights: freeze.weights as BlockWeights,
  installed: freeze.installed as IndicatorKey[],
  corrections: Number(corrections),
});

/** What a department as a whole is scored by: its linkage (5d, operations.md). */
export const givenOfDepartment = (ground: CycleGround, department: string): Given => ({
  ...common(ground),
  card: 'linkage',
  weights: {},
  inputs: departmentInputs({
    department: ground.departments.get(department) ?? {},
    ratings: ground.departmentRatings.get(department) ?? [],
  }),
});

export type ScoredPerson = Prisma.ReviewPersonGetPayload<object>;

/** What each of these people is scored by. */
export async function givenOfPeople(
  rows: Rows,
  ground: CycleGround,
  people: readonly ScoredPerson[],
): Promise<Map<string, Given>> {
  const { cycle } = ground.freeze;
  const owners = people.map(({ person }) => person);
  const query: InputQuery = { cycle, kind: 'person', owners, corrections: ground.corrections };
  const own = await readInputs(rows, query);
  const ratings = await readRatings(rows, query);
  const judged = await readJudgements(rows, cycle, owners);
  const givenOf = (row: ScoredPerson): Given => ({
    ...common(ground),
    card: row.card as CardKind,
    inputs: inputsOf(row, { ground, own, ratings }),
    ...judged.get(row.person),
  });
  return new Map(people.map((row) => [row.person, givenOf(row)]));
}

const inputsOf = (
  { person, department, head }: ScoredPerson,
  read: { ground: CycleGround; own: Map<string, Inputs>; ratings: Map<string, number[]> },
): Inputs => {
  const { departments, departmentRatings } = read.ground;
  return personInputs({
    own: read.own.get(person) ?? {},
    department: (department !== null && departments.get(department)) || {},
    ratings: {
      own: read.ratings.get(person) ?? [],
      department: (department !== null && departmentRatings.get(department)) || [],
    },
    head,
  });
};
