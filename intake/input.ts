import type { Brief } from '../records/intake/brief.js';
import type { Upstream } from '../records/intake/neighbours.js';
import { castRungs, playerOf, type Cast } from '../domain/drill/cast.js';
import type { AlertEvent, ImpactClass, IncidentInput, Severity } from '../domain/incident/state.js';
import { gradeWithinS } from '../domain/incident/grading.js';
import { targetsOf } from '../domain/incident/targets.js';

/** How long a child waits for its upstream incident before it pages for itself. */
export const childHoldS = 4 * 3_600;

export interface Beginning {
  id: string;
  title: string;
  description?: string | undefined;
  severity: Severity;
  impactClass: ImpactClass;
  source: IncidentInput['source'];
  alert?: AlertEvent;
  occurredAt?: number | undefined;
  /** The open incident upstream that it is a child of. */
  parent?: Upstream | undefined;
  drill: boolean;
  /** The drill it belongs to; one declared by hand has none. */
  drillOf?: string | undefined;
  /** Whom a drill may reach: they play its ladder, and the first of them holds it first (I10). */
  cast?: Cast | undefined;
}

/** Who is accountable first: whom the first rung names, else the department's duty schedule. */
const accountable = (brief: Brief): { duty: string; holder?: string } => {
  const fallback = { duty: brief.department?.scheduleId ?? '' };
  const first = brief.policy.rungs[0]?.targets ?? [];
  const named = first.find((target) => target.kind !== 'team');
  if (!named) return fallback;
  switch (named.kind) {
    case 'person':
      return { ...fallback, holder: named.id };
    case 'schedule':
      return { duty: named.id };
    case 'duty':
      return { duty: brief.duties?.[named.role] ?? fallback.duty };
  }
};

const ladderOf = (brief: Brief, cast: Cast | undefined) => {
  const { rungs, overdue } = brief.policy;
  if (!cast) return { rungs, overdue, ...accountable(brief) };
  const holder = playerOf(cast.players, 0);
  return {
    rungs: castRungs(rungs, cast),
    overdue: castRungs(overdue, cast),
    ...{ duty: '', holder },
  };
};

/** The workflow's input: everything pinned as it stands now, so that later edits do not reach it. */
export const incidentInput = (brief: Brief, begins: Beginning): IncidentInput => {
  const { policy, service, site, department } = brief;
  const { parent } = begins;
  const { policyId, version, targets, ackTtlS, exhaustedEveryS } = policy;
  const { rungs, overdue, ...accountableFirst } = ladderOf(brief, begins.cast);
  return {
    id: begins.id,
    title: begins.title,
    ...(begins.description !== undefined && { description: begins.description }),
    severity: begins.severity,
    impactClass: begins.impactClass,
    ...(service && { service: { id: service.id, name: service.name } }),
    ...(site && { site }),
    ...(department && { department: { id: department.id, name: department.name } }),
    source: begins.source,
    ...(begins.alert && { alert: begins.alert }),
    ...(begins.occurredAt !== undefined && { occurredAt: begins.occurredAt }),
    policy: { id: policyId, version, rungs, overdue, ackTtlS, exhaustedEveryS },
    targets: targetsOf(begins.severity, begins.impactClass, targets),
    ...accountableFirst,
    ...(Object.keys(targets).length > 0 && { targetsBy: targets }),
    gradeS: gradeWithinS[begins.severity],
    drill: begins.drill,
    ...(begins.drillOf !== undefined && { drillOf: begins.drillOf }),
    ...(parent && { parent: { id: parent.incident, title: parent.title, holdS: childHoldS } }),
  };
};
