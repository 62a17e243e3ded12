import { z } from 'zod';
import { timeOut } from '../api/fields.js';

const off = z.object({ installed: z.literal(false) });

const gate = z
  .union([
    z.object({
      installed: z.literal(true),
      missing: z.array(z.string()).describe('what it misses by name, the first of it'),
      more: z.int(),
    }),
    off,
  ])
  .describe('installed: false where its records are not there: the gate is switched off');

/** What other records say of a hand-over at this instant: its gates, before anyone advances. */
export const handoverReadings = z
  .object({
    at: timeOut,
    trace: z.union([
      z.object({ must: z.int(), uncovered: gate, unproven: gate, failed: gate }),
      off,
    ]),
    gaps: gate,
    limits: gate,
    suppliers: gate,
    devices: gate,
    certified: z.union([z.object({ people: z.int(), need: z.int() }), off]),
    near: z
      .array(z.string())
      .describe('requirements at 80 % of a limit or more: they warn and hold nothing up'),
  })
  .meta({ id: 'HandoverReadings' });
