import { z } from 'zod';
import { metrics } from '../../domain/commitment/metric.js';
import { levels } from '../../domain/severity/matrix.js';
import { timeIn, timeOut } from '../api/fields.js';
import { targetOf } from '../calendar/target.js';
import { line, optionalRef } from '../directory/fields.js';

const targetMaxChars = 20;
const unitMaxChars = 20;
const targetMax = 1e9;
const minorMax = 1e13;
const documentMaxChars = 500;
const clauseMaxChars = 100;

export const metric = z.enum(metrics);
export const level = z.enum(levels);

/** Of durations as text (working time `PT4H`, working days `P3D`), of everything else a number. */
export const target = z
  .union([
    z
      .string()
      .max(targetMaxChars)
      .refine((text) => targetOf(text) !== undefined, 'PT4H, or working days such as P3D'),
    z.number().min(-targetMax).max(targetMax),
  ])
  .describe('PT4H: working time; P3D: working days; a number with its unit');
export const answeredTarget = z.union([z.string(), z.number()]);

export const unit = line(unitMaxChars).nullish().describe('of a number: %, ms, °C …');
export const severityScope = z
  .array(level)
  .max(levels.length)
  .refine((all) => new Set(all).size === all.length, 'each level once')
  .optional()
  .describe('empty: every severity');

export const document = line(documentMaxChars).nullish().describe('where the paper is');
export const clause = line(clauseMaxChars).nullish();

/** From when until when it holds, [from, to); open-ended where no end is given. */
export const force = { effectiveFrom: timeIn, effectiveTo: timeIn.nullish() };
export const answeredForce = { effectiveFrom: timeOut, effectiveTo: timeOut.nullable() };

export const money = z
  .strictObject({
    minor: z.int().min(0).max(minorMax),
    currency: z.string().regex(/^[A-Z]{3}$/, 'a currency such as CNY'),
  })
  .meta({ id: 'Money' });
export const answeredMoney = z.object({ minor: z.number(), currency: z.string() }).nullable();

export const percent = z.number().min(0).max(100);
export const calendarRef = optionalRef.describe('its working hours; none: every hour counts');
