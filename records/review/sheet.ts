import type { CardKind } from '../../domain/score/formula.js';
import { scoreGiven, type Given, type Result } from '../../domain/score/given.js';
import type { Rows } from '../rows.js';
import { givenOfPeople, groundOf } from './given.js';
import { lastCorrection } from './inputs.js';
import { seenScore, type ReviewPart, type SeenScore } from './visible.js';

interface Stored {
  version: number;
  formula: number;
  result: Result;
  digest: string;
  at: Date;
}

/** A score, cut to what its viewer may see, with what it stands on. */
export interface Sheet {
  seen: SeenScore;
  formula: number;
  scoredAt?: Date;
  scoreVersion?: number;
  digest?: string;
}

const stored = async (rows: Rows, cycle: string, person: string): Promise<Stored | undefined> => {
  const [found] = await rows.$queryRaw<Stored[]>`
    select version, formula, result, digest, at from review_score
    where cycle = ${cycle} and person = ${person} order by version desc limit 1`;
  return found;
};

/** The frozen records of somebody who is not scored yet. */
const unscored = async (
  rows: Rows,
  cycle: string,
  person: string,
): Promise<{ result: Result; formula: number } | undefined> => {
  const freeze = await rows.reviewFreeze.findUnique({ where: { cycle } });
  const row = await rows.reviewPerson.findUnique({ where: { cycle_person: { cycle, person } } });
  if (!freeze?.sealedAt || !row) return undefined;
  const ground = await groundOf(rows, freeze, await lastCorrection(rows, cycle));
  const given = (await givenOfPeople(rows, ground, [row])).get(person);
  return given && { result: scoreGiven(given), formula: freeze.formula };
};

/**
 * The sheet of one person for a viewer with these parts; undefined where they see nothing of it, or
 * nothing is frozen. Before the score is made it shows the records and no score.
 */
export async function sheetOf(
  rows: Rows,
  { cycle, person }: { cycle: string; person: string },
  parts: ReadonlySet<ReviewPart>,
): Promise<Sheet | undefined> {
  const score = await stored(rows, cycle, person);
  if (score) {
    const seen = seenScore(score.result, parts);
    if (!seen) return undefined;
    const { version, formula, digest, at } = score;
    const whole = parts.has('score');
    return {
      ...{ seen, formula },
      ...(whole && { scoredAt: at, scoreVersion: version, digest }),
    };
  }
  const found = await unscored(rows, cycle, person);
  const withoutScore = new Set([...parts].filter((part) => part !== 'score'));
  const seen = found && seenScore(found.result, withoutScore);
  return seen && { seen, formula: found.formula };
}

export interface DepartmentScoreRow {
  department: string;
  name: unknown;
  version: number;
  formula: number;
  result: Result;
  at: Date;
}

/** The latest score of each department of a cycle, unseen: the gate comes after. */
export const departmentScores = (rows: Rows, cycle: string): Promise<DepartmentScoreRow[]> =>
  rows.$queryRaw<DepartmentScoreRow[]>`
    select distinct on (s.department) s.department, d.name, s.version, s.formula, s.result, s.at
    from department_score s left join department d on d.id = s.department
    where s.cycle = ${cycle} order by s.department, s.version desc`;

const ofDepartments: ReadonlySet<ReviewPart> = new Set(['inputs', 'score', 'feedback']);

/** A department's score for those who may see it; of its ratings the number only. */
export const seenDepartment = (result: Result): SeenScore | undefined =>
  seenScore(result, ofDepartments);

export interface StandingScore {
  review: string;
  person: string;
  manager: string;
  card: CardKind;
  department: string | null;
  given: Given;
  calibration: number;
  insufficient: boolean;
}

/** Latest scores of a cycle's people with what calibration has added since, by review. */
export async function standingScores(
  rows: Rows,
  cycle: string,
): Promise<(StandingScore & { final?: number })[]> {
  const found = await rows.$queryRaw<StandingScore[]>`
    select p.review_id as review, p.person_id as person, coalesce(p.manager_id, '') as manager,
      p.card, f.department, s.given, s.insufficient,
      coalesce((select sum(c.after - c.before) from calibration_change c
        where c.review_id = p.review_id), 0)::float8 as calibration
    from review_cycle_participant p
      join lateral (select given, insufficient from review_score
        where cycle = p.cycle_id and person = p.person_id order by version desc limit 1) s on true
      left join review_person f on f.cycle = p.cycle_id and f.person = p.person_id
    where p.cycle_id = ${cycle} order by p.review_id`;
  return found.map((row) => {
    const { final } = scoreGiven({ ...row.given, calibration: row.calibration });
    return { ...row, ...(final !== undefined && { final }) };
  });
}
