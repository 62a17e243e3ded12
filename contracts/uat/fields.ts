import { z } from 'zod';

import { comparisons } from '../../domain/uat/measure.js';
import { line } from '../directory/fields.js';

const keyMaxChars = 40;
const unitMaxChars = 20;
const measureMax = 1e15;
export const textMaxChars = 2_000;
export const titleMaxChars = 200;
export const noteMaxChars = 1_000;
export const reasonMaxChars = 500;

/** What people call a requirement or a case: `R-12`, `时延-1`. */
export const traceKey = z
  .string()
  .trim()
  .max(keyMaxChars)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u, 'letters and digits, with . _ / - inside');

export const longText = z.string().trim().min(1).max(textMaxChars);

export const measureIn = z
  .strictObject({
    kind: line(keyMaxChars).describe('as the limits of products name it, such as maxSessions'),
    comparison: z.enum(comparisons),
    value: z.number().min(-measureMax).max(measureMax),
    unit: line(unitMaxChars).exactOptional(),
  })
  .describe('The number that it has to reach');

export const measureOut = z
  .object({
    kind: z.string(),
    comparison: z.enum(comparisons),
    value: z.number(),
    unit: z.string().optional(),
  })
  .meta({ id: 'Measure' });
