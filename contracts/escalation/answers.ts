import { z } from 'zod';

import { priorities } from '../../domain/escalation/clock-table.js';
import { contactResults } from '../../domain/escalation/commands.js';
import { timeOut } from '../api/fields.js';
import { clockOut, subjectShape } from '../process/answers.js';

const kind = z.enum(['department', 'supplier', 'person']);
const contact = z.object({ kind: z.string(), value: z.string(), name: z.string().optional() });

const leg = z.object({
  n: z.int(),
  kind,
  id: z.string(),
  name: z.string(),
  openedAt: timeOut,
  acceptedAt: timeOut.optional(),
  acceptedBy: z.string().optional(),
  fulfilledAt: timeOut.optional(),
  endedAt: timeOut.optional(),
  ended: z.enum(['rejected', 'bounced', 'fulfilled', 'withdrawn']).optional(),
  silences: z.int().describe('Clocks that ran out unanswered, and unanswered calls'),
  late: z.literal(true).optional(),
  notSustained: z.literal(true).optional().describe('Rejected, and asked again: counts as late'),
});

const supplier = z.object({
  name: z.string(),
  circuit: z.string().optional(),
  acceptOnly: z.object({ from: z.string(), to: z.string() }).optional(),
  zone: z.string(),
  ref: z.string().optional().describe("The supplier's ticket"),
  reportedAt: timeOut.optional(),
  followUpAt: timeOut.optional().describe('When the supplier starts to work on it'),
  dueAt: timeOut.optional(),
  next: contact.optional().describe('Whom to call next'),
  contacts: z.array(contact),
  attempts: z.int(),
  unanswered: z.int(),
});

/** A chain as it is after a command or in the read model. */
export const escalation = z
  .object({
    ...subjectShape,
    stage: z.enum(['asked', 'accepted', 'fulfilled', 'returned', 'deciding', 'closed']),
    closedAs: z.enum(['confirmed', 'withdrawn']).optional(),
    priority: z.enum(priorities),
    interruption: z.boolean(),
    takeBaton: z.boolean(),
    neededBy: timeOut.optional(),
    asker: z.object({ person: z.string() }).describe('Confirms, addresses anew, or withdraws'),
    aboutTitle: z.string().optional(),
    legs: z.array(leg).describe('The latest is the last one'),
    bounces: z.int(),
    silences: z.int(),
    eta: timeOut.optional(),
    waitingFor: z
      .object({
        what: z.enum(['accept', 'update', 'return', 'decide', 'confirm']),
        due: timeOut,
        reached: z.int().describe('The highest rung paged so far, counted from 1'),
        rungs: z.array(
          z.object({
            due: timeOut.optional(),
            state: z.enum(['fired', 'skipped', 'next', 'ahead']),
          }),
        ),
      })
      .optional(),
    supplier: supplier.optional(),
  })
  .meta({ id: 'Escalation' });

const minutes = z.number().describe('Rounded to a tenth');

/** Who sat on it how long, in turn and per party. */
export const minutesAnswer = z.object({
  items: z.array(
    z.object({
      n: z.int(),
      leg: z.int().describe('0: with the asker'),
      person: z.object({ id: z.string(), name: z.string() }),
      party: z.object({ kind, id: z.string(), name: z.string() }),
      since: timeOut,
      until: timeOut.optional(),
      minutes,
    }),
  ),
  parties: z.array(z.object({ kind, id: z.string(), name: z.string(), minutes })),
});

/** What each party did with what it was asked (R12, operations.md). */
export const partiesAnswer = z.object({
  items: z.array(
    z.object({
      party: z.object({ kind, id: z.string(), name: z.string() }),
      department: z.string().optional(),
      legs: z.int(),
      acceptedInTime: z.int(),
      late: z.int(),
      bounces: z.int(),
      rejects: z.int(),
      notSustained: z.int(),
      silences: z.int(),
      open: z.int(),
      minutesHeld: minutes.describe('From acceptance until the next hand-over'),
      minutesToAnswer: minutes.describe('From being asked until an answer'),
    }),
  ),
});

/** What can be shown to a supplier: every attempt, the times, the target and how late it was. */
export const evidenceAnswer = z
  .object({
    number: z.string(),
    title: z.string(),
    about: z.string().optional(),
    closedAs: z.string().optional(),
    supplier: supplier.optional(),
    target: z.union([z.object({ ms: z.int() }), z.object({ workingDays: z.int() })]).optional(),
    clock: clockOut.optional().describe("The supplier's own, over its own hours"),
    minutesLate: minutes.optional(),
    attempts: z.array(
      z.object({
        n: z.int(),
        at: timeOut,
        by: z.object({ id: z.string(), name: z.string() }),
        channel: z.string(),
        result: z.enum(contactResults),
        ref: z.string().optional(),
        text: z.string(),
      }),
    ),
    unanswered: z.int(),
    minutes: minutesAnswer.shape.items,
  })
  .meta({ id: 'SupplierEvidence' });
