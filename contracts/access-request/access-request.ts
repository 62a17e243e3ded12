import { z } from 'zod';
import { daysMax, wants } from '../../domain/access-request/state.js';
import { idIn, shortTextIn, timeOut } from '../api/fields.js';
import { subjectShape } from '../process/answers.js';

const named = z.object({ id: z.string(), name: z.string() });

export const accessRequestAnswer = z
  .object({
    ...subjectShape,
    stage: z.enum(['waiting', 'granting', 'closed']),
    what: z.enum(wants),
    permission: z.string(),
    days: z.int(),
    requester: named,
    approvers: z.array(named).describe('who may decide, in the order in which they are asked'),
    decidedBy: z.string().optional(),
    why: z.string().optional().describe('why it was declined'),
    closedAs: z.enum(['granted', 'declined', 'withdrawn']).optional(),
    until: timeOut.optional().describe('when the access ends by itself'),
  })
  .meta({ id: 'AccessRequest' });

export const accessRequestCreate = z
  .strictObject({
    what: z.enum(wants),
    scope: z
      .strictObject({ customer: idIn })
      .exactOptional()
      .describe('one customer; all of them where not given'),
    reason: shortTextIn,
    days: z.int().min(1).max(daysMax),
  })
  .meta({ id: 'AccessRequestCreate' });

const empty = z.strictObject({});

/** The body of each verb of an access request (N14, operations.md). */
export const accessRequestVerbs = {
  approve: empty,
  decline: z.strictObject({ reason: shortTextIn }),
  withdraw: empty,
};
