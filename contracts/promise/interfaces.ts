import { z } from 'zod';
import { answeredRef, optionalRef, resourceId, stamped } from '../directory/fields.js';

/** Who speaks for a department to one other, or to all the rest, and who stands in (N17). */
export const interfaceCreate = z
  .strictObject({
    department: resourceId,
    counterpart: optionalRef.describe('Another department; all the rest where not given'),
    person: resourceId,
    deputy: optionalRef,
  })
  .meta({ id: 'InterfacePersonCreate' });
export const interfacePatch = interfaceCreate.partial().meta({ id: 'InterfacePersonPatch' });

export const interfaceAnswer = z
  .object({
    ...stamped,
    department: z.string(),
    counterpart: answeredRef,
    person: z.string(),
    deputy: answeredRef,
  })
  .meta({ id: 'InterfacePerson' });

export type InterfaceDraft = z.output<typeof interfaceCreate>;
export type InterfaceAnswer = z.input<typeof interfaceAnswer>;
