import type { GateReading, TraceReading } from '../handover/readings.js';

export const sources = ['contract', 'presales', 'survey'] as const;
export type Source = (typeof sources)[number];
export const priorities = ['must', 'should', 'could'] as const;
export type Priority = (typeof priorities)[number];
export const results = ['pass', 'fail', 'blocked'] as const;
export type Result = (typeof results)[number];

/** A requirement as it stands: its current version; withdrawn ones are none. */
export interface TracedRequirement {
  key: string;
  version: number;
  priority: Priority;
}

export interface TracedCase {
  key: string;
  /** Which version of each requirement it was made for. */
  covers: { requirement: string; version: number }[];
  /** The latest run of the case as it is written now. */
  latest?: { result: Result; evidence: boolean };
}

/** Names of what is meant, at most `namedMax`; the rest is counted. */
export interface Named {
  keys: string[];
  more: number;
}

export const namedMax = 20;

/**
 * How requirements, cases and runs hang together (R2, operations.md). Requirements are named by
 * key in `uncovered`, `failing`, `unproven`, `withoutEvidence` and `punch`; cases in `stale` and
 * `orphans`.
 */
export interface TraceVerdict {
  requirements: Record<Priority, number>;
  cases: number;
  /** `must` requirements with a case for their current version. */
  covered: number;
  /** `must` requirements that the gate of the test counts. */
  proven: number;
  /** `must` without a case for its current version. */
  uncovered: Named;
  /** Made for an earlier version of a requirement. */
  stale: Named;
  /** Of any priority: the latest run of a current case did not pass. */
  failing: Named;
  /** `must` that does not have, in every current case, a last run that passed with evidence. */
  unproven: Named;
  /** `must` whose current cases pass, one of them without evidence. */
  withoutEvidence: Named;
  /** Of no requirement that stands. */
  orphans: Named;
  /** `should` or `could` that fail: each yields a punch item and holds nothing up. */
  punch: Named;
}

/** Whether a requirement holds up the gates, and why. */
export type Standing = 'uncovered' | 'failing' | 'not_run' | 'without_evidence' | 'proven';

const currentCases = (
  { key, version }: TracedRequirement,
  cases: readonly TracedCase[],
): TracedCase[] =>
  cases.filter(({ covers }) =>
    covers.some((cover) => cover.requirement === key && cover.version === version),
  );

/**
 * How one requirement stands by the cases for its current version: covered iff there is one;
 * proven iff each of them passed last, with evidence.
 */
export function standingOf(requirement: TracedRequirement, cases: readonly TracedCase[]): Standing {
  const current = currentCases(requirement, cases);
  if (current.length === 0) return 'uncovered';
  if (current.some(({ latest }) => latest && latest.result !== 'pass')) return 'failing';
  if (current.some(({ latest }) => latest === undefined)) return 'not_run';
  return current.every(({ latest }) => latest?.evidence) ? 'proven' : 'without_evidence';
}

/** A case that was made for a version which a requirement no longer has. */
export const isStale = (one: TracedCase, current: ReadonlyMap<string, number>): boolean =>
  one.covers.some(({ requirement, version }) => {
    const now = current.get(requirement);
    return now !== undefined && now !== version;
  });

/** A case for no requirement that stands. */
export const isOrphan = (one: TracedCase, current: ReadonlyMap<string, number>): boolean =>
  one.covers.every(({ requirement }) => !current.has(requirement));

/** Requirements by key, with the version that stands. */
export const versionsOf = (requirements: readonly TracedRequirement[]): Map<string, number> =>
  new Map(requirements.map(({ key, version }) => [key, version]));

/** Cases by each requirement's current version: what `standingOf` looks through. */
function byRequirement(cases: readonly TracedCase[]): Map<string, TracedCase[]> {
  const found = new Map<string, TracedCase[]>();
  for (const one of cases) {
    for (const { requirement } of one.covers) {
      const those = found.get(requirement);
      if (those) those.push(one);
      else found.set(requirement, [one]);
    }
  }
  return found;
}

const named = (keys: readonly string[]): Named => ({
  keys: keys.slice(0, namedMax),
  more: Math.max(0, keys.length - namedMax),
});

/** The trace of one hand-over (R2). */
export function traceOf(
  requirements: readonly TracedRequirement[],
  cases: readonly TracedCase[],
): TraceVerdict {
  const linked = byRequirement(cases);
  const current = versionsOf(requirements);
  const stands = requirements.map((one) => ({
    ...one,
    standing: standingOf(one, linked.get(one.key) ?? []),
  }));
  const must = stands.filter(({ priority }) => priority === 'must');
  const keys = (of: readonly { key: string }[]) => named(of.map(({ key }) => key));
  const count = (wanted: Priority) => stands.filter(({ priority }) => priority === wanted).length;
  const failing = stands.filter(({ standing }) => standing === 'failing');
  const unproven = must.filter(({ standing }) => standing !== 'proven');
  return {
    requirements: { must: must.length, should: count('should'), could: count('could') },
    cases: cases.length,
    covered: must.filter(({ standing }) => standing !== 'uncovered').length,
    proven: must.filter(({ standing }) => standing === 'proven').length,
    uncovered: keys(must.filter(({ standing }) => standing === 'uncovered')),
    stale: keys(cases.filter((one) => isStale(one, current))),
    failing: keys(failing),
    unproven: keys(unproven),
    withoutEvidence: keys(must.filter(({ standing }) => standing === 'without_evidence')),
    orphans: keys(cases.filter((one) => isOrphan(one, current))),
    punch: keys(failing.filter(({ priority }) => priority !== 'must')),
  };
}

export interface TraceGate {
  /** Every `must` has a case for its current version: the design may end. */
  covered: boolean;
  /** Every `must` is proven: the run may end. */
  proven: boolean;
}

/** R2's gate. Without any `must` there is nothing that was asked for, and neither part holds. */
export function gate({ requirements, covered, proven }: TraceVerdict): TraceGate {
  const { must } = requirements;
  return { covered: must > 0 && covered === must, proven: must > 0 && proven === must };
}

/** What the hand-over's machine is told of a verdict. */
export function traceReading(verdict: TraceVerdict): TraceReading {
  const { requirements, uncovered, unproven, failing, punch } = verdict;
  const reading = ({ keys, more }: Named): GateReading => ({
    installed: true,
    missing: [...keys],
    more,
  });
  return {
    must: requirements.must,
    uncovered: reading(uncovered),
    unproven: reading(unproven),
    failed: reading(failing),
    leftover: reading(punch),
  };
}
