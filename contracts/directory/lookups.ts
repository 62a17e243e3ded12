import { z } from 'zod';
import { bilingualOut, durationOut, idIn, timeIn, timeOut } from '../api/fields.js';
import { answeredRef, resourceId } from './fields.js';
import { serviceModes } from './services.js';

const personRef = z.object({ id: z.string(), name: z.string() });

export const onCallQuery = z
  .strictObject({
    schedule: resourceId.optional(),
    service: idIn.optional().describe('by id or code: the side on call for it, with its contacts'),
    at: timeIn.optional(),
  })
  .refine(
    ({ schedule, service }) => (schedule === undefined) !== (service === undefined),
    'either a schedule or a service',
  );

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

const sideContact = personRef.extend({
  role: z.enum(['on_call', 'owner', 'deputy', 'head']),
  phone: z.string().optional().describe('only where the caller may see how people are reached'),
  email: z.string().optional(),
});

const onCallSide = z.object({
  side: z.enum(['delivery', 'operations']),
  department: z.object({ id: z.string(), name: z.string() }).nullable(),
  schedule: answeredRef.describe('of the department; its people are asked one by one without'),
  contacts: z.array(sideContact).describe('in the order they are tried'),
});

/** What an agent has to know before answering (N27): band, side on call, whom to call. */
export const serviceOnCall = z
  .object({
    service: z.object({ id: z.string(), code: z.string(), name: z.string(), status: z.string() }),
    band: z.object({
      mode: z.enum(serviceModes),
      text: bilingualOut,
      included: z.array(z.string()).describe('as the hand-over disclosed and ops verified it'),
    }),
    at: timeOut,
    handover: z
      .object({
        id: z.string(),
        number: z.string(),
        stage: z.string(),
        owed: z.boolean().describe('false before the UAT: nobody owes a response yet'),
      })
      .nullable(),
    leads: onCallSide,
    backs: onCallSide.nullable().describe('shadows, backs, or answers as an inner supplier'),
  })
  .meta({ id: 'ServiceOnCall' });

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

export type ServiceOnCall = z.input<typeof serviceOnCall>;
export type OnCallAnswer = z.input<typeof onCallAnswer>;
export type SimulateLadder = z.output<typeof simulateLadder>;
export type SimulatedLadder = z.input<typeof simulatedLadder>;
