import { z } from 'zod';
import { answeredExternalRef, answeredRef, externalRef, stamped } from '../directory/fields.js';
import {
  answeredForce,
  answeredMoney,
  answeredTarget,
  calendarRef,
  document,
  force,
  metric,
  money,
  percent,
  target,
  unit,
} from './fields.js';

export const slaCreate = z
  .strictObject({
    metric,
    target: target.nullish(),
    unit,
    calendar: calendarRef,
    remedyCapPct: percent.nullish().describe('of the fee, what is paid back at most'),
    fee: money.nullish().describe('what we pay a month'),
    noCommitment: z.boolean().optional().describe('the supplier promises nothing'),
    document,
    ...force,
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'SupplierSlaCreate' });
export const slaPatch = slaCreate.partial().meta({ id: 'SupplierSlaPatch' });
export const slaReplace = slaCreate.extend({ externalRef }).meta({ id: 'SupplierSlaReplace' });

export const slaAnswer = z
  .object({
    ...stamped,
    supplierService: z.string(),
    metric,
    target: answeredTarget.nullable(),
    unit: z.string().nullable(),
    calendar: answeredRef,
    remedyCapPct: z.number().nullable(),
    fee: answeredMoney,
    noCommitment: z.boolean(),
    document: z.string().nullable(),
    ...answeredForce,
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'SupplierSla' });

export type SlaDraft = z.output<typeof slaCreate>;
export type SlaAnswer = z.input<typeof slaAnswer>;
