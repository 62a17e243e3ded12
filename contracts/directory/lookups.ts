import { z } from 'zod';
import { durationOut, timeIn, timeOut } from '../api/fields.js';
import { answeredRef, resourceId } from './fields.js';

const personRef = z.object({ id: z.string(), name: z.string() });

export const onCallQuery = z.strictObject({ schedule: resourceId, at: timeIn.optional() });

export const onCallAnswer = z
  .object({
    schedule: z.string(),
    at: timeOut,
    onCall: personRef
      .extend({
        why: z.enum(['layer', 'override', 'deputy']),
        insteadOf: answeredRef,
        until: timeOut.describe('the hand-over, or the end of what is known'),
      })
      .nullable(),
    holder: personRef
      .extend({ place: z.enum(['on_call', 'owner', 'head']) })
      .nullable()
      .describe('who holds what the schedule answers for: on call, else owner, else head'),
    skipped: z.array(
      z.object({
        place: z.enum(['on_call', 'owner', 'head']),
        why: z.enum(['nobody', 'absent', 'left']),
        person: answeredRef,
      }),
    ),
  })
  .meta({ id: 'OnCallAnswer' });

export const simulateLadder = z
  .strictObject({
    policy: resourceId,
    startsAt: timeIn,
    site: resourceId.optional().describe('duty roles are looked up here first'),
  })
  .meta({ id: 'SimulateLadder' });

export const simulatedLadder = z
  .object({
    policy: z.string(),
    version: z.int(),
    startsAt: timeOut,
    pages: z.array(
      z.object({
        due: timeOut,
        rung: z.int(),
        round: z.int(),
        people: z.array(
          personRef.extend({ via: z.array(z.string()).describe('the targets that led here') }),
        ),
        skipped: z
          .boolean()
          .describe('nobody is reachable: the next rung is due at once, the owners are told'),
        owners: z.array(personRef),
      }),
    ),
    thenEvery: durationOut.describe('the last rung goes on like this until somebody acknowledges'),
  })
  .meta({ id: 'SimulatedLadder' });

export type OnCallAnswer = z.input<typeof onCallAnswer>;
export type SimulateLadder = z.output<typeof simulateLadder>;
export type SimulatedLadder = z.input<typeof simulatedLadder>;
