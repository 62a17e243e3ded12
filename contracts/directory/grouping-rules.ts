import { z } from 'zod';
import { durationOut } from '../api/fields.js';
import { intakeFormats } from '../intake/format-name.js';
import { durationWithin, line, nameMaxChars, resourceId, stamped } from './fields.js';

const listMax = 50;
const labelNameMaxChars = 128;
const labelValueMaxChars = 255;
const labelsMax = 20;
const byMax = 5;
const positionMax = 10_000;
const windowMinS = 10;
const windowMaxS = 86_400;
const reopenMaxS = 7 * 86_400;

const match = z.strictObject({
  formats: z.array(z.enum(intakeFormats)).max(listMax).optional(),
  integrations: z.array(resourceId).max(listMax).optional(),
  labels: z
    .record(line(labelNameMaxChars), line(labelValueMaxChars))
    .refine((it) => Object.keys(it).length <= labelsMax, `at most ${labelsMax} labels`)
    .optional(),
});

const by = z
  .array(
    z
      .string()
      .max(labelNameMaxChars)
      .regex(/^(?:site|service|label:[^\p{Cc}\p{Surrogate}]+)$/u, 'site, service or label:<name>'),
  )
  .min(1)
  .max(byMax);

/** Alerts that a rule matches and that agree on all of `by` belong to one incident. */
export const groupingRuleCreate = z
  .strictObject({
    name: line(nameMaxChars),
    position: z
      .int()
      .min(0)
      .max(positionMax)
      .optional()
      .describe('the lowest that matches decides'),
    match: match.optional(),
    by,
    window: durationWithin({ minS: windowMinS, maxS: windowMaxS }).optional(),
    reopenWindow: durationWithin({ minS: 0, maxS: reopenMaxS }).optional(),
    enabled: z.boolean().optional(),
  })
  .meta({ id: 'GroupingRuleCreate' });
export const groupingRulePatch = groupingRuleCreate.partial().meta({ id: 'GroupingRulePatch' });

export const groupingRuleAnswer = z
  .object({
    ...stamped,
    name: z.string(),
    position: z.int(),
    match,
    by: z.array(z.string()),
    window: durationOut,
    reopenWindow: durationOut,
    enabled: z.boolean(),
  })
  .meta({ id: 'GroupingRule' });

export type GroupingRuleDraft = z.output<typeof groupingRuleCreate>;
export type GroupingRuleAnswer = z.input<typeof groupingRuleAnswer>;
