import { z } from 'zod';

/** The ways to reach a person, in the order a page lists them. */
export const channelNames = [
  'mail',
  'webhook',
  'feishu',
  'dingtalk',
  'wecom',
  'sms',
  'voice',
] as const;

export type ChannelName = (typeof channelNames)[number];

export const rulesMax = 10;
const ruleAfterMaxS = 86_400;
const urlMaxChars = 2_000;
const secretMaxChars = 200;
const mailMaxChars = 254;
const secretKeyMinBytes = 24;
const secretKeyMaxBytes = 64;

/** Stands in masked values; no address accepts it, so a masked answer cannot be saved back. */
export const maskMark = '••••';

const mailLocalAndDomain = /^[^\s@"(),:;<>[\]\\\p{Cc}]{1,64}@[^\s@"(),:;<>[\]\\\p{Cc}]{1,253}$/u;

const mailAddress = z
  .string()
  .max(mailMaxChars)
  .regex(mailLocalAndDomain, 'a mail address like name@example.com');

const httpUrl = z
  .url({ protocol: /^https?$/ })
  .max(urlMaxChars)
  .refine((url) => !url.includes(maskMark), 'a whole address, not a masked one')
  .refine((url) => !/^https?:\/\/[^/?#]*@/i.test(url), 'an address without a user or password');

/** An address that carries its credential in a query parameter, as group robots do. */
const urlWith = (parameter: string) =>
  httpUrl.refine(
    (url) => URL.canParse(url) && Boolean(new URL(url).searchParams.get(parameter)),
    `a robot's address with its ${parameter}`,
  );

const webhookSecret = z
  .string()
  .regex(
    /^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    'a secret that starts with whsec_ and is base64',
  )
  .refine((secret) => {
    const bytes = keyBytes(secret.slice('whsec_'.length));
    return bytes >= secretKeyMinBytes && bytes <= secretKeyMaxBytes;
  }, `a secret of ${secretKeyMinBytes} to ${secretKeyMaxBytes} bytes`);

const robotSecret = z
  .string()
  .min(1)
  .max(secretMaxChars)
  .refine((secret) => !secret.includes(maskMark), 'a whole secret, not a masked one');

const phone = z.string().regex(z.regexes.e164, 'a phone number like +8613800138000 (E.164)');

/** One address shape per channel. Unknown fields are refused. */
export const channelAddresses = {
  mail: z.strictObject({ address: mailAddress }),
  webhook: z.strictObject({
    url: httpUrl,
    secret: webhookSecret,
    /** The secret being rotated out; requests carry a signature of each. */
    previousSecret: webhookSecret.optional(),
  }),
  feishu: z
    .strictObject({
      url: httpUrl.optional(),
      token: z
        .string()
        .regex(/^[A-Za-z0-9-]{8,64}$/, 'the last part of the robot address')
        .optional(),
      secret: robotSecret.optional(),
    })
    .refine((it) => (it.url === undefined) !== (it.token === undefined), 'either url or token'),
  dingtalk: z.strictObject({ url: urlWith('access_token'), secret: robotSecret.optional() }),
  wecom: z.strictObject({ url: urlWith('key') }),
  sms: z.strictObject({ phone }),
  voice: z.strictObject({ phone }),
} as const satisfies Record<ChannelName, z.ZodType>;

export type ChannelAddress<N extends ChannelName> = z.infer<(typeof channelAddresses)[N]>;

/** Seconds after the page of a rung reaches the person until this channel is used. */
const afterS = z.int().min(0).max(ruleAfterMaxS);

function ruleOf<N extends ChannelName>(channel: N) {
  return z.strictObject({
    channel: z.literal(channel),
    address: channelAddresses[channel],
    afterS,
  });
}

/** One line of a person's rules: which channel, where, after how many seconds. */
export const channelRule = z.discriminatedUnion('channel', [
  ruleOf('mail'),
  ruleOf('webhook'),
  ruleOf('feishu'),
  ruleOf('dingtalk'),
  ruleOf('wecom'),
  ruleOf('sms'),
  ruleOf('voice'),
]);

export type ChannelRule = z.infer<typeof channelRule>;

/** A person's rules, at most 10. Empty means unreachable, which the rung's skip reports. */
export const channelRules = z.array(channelRule).max(rulesMax);

/** Fields that an API answer masks. A robot's url is its credential. */
export const secretAddressFields: Readonly<Record<ChannelName, readonly string[]>> = {
  mail: [],
  webhook: ['secret', 'previousSecret'],
  feishu: ['url', 'token', 'secret'],
  dingtalk: ['url', 'secret'],
  wecom: ['url'],
  sms: [],
  voice: [],
};

/** A stored address fit for an API answer: of a secret url its origin stays, of others nothing. */
export function maskAddress(name: ChannelName, address: object): Record<string, unknown> {
  const secret = new Set(secretAddressFields[name]);
  return Object.fromEntries(
    Object.entries(address).map(([field, value]) => [
      field,
      secret.has(field) ? masked(field, String(value)) : value,
    ]),
  );
}

function masked(field: string, value: string): string {
  if (field !== 'url' || !URL.canParse(value)) return maskMark;
  return `${new URL(value).origin}/${maskMark}`;
}

function keyBytes(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}
