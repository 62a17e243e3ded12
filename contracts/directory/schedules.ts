import { z } from 'zod';
import { timeIn, timeOut } from '../api/fields.js';
import { layersMax, membersMax, restrictionsMax } from '../../domain/oncall/schedule.js';
import {
  answeredExternalRef,
  answeredNames,
  answeredRef,
  externalRef,
  names,
  optionalRef,
  resourceId,
  stamped,
  zoneName,
} from './fields.js';

const textMaxChars = 64;
const weekDays = 7;
const shortText = z.string().min(1).max(textMaxChars);

const rotation = z.strictObject({
  kind: z.enum(['daily', 'weekly', 'hourly']),
  startsOn: shortText.describe('local date of the first hand-over, 2026-01-05'),
  handoverAt: shortText.describe('local time, 08:00'),
  every: z.int().describe('shift length in days, weeks or hours'),
  members: z.array(resourceId).max(membersMax).describe('person ids in order'),
});

const restriction = z.strictObject({
  days: z.array(z.int()).max(weekDays).describe('ISO weekdays, Monday 1, on which the span starts'),
  from: shortText,
  to: shortText.describe('at or before `from` it ends on the next day; 24:00 allowed'),
});

/** A layer in the shape of domain/oncall; its meaning is checked by `scheduleProblems`. */
export const layer = z
  .strictObject({
    id: shortText,
    rotation,
    restrictions: z.array(restriction).max(restrictionsMax),
    from: shortText.optional(),
    until: shortText.optional(),
  })
  .meta({ id: 'ScheduleLayer' });

export const scheduleCreate = z
  .strictObject({
    name: names,
    zone: zoneName,
    owner: resourceId.describe('holds when nobody is on call'),
    department: optionalRef,
    layers: z.array(layer).max(layersMax).describe('later layers win over earlier ones'),
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'ScheduleCreate' });
export const schedulePatch = scheduleCreate.partial().meta({ id: 'SchedulePatch' });
export const scheduleReplace = scheduleCreate
  .extend({ externalRef })
  .meta({ id: 'ScheduleReplace' });

export const scheduleAnswer = z
  .object({
    ...stamped,
    name: answeredNames,
    zone: z.string(),
    owner: z.string(),
    department: answeredRef,
    layers: z.array(layer),
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'Schedule' });

export const overrideCreate = z
  .strictObject({
    person: resourceId,
    replaces: optionalRef.describe('counts only while this person would be on duty'),
    from: timeIn,
    until: timeIn,
  })
  .meta({ id: 'OverrideCreate' });

export const overrideAnswer = z
  .object({
    id: z.string(),
    schedule: z.string(),
    person: z.string(),
    replaces: answeredRef,
    from: timeOut,
    until: timeOut,
    createdAt: timeOut,
  })
  .meta({ id: 'Override' });

const span = { from: timeOut, until: timeOut } as const;

export const shiftsAnswer = z
  .object({
    ...span,
    items: z.array(
      z.object({
        ...span,
        person: z.string(),
        name: z.string(),
        why: z.enum(['layer', 'override', 'deputy']),
      }),
    ),
  })
  .meta({ id: 'Shifts' });

export const gapsAnswer = z
  .object({
    ...span,
    items: z.array(
      z.object({
        ...span,
        reason: z.enum(['no_layer', 'absent_without_deputy', 'deputy_absent']),
        person: answeredRef.describe('whose absence leaves the gap'),
      }),
    ),
  })
  .meta({ id: 'Gaps' });

/** The window of shifts, gaps and calendar; each answer has its own default. */
export const windowQuery = z.strictObject({ from: timeIn.optional(), until: timeIn.optional() });

export type ScheduleDraft = z.output<typeof scheduleCreate>;
export type ScheduleAnswer = z.input<typeof scheduleAnswer>;
export type OverrideDraft = z.output<typeof overrideCreate>;
export type OverrideAnswer = z.input<typeof overrideAnswer>;
export type ShiftsAnswer = z.input<typeof shiftsAnswer>;
export type GapsAnswer = z.input<typeof gapsAnswer>;
