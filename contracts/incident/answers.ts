import { z } from 'zod';

import { faultCauses } from '../../domain/incident/attribution-state.js';
import { bilingualOut, timeOut } from '../api/fields.js';
import { clockOut } from '../process/answers.js';

const severity = z.enum(['critical', 'error', 'warning', 'info']);
const impactClass = z.enum(['interruption', 'degraded', 'redundancy_loss', 'none']);
const stage = z.enum(['detected', 'responding', 'restored', 'observing', 'reviewing', 'closed']);
const level = z.enum(['P1', 'P2', 'P3', 'P4']);
const closedAs = z.enum(['resolved', 'dismissed', 'merged']);

export const severityIn = severity;
export const impactClassIn = impactClass;
export const stageIn = stage;

const named = z.object({ id: z.string(), name: z.string() });
const who = z.object({ id: z.string(), name: z.string().optional() });

const holder = z.object({
  person: z.string().optional().describe('Accountable at this instant'),
  name: z.string().optional(),
  duty: z.string().optional().describe('The schedule that fills the duty role'),
  since: timeOut,
});

const offer = z.object({ to: z.string(), by: z.string(), at: timeOut, expires: timeOut });

/** The members that lists show. */
const summaryShape = {
  id: z.string(),
  number: z.string().optional().describe('INC-…; absent until the read model has it'),
  version: z.int(),
  title: z.string(),
  severity,
  impactClass,
  stage,
  closedAs: closedAs.optional(),
  service: named.optional(),
  site: named.optional(),
  department: named.optional(),
  drill: z.boolean(),
  parent: z.object({ id: z.string(), title: z.string() }).optional(),
  children: z.int(),
  holder,
  offer: offer.optional(),
  promise: z.object({ by: z.string(), until: timeOut }).optional(),
  detectedAt: timeOut,
  acknowledgedAt: timeOut.optional(),
  restoredAt: timeOut.optional(),
  closedAt: timeOut.optional(),
  nextDue: timeOut.optional(),
  alerts: z.object({ open: z.int(), total: z.int() }),
  grading: z
    .object({
      status: z.enum(['mapped', 'provisional', 'graded']),
      level,
      due: timeOut.optional().describe('Until then the source’s severity stands'),
      computed: level.optional().describe('What the answered facts say'),
      first: level.optional(),
      matrix: z.object({ id: z.string(), version: z.int() }).optional(),
      criteria: z.array(z.string()).optional(),
      raiseAt: timeOut.optional().describe('When time alone raises it'),
      raised: z.literal(true).optional().describe('Time alone raised it to where it stands'),
      reason: z.string().optional(),
    })
    .optional(),
  commander: z.string().optional(),
  chains: z.array(z.string()).optional().describe('Open escalation chains'),
  hardFault: z.string().optional(),
  attributed: z
    .object({
      cause: z.enum(faultCauses),
      reason: z.string(),
      by: z.string(),
      at: timeOut,
      handover: z.string().optional(),
    })
    .optional()
    .describe('Whose fault it was, and the hand-over that was told'),
  drillOf: z.string().optional(),
};

export const incidentSummary = z.object(summaryShape).meta({ id: 'IncidentSummary' });

const rung = z.object({
  due: timeOut.optional(),
  state: z.enum(['fired', 'skipped', 'next', 'ahead']),
});

/** An incident as it is after a command or in the read model. */
export const incident = z
  .object({
    ...summaryShape,
    description: z.string().optional(),
    source: z.object({ kind: z.enum(['integration', 'person']), id: z.string(), name: z.string() }),
    mergedInto: z.string().optional(),
    mitigatedAt: timeOut.optional(),
    proposals: z
      .array(
        z.object({
          id: z.string(),
          to: severity,
          by: z.string(),
          at: timeOut,
          reason: z.string(),
        }),
      )
      .optional()
      .describe('They take effect when another person confirms'),
    review: z
      .object({
        cause: z.string(),
        actions: z.int(),
        knowledge: z
          .union([z.object({ link: z.string() }), z.object({ none: z.string() })])
          .optional(),
        by: z.string(),
        at: timeOut,
      })
      .optional(),
    notices: z
      .object({
        owed: z.array(
          z.object({
            id: z.string(),
            dueAt: timeOut,
            state: z.string(),
            missed: z.literal(true).optional(),
            draft: z.string().optional(),
            approvedBy: z.string().optional(),
          }),
        ),
        counts: z.record(z.string(), z.int()),
      })
      .optional(),
    observingSince: timeOut.optional(),
    waiting: z
      .object({
        on: z.enum(['supplier', 'customer', 'parts', 'window']),
        until: timeOut,
        reason: z.string(),
      })
      .optional(),
    policy: z.object({ id: z.string(), version: z.int() }),
    ladder: z.object({
      reached: z.int().describe('The highest rung paged so far, from 1; 0 before the first'),
      next: z.object({ rung: z.int(), round: z.int(), due: timeOut }).optional(),
      heldUntil: timeOut.optional(),
      rungs: z.array(rung),
    }),
    clocks: z.array(clockOut),
  })
  .meta({ id: 'Incident' });

export const bulkAnswer = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      status: z.int(),
      incident: incident.optional(),
      error: z.object({ code: z.string(), title: z.string(), detail: z.string() }).optional(),
    }),
  ),
});

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const timelineEntry = z
  .object({
    n: z.int(),
    occurredAt: timeOut,
    recordedAt: timeOut,
    actor: z.object({ kind: z.string(), id: z.string(), name: z.string().optional() }),
    text: z.string().describe("In the caller's language"),
    what: z.string(),
    with: values.optional(),
    cause: z.string().optional(),
  })
  .meta({ id: 'TimelineEntry' });

export const deliveryAnswer = z
  .object({
    id: z.string(),
    page: z.string(),
    ladder: z.string(),
    reason: z.string(),
    rung: z.int().optional().describe('From 1'),
    person: who,
    channel: z.string(),
    address: z.record(z.string(), z.unknown()).describe('Masked'),
    state: z.enum(['pending', 'waiting', 'delivered', 'failed', 'silenced', 'crossed']),
    dueAt: timeOut,
    startedAt: timeOut.optional(),
    acceptedAt: timeOut.optional(),
    deliveredAt: timeOut.optional(),
    nextAttemptAt: timeOut.optional(),
    latenessMs: z.int().optional().describe('From due to accepted'),
    possiblyRepeated: z.boolean(),
    why: z.string().optional(),
    attempts: z.array(
      z.object({
        n: z.int(),
        startedAt: timeOut,
        endedAt: timeOut.optional(),
        outcome: z.string().optional(),
        detail: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'Delivery' });

export const ladderAnswer = z.object({
  policy: z.object({ id: z.string(), version: z.int(), name: bilingualOut.optional() }),
  reached: z.int(),
  heldUntil: timeOut.optional(),
  next: z.object({ rung: z.int(), round: z.int(), due: timeOut }).optional(),
  rungs: z.array(
    rung.extend({
      rung: z.int().describe('From 1'),
      targets: z.array(z.object({ kind: z.string(), id: z.string(), name: z.string().optional() })),
      people: z.array(who).describe('Who would be paged at its due time, else at this moment'),
    }),
  ),
});

export const clockAnswer = z
  .object({
    subject: z.string(),
    number: z.string(),
    title: z.string(),
    obligation: z.string(),
    startAt: timeOut,
    dueAt: timeOut,
    stoppedAt: timeOut.optional(),
    provisional: z.literal(true).optional(),
    state: z.enum(['running', 'paused', 'met', 'late', 'overdue', 'to_check']),
    steps: z
      .array(
        z.object({
          key: z.string(),
          at: timeOut,
          until: timeOut.optional(),
          text: z.string(),
        }),
      )
      .optional()
      .describe('Why it is due then; where the clocks of one subject are asked for'),
    holder: who.optional(),
  })
  .meta({ id: 'Clock' });

export const alertAnswer = z.object({ key: z.string(), data: values }).meta({ id: 'Alert' });
