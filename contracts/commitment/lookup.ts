import { z } from 'zod';
import { sources } from '../../domain/commitment/lookup.js';
import { levelIn } from '../../domain/commitment/level.js';
import { idIn, timeIn, timeOut } from '../api/fields.js';
import { answeredRef } from '../directory/fields.js';
import { languages } from '../text.js';
import { commitmentAnswer } from './commitments.js';
import { answeredForce, answeredTarget, level, metric } from './fields.js';

const severityMaxChars = 20;

export const commitmentQuery = z.strictObject({
  service: idIn.describe('id or code'),
  metric,
  severity: z
    .string()
    .max(severityMaxChars)
    .refine((word) => levelIn(word) !== undefined, 'P1 to P4')
    .optional(),
  at: timeIn.optional().describe('the present where not given'),
  lang: z.enum(languages).optional(),
});

const promised = z.object({
  source: z.enum(sources),
  id: z.string(),
  target: answeredTarget,
  unit: z.string().nullable(),
  calendar: answeredRef,
  severityScope: z.array(level),
  document: z.string().nullable(),
  clause: z.string().nullable(),
  confirmedBy: z.array(z.string()),
  confirmedAt: timeOut.nullable(),
  ...answeredForce,
  commitment: commitmentAnswer.nullable().describe('all of it; null for a product standard'),
});

export const commitmentLookup = z
  .object({
    found: z.boolean().describe('false: no confirmed commitment is recorded'),
    sentence: z.string(),
    service: z.object({ id: z.string(), code: z.string(), name: z.string() }),
    metric,
    severity: level.nullable(),
    at: timeOut,
    promised: promised.nullable(),
    expected: z
      .array(
        z.object({
          id: z.string(),
          text: z.string(),
          basis: z.string(),
          approver: z.string(),
          reviewAt: timeOut,
          reviewDue: z.boolean(),
        }),
      )
      .describe('what the customer has come to expect: never a promise'),
  })
  .meta({ id: 'CommitmentLookup' });

export type CommitmentLookup = z.input<typeof commitmentLookup>;
