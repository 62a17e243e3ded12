import { z } from 'zod';
import { answeredRef, optionalRef, resourceId } from './fields.js';

/** Keys that resolve to a person through a schedule at the instant they are asked. */
export const dutyRoleNames = ['duty_manager', 'shift_lead', 'duty_executive', 'commander'] as const;

/** One schedule per role and site; without a site it answers for the whole organisation. */
export const dutyRoleSet = z
  .strictObject({ role: z.enum(dutyRoleNames), site: optionalRef, schedule: resourceId })
  .meta({ id: 'DutyRoleSet' });

export const dutyRoleAnswer = z
  .object({
    id: z.string(),
    role: z.enum(dutyRoleNames),
    site: answeredRef,
    schedule: z.string(),
  })
  .meta({ id: 'DutyRole' });

export type DutyRoleDraft = z.output<typeof dutyRoleSet>;
export type DutyRoleAnswer = z.input<typeof dutyRoleAnswer>;
