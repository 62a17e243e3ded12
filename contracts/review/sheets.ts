import { z } from 'zod';
import { indicatorKeys } from '../../domain/score/formula.js';
import { timeOut } from '../api/fields.js';
import { pagingQuery } from '../api/paging.js';

const named = z.object({ id: z.string(), name: z.string() });

const seenIndicator = z.object({
  block: z.string(),
  key: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }),
  weight: z.number(),
  minSample: z.int(),
  standing: z.string().describe('counted, too_few, not_installed, hidden'),
  numerator: z.number().optional(),
  denominator: z.number().optional(),
  n: z.int().optional(),
  value: z.number().optional().describe('percent'),
  score: z.number().optional(),
});

const scoreParts = {
  indicators: z.array(seenIndicator),
  blocks: z
    .array(z.object({ key: z.string(), weight: z.number(), score: z.number().optional() }))
    .optional(),
  coverage: z.number().optional(),
  insufficient: z.boolean().optional(),
  manager: z.number().optional().describe('M'),
  calibration: z.number().optional(),
  decided: z.literal(true).optional(),
  final: z.number().optional(),
  band: z.string().optional(),
};

/** How a score came about; what the caller may not see yet is absent. */
export const sheetAnswer = z
  .object({
    review: z.string(),
    number: z.string(),
    key: z.string(),
    person: named,
    department: named.optional(),
    card: z.string(),
    stage: z.string(),
    period: z.object({ from: timeOut, until: timeOut }),
    formula: z.int(),
    released: z.boolean(),
    scoredAt: timeOut.optional(),
    scoreVersion: z.int().optional(),
    digest: z.string().optional().describe('sha-256 over what the score stands on'),
    ...scoreParts,
  })
  .meta({ id: 'ReviewSheet' });

export const departmentSheetAnswer = z
  .object({
    cycle: z.string(),
    key: z.string(),
    department: named,
    period: z.object({ from: timeOut, until: timeOut }),
    formula: z.int(),
    scoredAt: timeOut,
    scoreVersion: z.int(),
    ...scoreParts,
  })
  .meta({ id: 'ReviewDepartmentSheet' });

export const sheetQuery = z.strictObject({ format: z.enum(['json', 'html']).optional() });

export const drillQuery = z.strictObject({
  indicator: z.enum(indicatorKeys),
  of: z
    .enum(['person', 'department'])
    .optional()
    .describe('whose records; the department’s are part of R, J and a head’s K'),
  ...pagingQuery,
});

/** A record behind a number. */
export const recordAnswer = z
  .object({
    subject: z.string(),
    number: z.string().optional(),
    title: z.string().optional(),
    record: z.string(),
    at: timeOut,
    value: z.number().nullable().describe('0 to 1; null: struck out by a correction'),
    weight: z.number(),
    corrected: z.boolean(),
  })
  .meta({ id: 'ReviewRecord' });
