import { z } from 'zod';
import { yearMax, yearMin } from '../../domain/calendar/work-calendar.js';

/** Characters of a CSV or iCal text. */
export const importTextMaxChars = 300_000;
export const importYearsMax = 30;

const years = z
  .array(z.int().min(yearMin).max(yearMax))
  .min(1)
  .max(importYearsMax)
  .describe('years that the source holds in full; they become covered');
const dryRun = z.boolean().optional().describe('answers the difference and writes nothing');
const text = z.string().min(1).max(importTextMaxChars);

/** Where a calendar's holidays and make-up workdays come from. */
export const importBody = z
  .discriminatedUnion('source', [
    z.strictObject({ source: z.literal('chinese-days'), years, dryRun }),
    z.strictObject({
      source: z.literal('csv'),
      years,
      dryRun,
      text: text.describe('lines of date,kind,intervals,name: 2026-10-10,makeup_workday,,国庆节'),
    }),
    z.strictObject({
      source: z.literal('ical'),
      years,
      dryRun,
      text: text.describe('VEVENTs of whole days; （班）, (班), 补班 or “make-up” mark workdays'),
    }),
  ])
  .meta({ id: 'CalendarImport' });

export type ImportBody = z.output<typeof importBody>;
