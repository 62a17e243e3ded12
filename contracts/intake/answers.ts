import { z } from 'zod';

const dedupKey = z.string();
const action = z.enum(['trigger', 'acknowledge', 'resolve']);

const acceptedWindow = z.object({
  dedupKey,
  action: z.literal('window'),
  windowId: z.string(),
  notes: z.array(z.string()).optional().describe('what was read leniently'),
});

/** What became of each event of a body, once durable. */
export const intakeAnswer = z
  .object({
    accepted: z.array(
      z.union([z.object({ dedupKey, action, incidentId: z.string() }), acceptedWindow]),
    ),
    ignored: z.array(z.object({ reason: z.string(), dedupKey: dedupKey.optional() })),
  })
  .meta({ id: 'IntakeAnswer' });

/** PagerDuty's own answers: 202, and 400 for a body that is no event. */
export const enqueueAnswer = z
  .union([
    z.object({ status: z.literal('success'), message: z.string(), dedup_key: dedupKey }),
    z.object({
      status: z.literal('invalid event'),
      message: z.string(),
      errors: z.array(z.string()),
    }),
  ])
  .meta({ id: 'EnqueueAnswer' });

/** The body of `POST /api/v1/events`, for the document; it is read leniently. */
export const genericEvent = z
  .looseObject({
    action: action.optional(),
    title: z.string(),
    dedupKey: dedupKey.optional(),
    severity: z.string().optional(),
    service: z.string().optional(),
    site: z.string().optional(),
    description: z.string().optional(),
    links: z.array(z.unknown()).optional(),
    occurredAt: z.string().optional(),
    details: z.unknown().optional(),
  })
  .meta({ id: 'GenericEvent' });
