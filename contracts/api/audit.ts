import { z } from 'zod';

import { idIn, manyOf, timeIn, timeOut } from './fields.js';
import { pagingQuery } from './paging.js';

export const auditQuery = z.strictObject({
  subject: manyOf(idIn).optional(),
  actor: manyOf(idIn).optional().describe('Id of the actor'),
  since: timeIn.optional(),
  until: timeIn.optional(),
  ...pagingQuery,
});

export const auditLine = z
  .object({
    subject: z.string(),
    seq: z.int(),
    at: timeOut,
    actor: z.object({ kind: z.string(), id: z.string(), person: z.string().optional() }),
    action: z.string(),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
    requestId: z.string().optional(),
    hash: z.string(),
  })
  .meta({ id: 'AuditLine' });

export const auditVerdict = z.object({
  ok: z.boolean(),
  lines: z.int().optional(),
  seq: z.int().optional().describe('The first line that does not hold'),
  why: z.string().optional(),
});
