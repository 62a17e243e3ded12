import { z } from 'zod';
import {
  answeredExternalRef,
  answeredNames,
  answeredRef,
  externalRef,
  names,
  optionalRef,
  stamped,
} from './fields.js';

/** Levels of departments below one another. */
export const departmentDepthMax = 12;

export const departmentCreate = z
  .strictObject({
    name: names,
    parent: optionalRef,
    head: optionalRef,
    deputy: optionalRef,
    executive: optionalRef,
    schedule: optionalRef.describe('the duty schedule'),
    calendar: optionalRef.describe('its working hours'),
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'DepartmentCreate' });
export const departmentPatch = departmentCreate.partial().meta({ id: 'DepartmentPatch' });
export const departmentReplace = departmentCreate
  .extend({ externalRef })
  .meta({ id: 'DepartmentReplace' });

export const departmentAnswer = z
  .object({
    ...stamped,
    name: answeredNames,
    parent: answeredRef,
    head: answeredRef,
    deputy: answeredRef,
    executive: answeredRef,
    schedule: answeredRef,
    calendar: answeredRef,
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'Department' });

export type DepartmentDraft = z.output<typeof departmentCreate>;
export type DepartmentAnswer = z.input<typeof departmentAnswer>;
