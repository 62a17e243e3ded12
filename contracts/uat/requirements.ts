import { z } from 'zod';

import { comparisons } from '../../domain/uat/measure.js';
import { priorities, sources } from '../../domain/uat/trace.js';
import { manyOf, timeOut } from '../api/fields.js';
import { pagingQuery } from '../api/paging.js';
import { processParams } from '../process/requests.js';
import { longText, measureIn, measureOut, reasonMaxChars, traceKey } from './fields.js';
import { codeOf, comparisonWords, priorityWords, sourceWords } from './words.js';

/** Of one hand-over. */
export const requirementsMax = 2_000;

export const requirementStandings = [
  'uncovered',
  'not_run',
  'failing',
  'without_evidence',
  'proven',
  'withdrawn',
] as const;

const shape = {
  source: z.enum(sources),
  text: longText,
  priority: z.enum(priorities),
  measure: measureIn.exactOptional(),
};

/** A requirement of the customer (R2, operations.md). */
export const requirementBody = z
  .strictObject({ key: traceKey, ...shape })
  .meta({ id: 'UatRequirementCreate' });

/** The requirement as it reads from here on: a new version, which makes its cases stale. */
export const requirementEdit = z.strictObject(shape).meta({ id: 'UatRequirementEdit' });

export const withdrawBody = z
  .strictObject({ reason: z.string().trim().min(1).max(reasonMaxChars) })
  .meta({ id: 'UatRequirementWithdraw' });

export const keyedParams = z.strictObject({ ...processParams.shape, key: traceKey });

export const requirementQuery = z.strictObject({
  ...pagingQuery,
  priority: manyOf(z.enum(priorities)).exactOptional(),
  source: manyOf(z.enum(sources)).exactOptional(),
  standing: manyOf(z.enum(requirementStandings)).exactOptional(),
});

export const requirementAnswer = z
  .object({
    key: z.string(),
    version: z.int(),
    source: z.enum(sources),
    text: z.string(),
    priority: z.enum(priorities),
    measure: measureOut.optional(),
    standing: z.enum(requirementStandings),
    cases: z.array(z.string()).describe('made for this version'),
    staleCases: z.array(z.string()).describe('made for an earlier version'),
    withdrawnWhy: z.string().optional(),
    at: timeOut.describe('Since when this version stands'),
    by: z.string(),
  })
  .meta({ id: 'UatRequirement' });

export const requirementColumns = {
  key: { names: ['编号', '需求编号', 'Key', 'Requirement'], required: true },
  source: { names: ['来源', 'Source'], required: true },
  text: { names: ['内容', '需求', '需求内容', 'Text', 'Description'], required: true },
  priority: { names: ['优先级', 'Priority'], required: true },
  kind: { names: ['指标', 'Metric', 'Kind'] },
  comparison: { names: ['比较', '关系', 'Comparison'] },
  value: { names: ['数值', '指标值', 'Value'] },
  unit: { names: ['单位', 'Unit'] },
} as const;

const said = <T extends z.ZodType>(words: Record<string, readonly string[]>, schema: T) =>
  z.preprocess((text) => codeOf(words, text), schema);

/** A measure over three or four cells: all of kind, comparison and value, or none of them. */
export const measureCells = {
  kind: measureIn.shape.kind.exactOptional(),
  comparison: said(comparisonWords, z.enum(comparisons)).exactOptional(),
  value: z.coerce.number().pipe(measureIn.shape.value).exactOptional(),
  unit: measureIn.shape.unit,
};

interface MeasureCells {
  kind?: string;
  comparison?: z.output<typeof measureIn>['comparison'];
  value?: number;
  unit?: string;
}

/** `{measure}` of such cells, or nothing. */
export function measureOf({ kind, comparison, value, unit }: MeasureCells): {
  measure?: z.output<typeof measureIn>;
} {
  if (kind === undefined || comparison === undefined || value === undefined) return {};
  return { measure: { kind, comparison, value, ...(unit !== undefined && { unit }) } };
}

/** Whether the cells are a whole measure or none. */
export const wholeMeasure = ({ kind, comparison, value }: MeasureCells): boolean =>
  [kind, comparison, value].every((cell) => cell === undefined) ||
  [kind, comparison, value].every((cell) => cell !== undefined);

/** One line of an imported table. */
export const requirementRow = z
  .strictObject({
    key: traceKey,
    source: said(sourceWords, shape.source),
    text: longText,
    priority: said(priorityWords, shape.priority),
    ...measureCells,
  })
  .refine(wholeMeasure, { path: ['value'], message: 'kind, comparison and value go together' })
  .transform(({ key, source, text, priority, ...cells }) => ({
    ...{ key, source, text, priority },
    ...measureOf(cells),
  }));

export type RequirementDraft = z.output<typeof requirementBody>;
export type RequirementAnswer = z.input<typeof requirementAnswer>;
