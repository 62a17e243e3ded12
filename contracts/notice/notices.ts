import { z } from 'zod';
import { audiences, languages, owedStages } from '../../domain/notice/stages.js';
import { idIn, shortTextIn, timeIn, timeOut } from '../api/fields.js';

const fieldMaxChars = 2_000;
const reasonMaxChars = 500;

const words = z.string().trim().max(fieldMaxChars);

/** One text for both languages, or one for each. */
export const fieldValue = z.union([words, z.strictObject({ zh: words, en: words })]);

export type FieldValue = z.output<typeof fieldValue>;

const fields = z
  .record(z.string().max(40), fieldValue)
  .describe('by field; causeStatus is unknown, suspected or confirmed');

export const draftBody = z.strictObject({ fields });

export const requestBody = z.strictObject({
  audience: z.enum(audiences),
  stage: z.enum(owedStages),
  fields: fields.optional(),
});

const reason = z.string().trim().min(1).max(reasonMaxChars);

export const correctBody = z.strictObject({ field: idIn, value: fieldValue, reason });

export const overrideBody = z.strictObject({
  field: idIn,
  value: fieldValue,
  reason,
  expires: timeIn,
});

export const confirmBody = z.strictObject({ proposal: idIn });

export const previewQuery = z.strictObject({
  customer: shortTextIn.optional().describe('id or code; the first affected one where not given'),
  language: z.enum(languages).optional(),
});

const bilingual = z.object({ zh: z.string(), en: z.string() });
const fault = z.object({ field: z.string(), code: z.string(), detail: z.string() });

const override = z.object({
  id: z.string(),
  field: z.string(),
  value: bilingual,
  reason: z.string(),
  expires: timeOut,
  by: z.string(),
  at: timeOut,
  confirmedBy: z.string().optional(),
  confirmedAt: timeOut.optional(),
});

const head = {
  id: z.string(),
  number: z.string(),
  incident: z.string(),
  notice: z.string().describe('its id among what the incident owes: customer/progress/2'),
  audience: z.enum(audiences),
  kind: z.string(),
  level: z.string(),
  sequence: z.int(),
  state: z.enum(['draft', 'approved', 'sending', 'sent']),
  drill: z.boolean(),
  draftedAt: timeOut,
  approvedBy: z.string().nullable(),
  approvedAt: timeOut.nullable(),
  sentAt: timeOut.nullable(),
  correctionOf: z.string().nullable(),
};

export const noticeHead = z.object(head).meta({ id: 'NoticeHead' });

export const noticeAnswer = z
  .object({
    ...head,
    fields: z.record(z.string(), bilingual).describe('computed and typed; as sent once it went'),
    faults: z.array(fault).describe('what keeps it from going'),
    overrides: z.array(override),
    templates: z.record(z.string(), z.object({ id: z.string(), version: z.int() })),
    hash: z.string().nullable(),
    recipients: z.int(),
    delivered: z.int(),
    customers: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: 'Notice' });

export type NoticeAnswer = z.input<typeof noticeAnswer>;

export const noticesAnswer = z
  .object({
    owed: z.array(
      z.object({
        notice: z.string(),
        audience: z.string(),
        stage: z.string(),
        seq: z.int(),
        dueAt: timeOut,
        state: z.string(),
        missed: z.boolean(),
        draft: z.string().nullable(),
        id: z.string().nullable().describe('of its draft, where there is one'),
      }),
    ),
    counts: z.record(z.string(), z.int()),
    items: z.array(noticeHead),
  })
  .meta({ id: 'IncidentNotices' });

export type NoticesAnswer = z.input<typeof noticesAnswer>;

export const previewAnswer = z
  .object({
    language: z.enum(languages),
    customer: z.object({ id: z.string(), name: z.string() }).nullable(),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    faults: z.array(fault),
  })
  .meta({ id: 'NoticePreview' });
