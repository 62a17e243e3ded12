import { z } from 'zod';
import { bilingualOut, durationIn, durationOut, flagIn, manyOf } from '../api/fields.js';
import { line } from '../directory/fields.js';
import { factId, impactClass, itemId, level } from './fields.js';
import { conditions, fact, matrixDomain, modifiers } from './matrix.js';

const wordsMaxChars = 200;

const domains = manyOf(itemId).optional();

export const standardQuery = z.strictObject({
  q: line(wordsMaxChars).optional().describe('words that must all occur'),
  domain: domains,
  level: manyOf(level).optional(),
  lang: z.enum(['zh', 'en']).optional().describe('search and answer texts of this language only'),
});

export const questionsQuery = z.strictObject({ domain: domains });

/** Beside these, the facts of the standard by their names; the route checks them against it. */
export const lookupQuery = z
  .object({
    domain: domains,
    deadlinePassed: flagIn.optional().describe('what is unanswered counts as its worst'),
    majorEvent: flagIn.optional(),
    elapsed: durationIn.optional().describe('since it was graded at its level'),
    interruption: flagIn.optional(),
    repeated: flagIn.optional().describe('the same fault again within the days of the standard'),
    plannedWork: flagIn.optional().describe('comes from planned work that was approved'),
    overrun: durationIn.optional().describe('of the planned work'),
    widerImpact: flagIn.optional().describe('than the planned work announced'),
  })
  .catchall(z.union([z.string(), z.array(z.string())]));

const matrixRef = z.object({ id: z.string(), version: z.int() });

/** Only the language that was asked for. */
const said = z.object({ zh: z.string().optional(), en: z.string().optional() });

export const standardAnswer = z
  .object({
    matrix: matrixRef,
    name: said,
    items: z.array(
      z.object({
        criterion: z.string(),
        level,
        domain: z.string(),
        domainName: said,
        text: said,
        impactClass: impactClass.nullable(),
        facts: z.array(z.string()).describe('what decides on it'),
        all: conditions,
        unless: conditions,
      }),
    ),
    modifiers,
  })
  .meta({ id: 'SeverityStandard' });

export const questionsAnswer = z
  .object({ matrix: matrixRef, domains: z.array(matrixDomain), questions: z.array(fact) })
  .meta({ id: 'SeverityQuestions' });

const unansweredFact = z.object({
  fact: factId,
  couldReach: level.describe('the gravest level that its answer could lead to'),
});

export const lookupAnswer = z
  .object({
    matrix: matrixRef,
    level: level.nullable().describe('null: no criterion is hit, or not an incident'),
    reviewLevel: level.nullable(),
    impactClass: impactClass.nullable(),
    provisional: z.boolean(),
    hits: z.array(
      z.object({ criterion: z.string(), level, domain: z.string(), text: bilingualOut }),
    ),
    modifiers: z.array(
      z.object({
        kind: z.enum(['planned_work', 'major_event', 'duration', 'repeat']),
        from: level,
        to: level.nullable().describe('null: not an incident'),
        reviewOnly: z.boolean(),
        text: bilingualOut,
      }),
    ),
    nextRaise: z
      .object({ to: level, after: durationOut })
      .nullable()
      .describe('when time alone raises it, from where elapsed is counted'),
    unanswered: z.array(unansweredFact),
    next: z.array(fact).describe('the questions to ask next'),
  })
  .meta({ id: 'SeverityLookup' });

export type StandardAnswer = z.input<typeof standardAnswer>;
