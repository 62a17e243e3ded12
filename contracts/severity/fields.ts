import { z } from 'zod';
import { levels } from '../../domain/severity/matrix.js';
import { line, nameMaxChars, noteMaxChars } from '../directory/fields.js';

const itemIdMaxChars = 80;
const secondsMax = 30 * 86_400;

/** Names of the look-up's own query members: no fact may be called like one. */
export const lookupNames = [
  'domain',
  'deadlinePassed',
  'majorEvent',
  'elapsed',
  'interruption',
  'repeated',
  'plannedWork',
  'overrun',
  'widerImpact',
] as const;

const reserved: ReadonlySet<string> = new Set(lookupNames);

/** Text in both languages: a standard is read in either. */
export const bothNames = z.strictObject({ zh: line(nameMaxChars), en: line(nameMaxChars) });
export const bothTexts = z.strictObject({ zh: line(noteMaxChars), en: line(noteMaxChars) });

export const level = z.enum(levels).meta({ id: 'SeverityLevel' });
export const impactClass = z.enum(['interruption', 'degraded', 'redundancy_loss', 'none']);

export const itemId = z
  .string()
  .max(itemIdMaxChars)
  .regex(/^[a-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*$/, 'an id such as power.p1.room');

/** The name that a fact is asked and answered by, such as racksBothFeedsLost. */
export const factId = z
  .string()
  .max(itemIdMaxChars)
  .regex(/^[a-z][A-Za-z0-9]*$/, 'a name such as racksBothFeedsLost')
  .refine((id) => !reserved.has(id), 'not a name that the look-up uses itself');

export const seconds = z.int().min(1).max(secondsMax);
