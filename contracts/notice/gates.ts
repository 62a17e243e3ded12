import { z } from 'zod';
import { timeIn, timeOut } from '../api/fields.js';

export const gatesQuery = z.strictObject({ from: timeIn, to: timeIn });

const sums = z.array(z.object({ key: z.string(), name: z.string().optional(), count: z.int() }));

/** What the gates held back and who passed them with a name (V18, operations.md). */
export const gateReport = z
  .object({
    from: timeOut,
    to: timeOut,
    blocked: z.int().describe('faults that kept a notice from going, one per field'),
    overrides: z.int().describe('values and levels put in force by two names'),
    corrections: z.int().describe('notices that had to be corrected after they went'),
    byKind: sums,
    byField: sums,
    byCode: sums,
    byPerson: sums,
  })
  .meta({ id: 'GateReport' });

export type GateReport = z.input<typeof gateReport>;
