import { z } from 'zod';

import { results } from '../../domain/uat/trace.js';
import { idIn, timeIn, timeOut } from '../api/fields.js';
import { pagingQuery } from '../api/paging.js';
import { line, nameMaxChars } from '../directory/fields.js';
import { noteMaxChars, traceKey } from './fields.js';

export const evidenceMax = 10;
/** Runs of one case. */
export const runsMax = 200;
const contentIdChars = 22;

const contentId = z
  .string()
  .regex(/^[\w-]+$/)
  .length(contentIdChars)
  .describe('an id that POST /api/v1/files answered');

/** A case was run (R2, operations.md). The caller is the tester. */
export const runBody = z
  .strictObject({
    case: traceKey,
    result: z.enum(results),
    measured: z.number().exactOptional().describe('asked where the case has a measure'),
    note: z.string().trim().min(1).max(noteMaxChars).exactOptional(),
    evidence: z.array(contentId).max(evidenceMax).exactOptional(),
    witness: z
      .union([
        z.strictObject({ contact: idIn.describe('a contact of the customer') }),
        z.strictObject({ name: line(nameMaxChars) }),
      ])
      .exactOptional()
      .describe('who of the customer saw it'),
    at: timeIn.exactOptional().describe('when it was run; now where not given'),
  })
  .meta({ id: 'UatRunCreate' });

export const runQuery = z.strictObject({ ...pagingQuery, case: traceKey.exactOptional() });

export const runAnswer = z
  .object({
    id: z.string(),
    case: z.string(),
    caseVersion: z.int(),
    counts: z.boolean().describe('the case still reads as it did then'),
    result: z.enum(results),
    measured: z.number().optional(),
    note: z.string().optional(),
    evidence: z.array(
      z.object({ id: z.string(), name: z.string().optional(), size: z.int().optional() }),
    ),
    tester: z.object({ id: z.string(), name: z.string() }),
    witness: z.object({ contact: z.string().optional(), name: z.string() }).optional(),
    at: timeOut,
    recordedAt: timeOut,
  })
  .meta({ id: 'UatRun' });

export type RunDraft = z.output<typeof runBody>;
export type RunAnswer = z.input<typeof runAnswer>;
