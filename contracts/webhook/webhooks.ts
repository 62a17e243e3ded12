import { z } from 'zod';
import { idMaxChars, timeIn, timeOut } from '../api/fields.js';
import { line, nameMaxChars, stamped } from '../directory/fields.js';

const urlMaxChars = 2_000;
const topicsMax = 50;
const topicMaxChars = 80;
const deliveryIdMaxChars = 2 * idMaxChars + 20;
/** Deliveries replayed by one call. */
export const replayMax = 100;

const url = z
  .url({ protocol: /^https?$/ })
  .max(urlMaxChars)
  .refine((it) => !/^https?:\/\/[^/?#]*@/i.test(it), 'an address without a user or password');

const topic = z
  .string()
  .max(topicMaxChars)
  .regex(
    /^(?:\*|[a-z]+\.\*|[a-z]+\.[a-z_]+)$/,
    'incident.closed, incident.* (a family) or * (everything)',
  );
const state = z.enum(['active', 'paused']);

export const webhookCreate = z
  .strictObject({
    name: line(nameMaxChars),
    url,
    topics: z.array(topic).min(1).max(topicsMax).optional().describe('everything where not given'),
  })
  .meta({ id: 'WebhookCreate' });

/** `state: active` takes up again what was paused; deliveries that wait go out. */
export const webhookPatch = webhookCreate
  .partial()
  .extend({ state: state.optional() })
  .meta({ id: 'WebhookPatch' });

const shape = {
  ...stamped,
  name: z.string(),
  url: z.string(),
  topics: z.array(z.string()),
  state,
  pausedWhy: z.string().nullable(),
  failures: z.int().describe('deliveries given up in a row'),
  secrets: z.int().describe('2 while an old secret is being rotated out'),
} as const;

export const webhookAnswer = z.object(shape).meta({ id: 'Webhook' });
export const webhookCreated = z
  .object({ ...shape, secret: z.string().describe('whsec_…, shown only here') })
  .meta({ id: 'WebhookCreated' });

export const webhookDelivery = z
  .object({
    id: z.string(),
    messageId: z.string().describe('the header webhook-id of every attempt'),
    subject: z.string(),
    type: z.string(),
    state: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.int(),
    nextAttemptAt: timeOut.nullable(),
    lastOutcome: z.string().nullable(),
    deliveredAt: timeOut.nullable(),
    expiresAt: timeOut,
    createdAt: timeOut,
    body: z.unknown(),
  })
  .meta({ id: 'WebhookDelivery' });

/** Named deliveries, or every failed one made since a time. */
export const webhookReplay = z
  .strictObject({
    deliveries: z.array(z.string().max(deliveryIdMaxChars)).min(1).max(replayMax).optional(),
    failedSince: timeIn.optional(),
  })
  .refine(
    (it) => (it.deliveries === undefined) !== (it.failedSince === undefined),
    'either deliveries or failedSince',
  )
  .meta({ id: 'WebhookReplay' });

export const webhookReplayed = z.object({ replayed: z.int() }).meta({ id: 'WebhookReplayed' });

export type WebhookDraft = z.output<typeof webhookCreate>;
export type WebhookEdit = z.output<typeof webhookPatch>;
export type WebhookAnswer = z.input<typeof webhookAnswer>;
export type WebhookReplay = z.output<typeof webhookReplay>;
