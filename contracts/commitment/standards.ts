import { z } from 'zod';
import { timeOut } from '../api/fields.js';
import { customerTiers } from '../directory/customers.js';
import { answeredExternalRef, answeredRef, externalRef, stamped } from '../directory/fields.js';
import { productLines } from '../directory/services.js';
import {
  answeredForce,
  answeredTarget,
  calendarRef,
  clause,
  document,
  force,
  level,
  metric,
  severityScope,
  target,
  unit,
} from './fields.js';

export const standardStatuses = ['draft', 'agreed'] as const;
const targetsMax = 40;

export const standardCreate = z
  .strictObject({
    productLine: z.enum(productLines),
    tier: z.enum(customerTiers).nullish().describe('none: the full standard of the product line'),
    targets: z
      .array(z.strictObject({ metric, target, unit, calendar: calendarRef, severityScope }))
      .min(1)
      .max(targetsMax),
    sourceDoc: document,
    clause,
    ...force,
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'StandardCreate' });
export const standardPatch = standardCreate.partial().meta({ id: 'StandardPatch' });
export const standardReplace = standardCreate
  .extend({ externalRef })
  .meta({ id: 'StandardReplace' });

const answeredStandardTarget = z.object({
  metric,
  target: answeredTarget,
  unit: z.string().nullish(),
  calendar: z.string().nullish(),
  severityScope: z.array(level).optional(),
});

export const standardAnswer = z
  .object({
    ...stamped,
    productLine: z.string(),
    tier: z.string().nullable(),
    targets: z.array(answeredStandardTarget),
    status: z.enum(standardStatuses),
    sourceDoc: z.string().nullable(),
    clause: z.string().nullable(),
    agreedBy: z.array(z.string()),
    agreedAt: timeOut.nullable(),
    author: answeredRef,
    ...answeredForce,
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'Standard' });

export type StandardDraft = z.output<typeof standardCreate>;
export type StandardAnswer = z.input<typeof standardAnswer>;
