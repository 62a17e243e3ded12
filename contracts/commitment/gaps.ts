import { z } from 'zod';
import { gapKinds } from '../../domain/gap/gap.js';
import { idIn, timeIn, timeOut } from '../api/fields.js';
import { answeredRef, line, noteMaxChars, stamped } from '../directory/fields.js';
import { answeredMoney } from './fields.js';

export const gapStatuses = ['open', 'accepted', 'closed'] as const;
export const gapKind = z.enum(gapKinds);

export const gapCheck = z
  .strictObject({ service: idIn.optional().describe('id or code; none: every service in reach') })
  .meta({ id: 'GapCheck' });

export const gapAccept = z
  .strictObject({ reason: line(noteMaxChars), until: timeIn.describe('at most six months away') })
  .meta({ id: 'GapAccept' });

export const gapAnswer = z
  .object({
    ...stamped,
    service: z.object({ id: z.string(), code: z.string(), name: z.string() }),
    customer: answeredRef,
    commitment: answeredRef,
    supplierService: answeredRef,
    kind: gapKind,
    metric: z.string(),
    value: z.number(),
    unit: z.string(),
    exposure: answeredMoney,
    explanation: z.array(z.string()).describe('step by step, in the language of the caller'),
    status: z.enum(gapStatuses).describe('an acceptance past its end counts as open'),
    checkedAt: timeOut,
    checkedBy: answeredRef,
    acceptance: z
      .object({ by: z.string(), at: timeOut, reason: z.string(), until: timeOut })
      .nullable()
      .describe('the last one, also where it has run out'),
  })
  .meta({ id: 'SlaGap' });

export const gapCheckAnswer = z
  .object({
    services: z.int().describe('checked'),
    closed: z.int().describe('gaps that are no longer there'),
    more: z.boolean().describe('there are more than are answered here; see the list'),
    items: z.array(gapAnswer),
  })
  .meta({ id: 'GapCheckAnswer' });

export type GapAnswer = z.input<typeof gapAnswer>;
