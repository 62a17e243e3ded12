import { z } from 'zod';

import { punchSeverities, signParties } from '../../domain/handover/later-state.js';
import { profiles, sections } from '../../domain/handover/state.js';
import { bilingualOut, timeOut } from '../api/fields.js';
import { itemStates } from './answers.js';

const named = z.object({ id: z.string(), name: z.string() });

const sheetParty = z.object({ department: z.string(), owner: named, head: named });

const sheetItem = z.object({
  key: z.string(),
  name: bilingualOut,
  critical: z.boolean(),
  room: z.string().optional(),
  state: z.enum(itemStates),
  provider: z.string().optional(),
  verifier: z.string().optional(),
  content: z.string().optional().describe('Hash of what was handed in'),
  until: z.number().optional().describe('Epoch milliseconds: validity, or end of the waiver'),
});

const gate = z.object({
  name: z.string(),
  installed: z.boolean().describe('false: the records it reads are not kept here'),
  missing: z.array(z.string()),
  more: z.int(),
});

/** What the parties sign. Its hash is over exactly this: no time of the reader is in it. */
export const sheetBody = z.object({
  v: z.literal(1),
  number: z.string(),
  title: z.string(),
  service: z.object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    productLine: z.string(),
    tier: z.string(),
    mode: z.string(),
  }),
  customer: z.string().optional(),
  site: z.string().optional(),
  profile: z.enum(profiles),
  checklistVersion: z.string(),
  orderAt: z.number(),
  goLiveAt: z.number(),
  parties: z.object({ delivery: sheetParty, ops: sheetParty }),
  signer: z.string().optional(),
  sections: z.array(
    z.object({ section: z.enum(sections), name: bilingualOut, items: z.array(sheetItem) }),
  ),
  gates: z.array(gate),
  loops: z.int(),
  training: z.object({
    sessions: z.int(),
    attended: z.int(),
    passed: z.number().optional(),
    heldAt: z.number().optional(),
  }),
  trial: z
    .object({
      since: z.number(),
      startedAt: z.number(),
      minDays: z.int(),
      restarts: z.int(),
      extensions: z.int(),
      p3: z.int(),
      alarms: z.object({ tested: z.int(), total: z.int() }).optional(),
      alone: z.string().optional(),
    })
    .optional(),
  punch: z.array(
    z.object({
      n: z.int(),
      severity: z.enum(punchSeverities),
      text: z.string(),
      owner: z.string(),
      due: z.number(),
    }),
  ),
});

export type SheetBody = z.output<typeof sheetBody>;

/** The sheet with how it stands: `hash` only where it was frozen to be signed. */
export const sheetAnswer = z
  .object({
    handover: z.string(),
    hash: z.string().optional(),
    frozenAt: timeOut.optional(),
    signatures: z.array(
      z.object({
        party: z.enum(signParties),
        by: z.string(),
        at: timeOut,
        decision: z.enum(['accept', 'conditional', 'reject']),
      }),
    ),
    sheet: sheetBody,
  })
  .meta({ id: 'AcceptanceSheet' });
