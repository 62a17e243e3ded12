import { z } from 'zod';

import { importedAnswer } from '../table/imported.js';
import { caseAnswer } from './cases.js';
import { requirementAnswer } from './requirements.js';
import { runAnswer } from './runs.js';

const named = z.object({ keys: z.array(z.string()), more: z.int() });

/** How requirements, cases and runs hang together, in numbers and at most 20 names each (R2). */
export const verdictAnswer = z
  .object({
    requirements: z.object({ must: z.int(), should: z.int(), could: z.int() }),
    cases: z.int(),
    covered: z.int(),
    proven: z.int(),
    uncovered: named,
    stale: named,
    failing: named,
    unproven: named,
    withoutEvidence: named,
    orphans: named,
    punch: named,
    gate: z.object({
      covered: z.boolean().describe('every must has a case: the UAT design may end'),
      proven: z.boolean().describe('every must passed with evidence: the UAT run may end'),
    }),
  })
  .meta({ id: 'UatVerdict' });

export const traceQuery = z.strictObject({
  format: z.enum(['json', 'csv', 'xlsx']).exactOptional(),
});

/** The verdict with the rows that a number would hide. */
export const traceAnswer = z
  .object({
    verdict: verdictAnswer,
    uncovered: z.array(requirementAnswer).describe('of any priority, the first 100'),
    orphans: z.array(caseAnswer).describe('the first 100'),
    stale: z.array(caseAnswer).describe('the first 100'),
  })
  .meta({ id: 'UatTrace' });

export const requirementChanged = z
  .object({ requirement: requirementAnswer, verdict: verdictAnswer })
  .meta({ id: 'UatRequirementChanged' });

export const caseChanged = z
  .object({ case: caseAnswer, verdict: verdictAnswer })
  .meta({ id: 'UatCaseChanged' });

export const runAdded = z
  .object({ run: runAnswer, verdict: verdictAnswer })
  .meta({ id: 'UatRunAdded' });

export const traceImported = z
  .object({ ...importedAnswer.shape, file: z.string(), verdict: verdictAnswer })
  .meta({ id: 'UatImported' });
