import type { Incident } from '../incident/answers.js';

/** An acknowledged incident, ten minutes old. */
export function incidentAnswer(more: Partial<Incident> = {}): Incident {
  return {
    id: 'inc_1',
    number: 'INC-1042',
    version: 7,
    title: 'Core switch unreachable',
    severity: 'critical',
    impactClass: 'interruption',
    stage: 'responding',
    drill: false,
    children: 0,
    holder: { person: 'per_li', name: '李伟', since: '2026-03-01T01:50:00.000Z' },
    promise: { by: 'per_li', until: '2026-03-01T02:20:00.000Z' },
    detectedAt: '2026-03-01T01:49:00.000Z',
    acknowledgedAt: '2026-03-01T01:50:00.000Z',
    nextDue: '2026-03-01T02:20:00.000Z',
    alerts: { open: 1, total: 2 },
    source: { kind: 'integration', id: 'int_demo', name: 'demo' },
    policy: { id: 'pol_default', version: 3 },
    ladder: { reached: 0, heldUntil: '2026-03-01T02:20:00.000Z', rungs: [] },
    clocks: [
      {
        obligation: 'acknowledge',
        startAt: '2026-03-01T01:49:00.000Z',
        dueAt: '2026-03-01T01:54:00.000Z',
        stoppedAt: '2026-03-01T01:50:00.000Z',
      },
      {
        obligation: 'restore',
        startAt: '2026-03-01T01:49:00.000Z',
        dueAt: '2026-03-01T01:59:00.000Z',
      },
    ],
    ...more,
  };
}
