import { z } from 'zod';
import { timeIn, timeOut } from '../api/fields.js';
import { answeredRef, line, noteMaxChars, optionalRef, resourceId, stamped } from './fields.js';

export const absenceCreate = z
  .strictObject({
    person: resourceId,
    deputy: optionalRef.describe('stands in wherever the person would be on call'),
    from: timeIn,
    until: timeIn,
    reason: line(noteMaxChars).nullish(),
  })
  .meta({ id: 'AbsenceCreate' });
export const absencePatch = absenceCreate.partial().meta({ id: 'AbsencePatch' });

export const absenceAnswer = z
  .object({
    ...stamped,
    person: z.string(),
    deputy: answeredRef,
    from: timeOut,
    until: timeOut,
    reason: z.string().nullable(),
  })
  .meta({ id: 'Absence' });

export type AbsenceDraft = z.output<typeof absenceCreate>;
export type AbsenceAnswer = z.input<typeof absenceAnswer>;
