import { z } from 'zod';
import { timeIn, timeOut } from '../api/fields.js';
import {
  answeredExternalRef,
  answeredRef,
  code,
  externalRef,
  optionalRef,
  resourceId,
  stamped,
} from '../directory/fields.js';
import { answeredMoney, document, money } from './fields.js';

const renewalNoticeDaysMax = 3_660;

export const contractCreate = z
  .strictObject({
    no: code,
    customer: resourceId,
    startsAt: timeIn,
    endsAt: timeIn.nullish(),
    document,
    mrc: money.nullish().describe('monthly charge'),
    salesOwner: optionalRef,
    renewalNoticeDays: z.int().min(0).max(renewalNoticeDaysMax).nullish(),
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'ContractCreate' });
export const contractPatch = contractCreate.partial().meta({ id: 'ContractPatch' });
export const contractReplace = contractCreate
  .extend({ externalRef })
  .meta({ id: 'ContractReplace' });

export const contractAnswer = z
  .object({
    ...stamped,
    no: z.string(),
    customer: z.string(),
    startsAt: timeOut,
    endsAt: timeOut.nullable(),
    document: z.string().nullable(),
    mrc: answeredMoney,
    salesOwner: answeredRef,
    renewalNoticeDays: z.int().nullable(),
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'Contract' });

export type ContractDraft = z.output<typeof contractCreate>;
export type ContractAnswer = z.input<typeof contractAnswer>;
