import { z } from 'zod';
import { durationOut, timeIn, timeOut } from '../api/fields.js';
import { channelNames, rulesMax } from '../channels.js';
import {
  answeredExternalRef,
  externalRef,
  line,
  nameMaxChars,
  stamped,
} from '../directory/fields.js';
import { personChannel } from '../directory/people.js';
import { level } from './fields.js';

export const contactRoles = [
  'technical',
  'business',
  'duty',
  'escalation1',
  'escalation2',
  'escalation3',
] as const;
const language = z.enum(['zh', 'en']);

export const contactCreate = z
  .strictObject({
    name: line(nameMaxChars),
    role: z.enum(contactRoles),
    channels: z.array(personChannel).max(rulesMax).optional(),
    language: language.optional(),
    notifyFrom: level.nullish().describe('the mildest level of which notices go here; none: none'),
    verifiedAt: timeIn.nullish().describe('when somebody last made sure of it'),
    maySign: z.boolean().optional().describe('may sign acceptances for the customer'),
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'CustomerContactCreate' });
export const contactPatch = contactCreate.partial().meta({ id: 'CustomerContactPatch' });
export const contactReplace = contactCreate
  .extend({ externalRef })
  .meta({ id: 'CustomerContactReplace' });

export const contactAnswer = z
  .object({
    ...stamped,
    customer: z.string(),
    name: z.string(),
    role: z.enum(contactRoles),
    channels: z.array(
      z.object({
        channel: z.enum(channelNames),
        address: z.record(z.string(), z.unknown()),
        after: durationOut,
      }),
    ),
    language,
    notifyFrom: level.nullable(),
    verifiedAt: timeOut.nullable(),
    maySign: z.boolean(),
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'CustomerContact' });

export type ContactDraft = z.output<typeof contactCreate>;
export type ContactAnswer = z.input<typeof contactAnswer>;
