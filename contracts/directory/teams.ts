import { z } from 'zod';
import { answeredNames, answeredRef, names, optionalRef, resourceId, stamped } from './fields.js';

const teamMembersMax = 100;

/** A paging list; it carries no rights. */
export const teamCreate = z
  .strictObject({
    name: names,
    department: optionalRef,
    members: z
      .array(resourceId)
      .max(teamMembersMax)
      .refine((ids) => new Set(ids).size === ids.length, 'each person once')
      .describe('person ids in paging order'),
  })
  .meta({ id: 'TeamCreate' });
export const teamPatch = teamCreate.partial().meta({ id: 'TeamPatch' });

export const teamAnswer = z
  .object({
    ...stamped,
    name: answeredNames,
    department: answeredRef,
    members: z.array(z.string()),
  })
  .meta({ id: 'Team' });

export type TeamDraft = z.output<typeof teamCreate>;
export type TeamAnswer = z.input<typeof teamAnswer>;
