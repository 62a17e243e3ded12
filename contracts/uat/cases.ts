import { z } from 'zod';

import { results } from '../../domain/uat/trace.js';
import { flagIn, timeOut } from '../api/fields.js';
import { pagingQuery } from '../api/paging.js';
import { line } from '../directory/fields.js';
import { longText, measureIn, measureOut, titleMaxChars, traceKey } from './fields.js';
import { measureCells, measureOf, wholeMeasure } from './requirements.js';

/** Of one hand-over. */
export const casesMax = 4_000;
export const coversMax = 30;

const versionMax = 10_000;

const cover = z.strictObject({
  requirement: traceKey,
  version: z
    .int()
    .min(1)
    .max(versionMax)
    .exactOptional()
    .describe('the one that it was made for; the current one where not given'),
});

const shape = {
  title: line(titleMaxChars),
  steps: longText,
  expected: longText,
  measure: measureIn.exactOptional(),
  covers: z
    .array(cover)
    .max(coversMax)
    .refine(
      (all) => new Set(all.map(({ requirement }) => requirement)).size === all.length,
      'each requirement once',
    )
    .describe('the requirements that it proves; a case of none is an orphan'),
};

/** A case of the acceptance test (R2, operations.md). */
export const caseBody = z.strictObject({ key: traceKey, ...shape }).meta({ id: 'UatCaseCreate' });

/** The case as it reads from here on; what it covers counts as made for the current versions. */
export const caseEdit = z.strictObject(shape).meta({ id: 'UatCaseEdit' });

export const caseQuery = z.strictObject({
  ...pagingQuery,
  stale: flagIn.exactOptional(),
  orphan: flagIn.exactOptional(),
  requirement: traceKey.exactOptional(),
});

export const caseAnswer = z
  .object({
    key: z.string(),
    version: z.int().describe('grows with each edit; runs of an earlier one do not count'),
    title: z.string(),
    steps: z.string(),
    expected: z.string(),
    measure: measureOut.optional(),
    covers: z.array(z.object({ requirement: z.string(), version: z.int(), current: z.boolean() })),
    stale: z.boolean(),
    orphan: z.boolean(),
    latest: z.object({ result: z.enum(results), evidence: z.boolean() }).optional(),
    at: timeOut,
    by: z.string(),
  })
  .meta({ id: 'UatCase' });

export const caseColumns = {
  key: { names: ['编号', '用例编号', 'Key', 'Case'], required: true },
  title: { names: ['标题', '用例', '名称', 'Title', 'Name'], required: true },
  steps: { names: ['步骤', '测试步骤', 'Steps'], required: true },
  expected: { names: ['预期', '预期结果', 'Expected', 'Expected result'], required: true },
  covers: { names: ['需求', '需求编号', '覆盖需求', 'Requirements', 'Covers'] },
  kind: { names: ['指标', 'Metric', 'Kind'] },
  comparison: { names: ['比较', '关系', 'Comparison'] },
  value: { names: ['数值', '指标值', 'Value'] },
  unit: { names: ['单位', 'Unit'] },
} as const;

/** `R-1; R-2@3`: requirement in its version 3. */
const coversCell = z
  .string()
  .transform((cell) =>
    cell
      .split(/[;；,，、\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => {
        const [, requirement = part, version] = /^(.*)@(\d{1,5})$/.exec(part) ?? [];
        return { requirement, ...(version !== undefined && { version: Number(version) }) };
      }),
  )
  .pipe(shape.covers);

/** One line of an imported table. */
export const caseRow = z
  .strictObject({
    key: traceKey,
    title: shape.title,
    steps: longText,
    expected: longText,
    covers: coversCell.exactOptional(),
    ...measureCells,
  })
  .refine(wholeMeasure, { path: ['value'], message: 'kind, comparison and value go together' })
  .transform(({ key, title, steps, expected, covers, ...cells }) => ({
    ...{ key, title, steps, expected, covers: covers ?? [] },
    ...measureOf(cells),
  }));

export type CaseDraft = z.output<typeof caseBody>;
export type CaseAnswer = z.input<typeof caseAnswer>;
