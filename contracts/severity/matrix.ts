import { z } from 'zod';
import { incoherences } from '../../domain/severity/coherence.js';
import type { MatrixContent } from '../../domain/severity/matrix.js';
import { line, nameMaxChars } from '../directory/fields.js';
import { bothNames, bothTexts, factId, impactClass, itemId, level, seconds } from './fields.js';

const domainsMax = 30;
const factsMax = 200;
const criteriaMax = 300;
const optionsMax = 20;
const conditionsMax = 8;
const stepsMax = 3;
const raiseMax = 3;
const repeatDaysMax = 90;
const unitMaxChars = 20;

export const matrixDomain = z.strictObject({ id: itemId, name: bothNames });

const asked = { id: factId, domain: itemId, question: bothTexts };
const unitName = line(unitMaxChars);

export const fact = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...asked, kind: z.literal('boolean') }),
    z.strictObject({
      ...asked,
      kind: z.literal('number'),
      unit: z.strictObject({ zh: unitName, en: unitName }),
      min: z.number(),
      max: z.number(),
      whole: z.boolean(),
    }),
    z.strictObject({
      ...asked,
      kind: z.literal('choice'),
      options: z
        .array(z.strictObject({ value: itemId, name: bothNames }))
        .min(2)
        .max(optionsMax),
    }),
  ])
  .meta({ id: 'SeverityFact' });

const optionValue = line(nameMaxChars);
const condition = z
  .discriminatedUnion('op', [
    z.strictObject({
      fact: factId,
      op: z.literal('is'),
      value: z.union([z.boolean(), optionValue]),
    }),
    z.strictObject({
      fact: factId,
      op: z.literal('one_of'),
      value: z.array(optionValue).min(1).max(optionsMax),
    }),
    z.strictObject({
      fact: factId,
      op: z.enum(['at_least', 'over', 'at_most']),
      value: z.number(),
    }),
  ])
  .meta({ id: 'SeverityCondition' });

export const conditions = z.array(condition).max(conditionsMax);

export const criterion = z
  .strictObject({
    id: itemId,
    domain: itemId,
    level,
    impactClass: impactClass.optional(),
    text: bothTexts,
    all: conditions.min(1).describe('every one must hold'),
    unless: conditions.optional().describe('none may be known to hold'),
  })
  .meta({ id: 'SeverityCriterion' });

const raise = z.int().min(0).max(raiseMax);
const steps = z.array(z.strictObject({ from: level, afterS: seconds })).max(stepsMax);

const modifierMembers = {
  majorEvent: z.strictObject({ raise, text: bothTexts }),
  duration: z.strictObject({ interruption: steps, other: steps, text: bothTexts }),
  repeat: z.strictObject({ days: z.int().min(1).max(repeatDaysMax), raise, text: bothTexts }),
  plannedWork: z.strictObject({ overrunMaxS: seconds, text: bothTexts }),
};

export const modifiers = z.strictObject(modifierMembers).meta({ id: 'SeverityModifiers' });
export const modifiersPatch = modifiers.partial();

const contentMembers = {
  name: bothNames,
  domains: z.array(matrixDomain).min(1).max(domainsMax),
  facts: z.array(fact).min(1).max(factsMax),
  criteria: z.array(criterion).min(1).max(criteriaMax),
  modifiers,
};

/** A whole standard, in itself; whether its parts fit together is checked with `refuseMisfits`. */
export const contentShape = z.strictObject(contentMembers);

/** Adds an issue for each place where a standard contradicts itself. */
export function refuseMisfits(
  content: MatrixContent,
  context: z.core.$RefinementCtx<MatrixContent>,
): void {
  for (const { path, why } of incoherences(content)) {
    context.addIssue({ code: 'custom', path, message: why });
  }
}

/** A standard that can grade. */
export const matrixContent = contentShape.superRefine(refuseMisfits);
