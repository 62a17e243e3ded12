import { z } from 'zod';

import { punchSeverities, signParties } from '../../domain/handover/later-state.js';
import { profiles, sections, stages } from '../../domain/handover/state.js';
import { bilingualOut, timeOut } from '../api/fields.js';
import { subjectShape } from '../process/answers.js';

const named = z.object({ id: z.string(), name: z.string() });
const severity = z.enum(punchSeverities);

const party = z.object({
  department: named,
  person: z.string().describe('The owner'),
  deputy: z.string().optional(),
  head: z.string(),
});

const missing = z.object({
  kind: z.string().describe('`item`, or a named condition such as `survey` or `min_days`'),
  key: z.string().optional(),
  state: z.string().optional(),
  need: z.number().optional(),
  have: z.number().optional(),
});

const training = z.object({
  surveySentAt: timeOut.optional(),
  surveyAnsweredAt: timeOut.optional(),
  plan: z.string().optional().describe('Content id'),
  attended: z.int(),
  passed: z.number().optional().describe('Percent of the latest session'),
  sessions: z.int(),
  heldAt: timeOut.optional(),
});

const trial = z.object({
  startedAt: timeOut,
  since: timeOut.describe('The first start, before any restart'),
  minDays: z.int(),
  minUntil: timeOut,
  until: timeOut,
  restarts: z.int(),
  extensions: z.int(),
  deciding: timeOut.optional().describe('A third extension waits for both heads'),
  faults: z.int(),
  p3: z.int(),
  alarms: z.object({ tested: z.int(), total: z.int() }).optional(),
  phase: z.enum(['shadowing', 'ops_leads']),
  alone: z.string().optional().describe('The fault or drill that ops handled alone'),
});

const punch = z.object({
  open: z.int(),
  critical: z.int(),
  closed: z.int(),
  next: z.array(
    z.object({ n: z.int(), severity, text: z.string(), owner: z.string(), due: timeOut }),
  ),
});

const acceptance = z.object({
  sheet: z.string().optional().describe('Hash of the sheet that is signed'),
  signatures: z.array(
    z.object({
      party: z.enum(signParties),
      by: z.string(),
      at: timeOut,
      decision: z.enum(['accept', 'conditional', 'reject']),
    }),
  ),
  link: z
    .object({ until: timeOut, ok: z.boolean().optional() })
    .optional()
    .describe("The customer's one-time link"),
  signedAt: timeOut.optional(),
  conditional: z.literal(true).optional(),
  suspendedAt: timeOut.optional().describe('Conditional items overdue: delivery is on call'),
});

/** A hand-over as it is after a command or in the read model: the header, without its items. */
export const handover = z
  .object({
    ...subjectShape,
    stage: z.enum(stages),
    stageSince: timeOut,
    closedAs: z.enum(['accepted', 'cancelled']).optional(),
    profile: z.enum(profiles),
    productLine: z.string(),
    tier: z.string(),
    serviceMode: z.string(),
    checklistVersion: z.string(),
    rooms: z.int(),
    orderAt: timeOut,
    goLiveAt: timeOut,
    parties: z.object({
      delivery: party.optional(),
      ops: party.optional(),
      uat: party.optional(),
      product: party.optional(),
    }),
    signer: z.object({ contact: z.string(), name: z.string() }).optional(),
    sections: z.array(
      z.object({
        section: z.enum(sections),
        required: z.int(),
        counted: z.int().describe('Verified and in validity, or waived'),
        submitted: z.int(),
        rejected: z.int(),
        waived: z.int(),
      }),
    ),
    percent: z.number().describe('For display; a gate is decided by what is missing'),
    blocking: z.array(missing).describe('What the next gate misses, the first 20 of it'),
    blockingMore: z.int(),
    loops: z.int().describe('Times that the disclosure came back from the review'),
    uatTask: z
      .object({ openedAt: timeOut, folded: z.int(), uncovered: z.int(), failed: z.int() })
      .optional(),
    takeover: z
      .object({ by: z.string(), to: z.string(), reason: z.string(), until: timeOut })
      .optional(),
    training,
    trial: trial.optional(),
    punch,
    acceptance: acceptance.optional(),
    warranty: z
      .object({
        until: timeOut,
        checks: z.array(z.object({ day: z.int(), at: timeOut, findings: z.int() })),
        escaped: z.int(),
      })
      .optional(),
  })
  .meta({ id: 'Handover' });

export const itemStates = ['missing', 'submitted', 'verified', 'rejected', 'waived'] as const;
export type ItemStateName = (typeof itemStates)[number];

/** One item of the checklist and how it stands (R1, operations.md). */
export const handoverItem = z
  .object({
    key: z.string(),
    section: z.enum(sections),
    name: bilingualOut,
    ask: bilingualOut.describe('What has to be given'),
    critical: z.boolean().describe('Cannot be waived'),
    from: z.enum(['delivery', 'product', 'presales']),
    room: named.optional(),
    state: z.enum(itemStates),
    provider: named.optional(),
    verifier: named.optional().describe('Who verified, rejected or waived it'),
    content: z.string().optional().describe('What was handed in, by its content id'),
    validUntil: timeOut.optional().describe('It counts until then'),
    loops: z.int().describe('How often it was rejected'),
    reason: z.string().optional().describe('Why it was rejected, or waived'),
    at: timeOut.optional().describe('Since when it stands so'),
  })
  .meta({ id: 'HandoverItem' });

/** What a command about items answers: the header, and the items it named only. */
export const handoverWithItems = z
  .object({ handover, items: z.array(handoverItem) })
  .meta({ id: 'HandoverItemsAnswer' });

const bulkResult = z.object({
  key: z.string(),
  status: z.int(),
  item: handoverItem.optional(),
  code: z.string().optional(),
  detail: z.string().optional(),
});

/** One result per key, in the order they were given (api.md §3). */
export const bulkAnswer = z
  .object({ handover, results: z.array(bulkResult) })
  .meta({ id: 'HandoverBulkAnswer' });
