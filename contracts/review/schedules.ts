import { z } from 'zod';
import { cadences, hourMax, hourMin, leadDaysMax } from '../../domain/review-schedule/schedule.js';
import { calibratorsMax } from '../../domain/review-cycle/state.js';
import { panelLevelsMax, panelMembersMax } from '../../domain/review/state.js';
import { scaleIn, timeIn, timeOut } from '../api/fields.js';
import {
  answeredNames,
  answeredRef,
  line,
  names,
  noteMaxChars,
  resourceId,
  stamped,
} from '../directory/fields.js';

const codeMaxChars = 20;
const keyMaxChars = 40;
const wholeWeight = 100;

/** Points of the four blocks; together 100 (R12, operations.md). */
export const weightsIn = z
  .strictObject({
    results: z.int().min(0).max(wholeWeight),
    quality: z.int().min(0).max(wholeWeight),
    linkage: z.int().min(0).max(wholeWeight),
    growth: z.int().min(0).max(wholeWeight),
  })
  .refine(
    ({ results, quality, linkage, growth }) => results + quality + linkage + growth === wholeWeight,
    'weights that are 100 together',
  );

export const defaultWeights = { results: 50, quality: 20, linkage: 20, growth: 10 };

export const panelsIn = z
  .array(z.array(resourceId).min(1).max(panelMembersMax))
  .max(panelLevelsMax)
  .describe('who decides appeals, level by level');

const body = z.strictObject({
  name: names,
  code: z
    .string()
    .max(codeMaxChars)
    .regex(/^[A-Z][A-Z0-9]*$/, 'capital letters and digits, such as OPS'),
  department: resourceId.describe('whose people are reviewed'),
  cadence: z.enum(cadences),
  card: z
    .enum(['operations', 'linkage'])
    .optional()
    .describe('linkage: the card of departments outside operations'),
  leadDays: z.int().min(0).max(leadDaysMax).optional(),
  hour: z
    .int()
    .min(hourMin)
    .max(hourMax)
    .optional()
    .describe('local; not before 04:00, when clocks change'),
  hr: resourceId.describe('who opens the cycles and keeps them going'),
  deputy: resourceId.nullish(),
  calibrators: z.array(resourceId).max(calibratorsMax).optional(),
  panels: panelsIn.optional(),
  weights: weightsIn.optional(),
});

export const reviewScheduleCreate = body.meta({ id: 'ReviewScheduleCreate' });
export const reviewSchedulePatch = body.partial().meta({ id: 'ReviewSchedulePatch' });

export const cycleKey = z
  .string()
  .max(keyMaxChars)
  .regex(/^\d{4}([QHM]\d{1,2})?-[A-Z][A-Z0-9]*$/, 'a key such as 2026Q4-OPS');

export const reviewSchedulePause = z
  .strictObject({ reason: line(noteMaxChars) })
  .meta({ id: 'ReviewSchedulePause' });
export const reviewScheduleResume = z.strictObject({}).meta({ id: 'ReviewScheduleResume' });
export const reviewScheduleMove = z
  .strictObject({
    key: cycleKey.describe('which cycle'),
    at: timeIn.nullable().describe('when it is called; null puts it back on its own date'),
  })
  .meta({ id: 'ReviewScheduleMove' });
export const reviewScheduleRun = z
  .strictObject({
    key: cycleKey.optional().describe('the next one where not given'),
    scale: scaleIn.optional(),
  })
  .meta({ id: 'ReviewScheduleRun' });

export const reviewScheduleAnswer = z
  .object({
    ...stamped,
    name: answeredNames,
    code: z.string(),
    department: z.string(),
    cadence: z.enum(cadences),
    card: z.enum(['operations', 'linkage']),
    leadDays: z.int(),
    hour: z.int(),
    hr: z.string(),
    deputy: answeredRef,
    calibrators: z.array(z.string()),
    panels: z.array(z.array(z.string())),
    weights: z.object({
      results: z.int(),
      quality: z.int(),
      linkage: z.int(),
      growth: z.int(),
    }),
    formula: z.int(),
    paused: z.boolean(),
    pauseNote: z.string().nullable(),
    moves: z.array(z.object({ key: z.string(), at: timeOut })),
  })
  .meta({ id: 'ReviewSchedule' });

/** The next dates of a schedule in the group's calendar. */
export const reviewScheduleNext = z
  .object({
    zone: z.string(),
    paused: z.boolean(),
    items: z.array(
      z.object({
        key: z.string(),
        at: timeOut,
        local: z.string(),
        period: z.object({ from: timeOut, until: timeOut }),
        moved: z.boolean(),
        provisional: z.boolean().describe('the date lies in a year whose holidays are not loaded'),
      }),
    ),
  })
  .meta({ id: 'ReviewScheduleNext' });

export const reviewScheduleRan = z
  .object({ id: z.string(), key: z.string(), opened: z.boolean() })
  .meta({ id: 'ReviewScheduleRan' });

export type ReviewScheduleDraft = z.output<typeof reviewScheduleCreate>;
export type ReviewScheduleAnswer = z.input<typeof reviewScheduleAnswer>;
