import { z } from 'zod';

import { priorities } from '../../domain/escalation/clock-table.js';
import { contactResults, type EscalationVerb } from '../../domain/escalation/commands.js';
import { durationIn, idIn, manyOf, scaleIn, shortTextIn, timeIn } from '../api/fields.js';
import { line } from '../directory/fields.js';

const clockMinS = 5;
const clockMaxS = 30 * 86_400;
const channelMaxChars = 100;
const refMaxChars = 100;

export const addresseeIn = z
  .strictObject({
    kind: z.enum(['department', 'supplier', 'person']),
    id: idIn.describe("A department, a supplier's service (sps_…), or a person"),
  })
  .meta({ id: 'Addressee' });

const clock = durationIn.refine(
  (seconds) => seconds >= clockMinS && seconds <= clockMaxS,
  'a duration from PT5S to P30D',
);

/** Starts a chain (api.md §3). */
export const openChainBody = z.strictObject({
  subject: idIn.exactOptional().describe('What it is about, by id or number; its holder asks'),
  to: addresseeIn,
  ask: shortTextIn,
  priority: z.enum(priorities).exactOptional().describe("The subject's level where not given"),
  neededBy: timeIn.exactOptional().describe('Sooner than the default: shortens the accept clock'),
  takeBaton: z
    .boolean()
    .exactOptional()
    .describe('At acceptance the incident goes to whoever accepted; else it never moves'),
  clocks: z
    .strictObject({ accept: clock.exactOptional(), update: clock.exactOptional() })
    .exactOptional()
    .describe('Other times than the defaults; ops leads only'),
  scale: scaleIn.exactOptional(),
});

/** The body of each verb of a chain (api.md §3). */
export const escalationVerbs = {
  accept: z.strictObject({
    by: timeIn.exactOptional().describe('Promised to be done by then'),
  }),
  reject: z.strictObject({ reason: shortTextIn }),
  bounce: z.strictObject({ to: addresseeIn, reason: shortTextIn }),
  address: z.strictObject({ to: addresseeIn, reason: shortTextIn }),
  update: z.strictObject({ text: shortTextIn, eta: timeIn.exactOptional() }),
  fulfil: z.strictObject({ text: shortTextIn }),
  reopen: z.strictObject({ reason: shortTextIn }),
  confirm: z.strictObject({}),
  withdraw: z.strictObject({ reason: shortTextIn }),
  contact: z
    .strictObject({
      channel: line(channelMaxChars).describe('Which number, address or portal'),
      result: z.enum(contactResults),
      ref: line(refMaxChars).exactOptional().describe("The supplier's ticket: it has our report"),
      text: shortTextIn,
    })
    .refine((body) => body.ref === undefined || body.result === 'answered', {
      path: ['ref'],
      message: 'a ticket only from an answered call',
    }),
} as const satisfies Record<EscalationVerb, z.ZodObject>;

export const escalationVerbTexts: Record<EscalationVerb, { zh: string; en: string }> = {
  accept: { zh: '接受：由我方负责，并按时通报', en: 'Accept: it is ours, with news on time' },
  reject: { zh: '拒绝并说明理由，退回发起人', en: 'Reject with a reason; it returns to the asker' },
  bounce: {
    zh: '转给另一方；第三次由值班经理裁决',
    en: 'Bounce it; the third goes to the duty manager',
  },
  address: { zh: '被拒后改请另一方，或值班经理裁决', en: 'Address it anew, or decide who answers' },
  update: { zh: '通报进展', en: 'Give news' },
  fulfil: { zh: '已办完，等发起人确认', en: 'Say that it is done; the asker confirms' },
  reopen: { zh: '并未办完，退回承办方', en: 'It is not done: back to whoever accepted' },
  confirm: { zh: '确认办完，结束升级', en: 'Confirm that it is done' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  contact: { zh: '记录一次与供应商的联系', en: 'Record an attempt to reach the supplier' },
};

/** What the quarterly review counts: legs opened in [from, to). */
export const partiesQuery = z.strictObject({
  from: timeIn,
  to: timeIn,
  department: manyOf(idIn).optional(),
});

export const evidenceQuery = z.strictObject({
  format: z.enum(['json', 'html']).optional().describe('html: a page to print'),
});
