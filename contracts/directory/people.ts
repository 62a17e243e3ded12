import { z } from 'zod';
import { durationOut } from '../api/fields.js';
import { channelAddresses, channelNames, rulesMax } from '../channels.js';
import type { ChannelName } from '../channels.js';
import {
  answeredExternalRef,
  answeredRef,
  durationWithin,
  externalRef,
  line,
  nameMaxChars,
  optionalRef,
  stamped,
} from './fields.js';

const languages = z.enum(['zh', 'en']);
export const personStatus = z.enum(['active', 'left']);

/** The same bound as `channelRule` has. */
const afterMaxS = 86_400;

const after = durationWithin({ minS: 0, maxS: afterMaxS }).describe(
  'how long after the page reaches the person this channel is used',
);

function ruleOf<N extends ChannelName>(channel: N) {
  return z.strictObject({ channel: z.literal(channel), address: channelAddresses[channel], after });
}

/** A person's rule as callers write it; stored as `channelRule` with seconds. */
export const personChannel = z.discriminatedUnion('channel', [
  ruleOf('mail'),
  ruleOf('webhook'),
  ruleOf('feishu'),
  ruleOf('dingtalk'),
  ruleOf('wecom'),
  ruleOf('sms'),
  ruleOf('voice'),
]);

const personShape = {
  name: line(nameMaxChars),
  email: channelAddresses.mail.shape.address.nullish(),
  phone: channelAddresses.sms.shape.phone.nullish(),
  language: languages.optional(),
  department: optionalRef,
  channels: z.array(personChannel).max(rulesMax).optional(),
  status: personStatus.optional(),
  externalRef: externalRef.nullish(),
};

export const personCreate = z.strictObject(personShape).meta({ id: 'PersonCreate' });
export const personPatch = personCreate.partial().meta({ id: 'PersonPatch' });
export const personReplace = personCreate.extend({ externalRef }).meta({ id: 'PersonReplace' });

export const personAnswer = z
  .object({
    ...stamped,
    name: z.string(),
    email: z.string().nullable().optional().describe('only for whom contacts are visible'),
    phone: z.string().nullable().optional(),
    language: languages,
    department: answeredRef,
    channels: z
      .array(
        z.object({
          channel: z.enum(channelNames),
          address: z.record(z.string(), z.unknown()),
          after: durationOut,
        }),
      )
      .optional()
      .describe('secrets are masked'),
    status: personStatus,
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'Person' });

export type PersonDraft = z.output<typeof personCreate>;
export type PersonAnswer = z.input<typeof personAnswer>;
