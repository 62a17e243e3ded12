import type { z } from 'zod';

import type { CaseAnswer } from '../../../../contracts/uat/cases.js';
import type { RequirementAnswer } from '../../../../contracts/uat/requirements.js';
import type { RunAnswer } from '../../../../contracts/uat/runs.js';
import type { verdictAnswer } from '../../../../contracts/uat/trace.js';
import {
  gate,
  isOrphan,
  isStale,
  priorities,
  results,
  sources,
  standingOf,
  traceOf,
  versionsOf,
  type TracedCase,
  type TraceVerdict,
} from '../../../../domain/uat/trace.js';
import type { ContentHead } from '../../../../records/content/content.js';
import type { CaseRow } from '../../../../records/uat/cases.js';
import type { RequirementRow } from '../../../../records/uat/requirements.js';
import type { RunRow } from '../../../../records/uat/runs.js';
import { measureIn } from '../../../../records/uat/measures.js';
import type { Trace } from '../../../../records/uat/trace.js';

/** A trace with what its rows look up. */
export interface Shown {
  trace: Trace;
  current: Map<string, number>;
  /** Cases by each requirement that they name. */
  linked: Map<string, TracedCase[]>;
  traced: Map<string, TracedCase>;
}

export function shownTrace(trace: Trace): Shown {
  const { requirements, cases } = trace.traced;
  const linked = new Map<string, TracedCase[]>();
  for (const one of cases) {
    for (const { requirement } of one.covers) {
      linked.set(requirement, [...(linked.get(requirement) ?? []), one]);
    }
  }
  return {
    trace,
    current: versionsOf(requirements),
    linked,
    traced: new Map(cases.map((one) => [one.key, one])),
  };
}

export const verdictOf = ({ trace }: Shown): TraceVerdict =>
  traceOf(trace.traced.requirements, trace.traced.cases);

export const presentVerdict = (verdict: TraceVerdict): z.input<typeof verdictAnswer> => ({
  ...verdict,
  gate: gate(verdict),
});

const known = <T extends string>(all: readonly T[], text: string, otherwise: T): T =>
  all.find((one) => one === text) ?? otherwise;

export function presentRequirement(
  { linked }: Pick<Shown, 'linked'>,
  row: RequirementRow,
): RequirementAnswer {
  const { key, version, text, withdrawnWhy } = row;
  const priority = known(priorities, row.priority, 'must');
  const its = linked.get(key) ?? [];
  const [made, stale] = [true, false].map((isCurrent) =>
    its.filter(({ covers }) =>
      covers.some((to) => to.requirement === key && (to.version === version) === isCurrent),
    ),
  ) as [TracedCase[], TracedCase[]];
  const measure = measureIn(row.measure);
  const standing =
    withdrawnWhy === null ? standingOf({ key, version, priority }, its) : 'withdrawn';
  return {
    ...{ key, version, text, priority, standing },
    source: known(sources, row.source, 'contract'),
    ...(measure && { measure }),
    cases: made.map((one) => one.key),
    staleCases: withdrawnWhy === null ? stale.map((one) => one.key) : [],
    ...(withdrawnWhy !== null && { withdrawnWhy }),
    ...{ at: row.createdAt, by: row.createdBy },
  };
}

export function presentCase({ current, traced }: Shown, row: CaseRow): CaseAnswer {
  const { key, version, title, steps, expected } = row;
  const its = traced.get(key) ?? { key, covers: [] };
  const measure = measureIn(row.measure);
  return {
    ...{ key, version, title, steps, expected },
    ...(measure && { measure }),
    covers: its.covers.map((cover) => ({
      ...cover,
      current: current.get(cover.requirement) === cover.version,
    })),
    ...{ stale: isStale(its, current), orphan: isOrphan(its, current) },
    ...(its.latest && { latest: its.latest }),
    ...{ at: row.updatedAt, by: row.updatedBy },
  };
}

interface Around {
  names: ReadonlyMap<string, string>;
  heads: ReadonlyMap<string, ContentHead>;
  /** The version of each case as it reads at this moment. */
  versions: ReadonlyMap<string, number>;
}

export function presentRun(run: RunRow, { names, heads, versions }: Around): RunAnswer {
  const { id, caseKey, caseVersion, measured, note, witnessName, witnessContactId } = run;
  const witness = witnessName !== null && {
    name: witnessName,
    ...(witnessContactId !== null && { contact: witnessContactId }),
  };
  return {
    ...{ id, case: caseKey, caseVersion, counts: versions.get(caseKey) === caseVersion },
    result: known(results, run.result, 'blocked'),
    ...(measured !== null && { measured }),
    ...(note !== null && { note }),
    evidence: run.evidence.map((one) => {
      const head = heads.get(one);
      return { id: one, ...(head && { name: head.name ?? one, size: head.size }) };
    }),
    tester: { id: run.testerId, name: names.get(run.testerId) ?? run.testerId },
    ...(witness && { witness }),
    ...{ at: run.at, recordedAt: run.createdAt },
  };
}
