import type { Brief } from '../records/intake/brief.js';
import type { Upstream } from '../records/intake/neighbours.js';
import type { AlertEvent, ImpactClass, IncidentInput, Severity } from '../domain/incident/state.js';
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

/** The workflow's input: everything pinned as it stands now, so that later edits do not reach it. */
export const incidentInput = (brief: Brief, begins: Beginning): IncidentInput => {
  const { policy, service, site, department } = brief;
  const { parent } = begins;
  const { policyId, version, targets, ...rungs } = policy;
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
    policy: { id: policyId, version, ...rungs },
    targets: targetsOf(begins.severity, begins.impactClass, targets),
    ...accountable(brief),
    drill: begins.drill,
    ...(parent && { parent: { id: parent.incident, title: parent.title, holdS: childHoldS } }),
  };
};
