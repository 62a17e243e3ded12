import { z } from 'zod';
import { targetOf } from './target.js';
import { bilingualOut, timeIn, timeOut } from '../api/fields.js';
import { languages } from '../text.js';
import { calendarAnswer, exceptionAnswer } from './calendars.js';

export const walkQuery = z.strictObject({
  start: timeIn,
  target: z
    .string()
    .max(20)
    .refine(
      (text) => targetOf(text) !== undefined,
      'working time like PT4H, or days like P3D or 3wd',
    )
    .describe('PT4H: working time; P3D or 3wd: working days'),
  lang: z.enum(languages).optional(),
});

const step = z.object({
  key: z.string(),
  at: timeOut,
  until: timeOut.optional(),
  text: z.string(),
});

export const walkAnswer = z
  .object({
    calendar: z.string(),
    calendarVersion: z.int(),
    startAt: timeOut,
    target: z.string(),
    dueAt: timeOut,
    provisional: z.boolean().describe('true: part of it lies in a year that is not loaded'),
    thresholds: z.array(z.object({ percent: z.int(), at: timeOut })),
    steps: z.array(step),
  })
  .meta({ id: 'CalendarWalk' });

const localDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a local date such as 2026-10-01')
  .meta({ example: '2026-10-01' });

export const daysQuery = z.strictObject({ from: localDate, to: localDate });

export const daysAnswer = z
  .object({
    items: z.array(
      z.object({
        date: z.string(),
        weekday: z.int(),
        kind: z.enum(['weekly', 'holiday', 'makeup_workday', 'special']),
        name: bilingualOut.nullable(),
        working: z.boolean(),
        provisional: z.boolean(),
        intervals: z.array(z.object({ from: timeOut, until: timeOut })),
      }),
    ),
  })
  .meta({ id: 'CalendarDays' });

export const coverageAnswer = z
  .object({
    coveredYears: z.array(z.int()).nullable(),
    coveredUntil: timeOut.nullable().describe('due times beyond are provisional'),
    daysLeft: z.int().nullable(),
    warning: z.boolean().describe('fewer days left than warnBelowDays'),
    warnBelowDays: z.int(),
    years: z.array(
      z.object({
        year: z.int(),
        covered: z.boolean(),
        provisional: z.boolean(),
        holidays: z.int(),
        makeupWorkdays: z.int(),
        specials: z.int(),
      }),
    ),
  })
  .meta({ id: 'CalendarCoverage' });

export const importAnswer = z
  .object({
    applied: z.boolean().describe('false for a dry run, and where anything was rejected'),
    source: z.string(),
    years: z.array(z.int()),
    diff: z.object({
      added: z.array(exceptionAnswer),
      changed: z.array(z.object({ before: exceptionAnswer, after: exceptionAnswer })),
      removed: z.array(exceptionAnswer),
      kept: z.array(exceptionAnswer),
      unchanged: z.int(),
    }),
    rejected: z.array(z.object({ line: z.int(), given: z.string(), why: z.string() })),
    calendar: calendarAnswer,
  })
  .meta({ id: 'CalendarImported' });

export type WalkAnswer = z.input<typeof walkAnswer>;
export type DaysAnswer = z.input<typeof daysAnswer>;
export type CoverageAnswer = z.input<typeof coverageAnswer>;
export type ImportAnswer = z.input<typeof importAnswer>;
