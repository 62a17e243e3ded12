import { z } from 'zod';
import { answeredExternalRef, code, externalRef, line, nameMaxChars, stamped } from './fields.js';

const segmentMaxChars = 64;
export const customerTiers = ['A', 'B', 'C', 'D'] as const;
export const customerStatuses = ['active', 'suspended', 'former'] as const;
const languages = z.enum(['zh', 'en']);

export const customerCreate = z
  .strictObject({
    code,
    name: line(nameMaxChars),
    tier: z.enum(customerTiers).nullish(),
    segment: line(segmentMaxChars).nullish(),
    languages: z.array(languages).min(1).max(2).optional().describe('of notices'),
    status: z.enum(customerStatuses).optional(),
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'CustomerCreate' });
export const customerPatch = customerCreate.partial().meta({ id: 'CustomerPatch' });
export const customerReplace = customerCreate
  .extend({ externalRef })
  .meta({ id: 'CustomerReplace' });

export const customerAnswer = z
  .object({
    ...stamped,
    code: z.string(),
    name: z.string(),
    tier: z.string().nullable(),
    segment: z.string().nullable(),
    languages: z.array(languages),
    status: z.string(),
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'Customer' });

export type CustomerDraft = z.output<typeof customerCreate>;
export type CustomerAnswer = z.input<typeof customerAnswer>;
