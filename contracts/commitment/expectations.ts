import { z } from 'zod';
import { timeIn, timeOut } from '../api/fields.js';
import {
  answeredExternalRef,
  answeredRef,
  externalRef,
  line,
  optionalRef,
  resourceId,
  stamped,
} from '../directory/fields.js';
import { metric } from './fields.js';

const textMaxChars = 1_000;

export const expectationCreate = z
  .strictObject({
    customer: resourceId,
    service: optionalRef,
    metric: metric.nullish().describe('what it is about, where that can be said'),
    text: line(textMaxChars),
    basis: line(textMaxChars).describe('where the expectation comes from'),
    approver: resourceId.describe('who answers for living up to it'),
    reviewAt: timeIn,
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'LegacyExpectationCreate' });
export const expectationPatch = expectationCreate.partial().meta({ id: 'LegacyExpectationPatch' });
export const expectationReplace = expectationCreate
  .extend({ externalRef })
  .meta({ id: 'LegacyExpectationReplace' });

export const expectationAnswer = z
  .object({
    ...stamped,
    customer: z.string(),
    service: answeredRef,
    metric: metric.nullable(),
    text: z.string(),
    basis: z.string(),
    approver: z.string(),
    reviewAt: timeOut,
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'LegacyExpectation' });

export type ExpectationDraft = z.output<typeof expectationCreate>;
export type ExpectationAnswer = z.input<typeof expectationAnswer>;
