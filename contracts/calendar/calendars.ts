import { z } from 'zod';
import {
  coveredYearsMax,
  exceptionKinds,
  exceptionsMax,
  intervalsPerDayMax,
  weekDays,
} from '../../domain/calendar/work-calendar.js';
import { bilingualOut } from '../api/fields.js';
import {
  answeredExternalRef,
  answeredNames,
  externalRef,
  names,
  stamped,
  zoneName,
} from '../directory/fields.js';

const timeText = z.string().min(1).max(5);
const dateText = z.string().min(1).max(10);

const interval = z
  .strictObject({
    from: timeText.describe('local time, 09:00'),
    to: timeText.describe('at or before `from` it ends on the next day; 24:00 allowed'),
  })
  .meta({ id: 'CalendarInterval' });
const intervals = z.array(interval).max(intervalsPerDayMax);

/** In the shape of domain/calendar; the meaning is checked by `calendarProblems`. */
const weeklyDay = z
  .strictObject({ day: z.int().describe('ISO weekday, Monday 1'), intervals })
  .meta({ id: 'CalendarWeekday' });

const exceptionKind = z.enum(exceptionKinds);

const exception = z
  .strictObject({
    date: dateText.describe('local date, 2026-10-01'),
    kind: exceptionKind,
    intervals: intervals
      .default([])
      .describe(
        'none on a holiday; a makeup_workday without has those of the first working weekday',
      ),
    name: names.optional(),
  })
  .meta({ id: 'CalendarExceptionDraft' });

export const closedModes = ['closed', 'accept_only'] as const;

export const calendarCreate = z
  .strictObject({
    name: names,
    zone: zoneName,
    weekly: z.array(weeklyDay).max(weekDays),
    exceptions: z.array(exception).max(exceptionsMax).optional(),
    closedMode: z.enum(closedModes).optional(),
    coveredYears: z
      .array(z.int())
      .max(coveredYearsMax)
      .nullish()
      .describe('years whose exceptions are all here; null where the pattern needs no yearly data'),
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'CalendarCreate' });
export const calendarPatch = calendarCreate.partial().meta({ id: 'CalendarPatch' });
export const calendarReplace = calendarCreate
  .extend({ externalRef })
  .meta({ id: 'CalendarReplace' });

export const exceptionAnswer = z
  .object({
    date: z.string(),
    kind: exceptionKind,
    intervals: z.array(interval),
    name: bilingualOut.optional(),
  })
  .meta({ id: 'CalendarException' });

export const calendarAnswer = z
  .object({
    ...stamped,
    name: answeredNames,
    zone: z.string(),
    weekly: z.array(weeklyDay),
    exceptions: z.array(exceptionAnswer),
    closedMode: z.enum(closedModes),
    coveredYears: z.array(z.int()).nullable(),
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'Calendar' });

export type CalendarDraft = z.output<typeof calendarCreate>;
export type CalendarAnswer = z.input<typeof calendarAnswer>;
