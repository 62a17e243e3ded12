import { randomUUID } from 'node:crypto';
import type { IncidentInput } from '../../domain/incident/state.js';
import { targetsOf } from '../../domain/incident/targets.js';

const fiveMinutesS = 300;

/** An incident of a source, with a ladder of three rungs five minutes apart. */
export const incidentStart = (given: Partial<IncidentInput> = {}): IncidentInput => {
  const id = `inc_${randomUUID()}`;
  const severity = given.severity ?? 'critical';
  return {
    id,
    title: 'core switch down',
    severity,
    impactClass: 'degraded',
    source: { kind: 'integration', id: 'int_demo', name: 'demo' },
    alert: {
      id: `evt-${id}`,
      integration: 'int_demo',
      action: 'trigger',
      dedupKey: 'sw1',
      title: 'core switch down',
    },
    policy: {
      id: 'pol_standard',
      version: 1,
      rungs: [
        { delayS: fiveMinutesS, targets: [{ kind: 'schedule', id: 'sch_noc' }] },
        { delayS: fiveMinutesS, targets: [{ kind: 'person', id: 'per_lead' }] },
        { delayS: fiveMinutesS, targets: [{ kind: 'person', id: 'per_head' }] },
      ],
      overdue: [{ delayS: fiveMinutesS, targets: [{ kind: 'person', id: 'per_head' }] }],
      ackTtlS: 1_800,
      exhaustedEveryS: 1_800,
    },
    targets: targetsOf(severity, 'degraded', {}),
    duty: 'sch_noc',
    drill: false,
    ...given,
  };
};
