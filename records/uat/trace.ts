import {
  priorities,
  results,
  traceOf,
  type Result,
  type TracedCase,
  type TracedRequirement,
  type TraceVerdict,
} from '../../domain/uat/trace.js';
import type { UatRequirement } from '../../prisma/generated/client.js';
import type { Rows } from '../rows.js';
import type { CaseRow } from './cases.js';

/** All requirements, cases and latest runs of one hand-over; both kinds sorted by key. */
export interface Trace {
  /** Current versions, withdrawn ones included. */
  requirements: UatRequirement[];
  cases: CaseRow[];
  /** By case. */
  latest: Map<string, LatestRun>;
  traced: { requirements: TracedRequirement[]; cases: TracedCase[] };
}

export interface LatestRun {
  key: string;
  result: string;
  /** Pieces of it. */
  evidence: number;
  measured: number | null;
  tester: string;
  witness: string | null;
  at: Date;
}

/** The latest run of each case as it is written now: by when it was run, not when it was noted. */
const latestRuns = (rows: Rows, handover: string): Promise<LatestRun[]> =>
  rows.$queryRaw<LatestRun[]>`
    select distinct on (r.case_key) r.case_key as key, r.result, r.measured, r.at,
      cardinality(r.evidence) as evidence, p.name as tester, r.witness_name as witness
    from uat_run r join uat_case c on c.handover_id = r.handover_id and c.key = r.case_key
      and c.version = r.case_version
    left join person p on p.id = r.tester_id
    where r.handover_id = ${handover} order by r.case_key, r.at desc, r.n desc`;

const resultOf = (text: string): Result => results.find((known) => known === text) ?? 'blocked';

const priorityOf = ({ priority }: UatRequirement) =>
  priorities.find((known) => known === priority) ?? 'must';

const byKey = (a: { key: string }, b: { key: string }): number =>
  a.key.localeCompare(b.key, 'en', { numeric: true });

/** Reads the whole trace; at most `requirementsMax` and `casesMax` rows. */
export async function readTrace(rows: Rows, handover: string): Promise<Trace> {
  const where = { handoverId: handover };
  const [requirements, cases, runs] = await Promise.all([
    rows.uatRequirement.findMany({ where: { ...where, isCurrent: true } }),
    rows.uatCase.findMany({ where, include: { covers: true } }),
    latestRuns(rows, handover),
  ]);
  const latest = new Map(runs.map((run) => [run.key, run]));
  const tracedCase = (row: CaseRow): TracedCase => {
    const run = latest.get(row.key);
    const covers = row.covers.map(({ requirementKey, requirementVersion }) => ({
      requirement: requirementKey,
      version: requirementVersion,
    }));
    const seen = run && { result: resultOf(run.result), evidence: run.evidence > 0 };
    return { key: row.key, covers, ...(seen && { latest: seen }) };
  };
  requirements.sort(byKey);
  cases.sort(byKey);
  return {
    requirements,
    cases,
    latest,
    traced: {
      requirements: requirements
        .filter(({ withdrawnWhy }) => withdrawnWhy === null)
        .map((row) => ({ key: row.key, version: row.version, priority: priorityOf(row) })),
      cases: cases.map(tracedCase),
    },
  };
}

/** R2's verdict on one hand-over as its records stand. */
export async function verdictFor(rows: Rows, handover: string): Promise<TraceVerdict> {
  const { traced } = await readTrace(rows, handover);
  return traceOf(traced.requirements, traced.cases);
}
