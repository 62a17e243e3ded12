import { z } from 'zod';

import { faultCauses } from '../../domain/incident/attribution-state.js';
import type { IncidentAsked, IncidentVerb } from '../../domain/incident/commands.js';
import { domainsMax } from '../../domain/incident/grading-state.js';
import { actionsMax } from '../../domain/incident/review-state.js';
import { idIn, shortTextIn, timeIn } from '../api/fields.js';
import { impactClassIn } from './answers.js';

const stepMax = 100;
const factMaxChars = 100;
const reviewMaxChars = 500;
const actionMaxChars = 140;

const waitOn = z.enum(['supplier', 'customer', 'parts', 'window']);
const verifier = z.enum(['customer', 'monitoring', 'engineer']);

/** The body of each verb of an incident (api.md §3). */
export const verbBodies = {
  acknowledge: z.strictObject({
    until: timeIn.exactOptional().describe('The promise; 30 minutes where not given'),
  }),
  unacknowledge: z.strictObject({}),
  assign: z.strictObject({ to: idIn.describe('A person; holds it only after accepting') }),
  accept: z.strictObject({}),
  refuse: z.strictObject({ reason: shortTextIn }),
  wait: z.strictObject({ on: waitOn, until: timeIn, reason: shortTextIn }),
  resume: z.strictObject({}),
  mitigate: z.strictObject({}),
  restore: z.strictObject({ at: timeIn.exactOptional(), how: shortTextIn }),
  verify: z.strictObject({ by: verifier }),
  reopen: z.strictObject({ reason: shortTextIn }),
  snooze: z.strictObject({ until: timeIn }),
  escalate: z.strictObject({
    step: z.int().min(1).max(stepMax).exactOptional(),
    reason: shortTextIn,
  }),
  note: z.strictObject({ text: shortTextIn, occurredAt: timeIn.exactOptional() }),
  merge: z.strictObject({ into: idIn.describe('An incident, by id or number') }),
  dismiss: z.strictObject({ proof: shortTextIn }),
  close: z.strictObject({}),
  grade: z
    .strictObject({
      facts: z
        .record(idIn, z.union([z.boolean(), z.number(), z.string().max(factMaxChars)]))
        .exactOptional()
        .describe('Answers to /lookup/severity/questions'),
      domains: z.array(idIn).max(domainsMax).exactOptional().describe('Where the trouble is'),
      level: z.enum(['P1', 'P2', 'P3', 'P4']).exactOptional().describe('Instead of the computed'),
      impactClass: impactClassIn.exactOptional(),
      reason: shortTextIn.exactOptional().describe('Needed where the level is not the computed'),
    })
    .refine(({ facts, level }) => facts !== undefined || level !== undefined, 'facts or a level'),
  command: z.strictObject({ to: idIn.describe('A person who is not the holder') }),
  confirm: z.strictObject({ proposal: idIn }),
  decline: z.strictObject({ proposal: idIn, reason: shortTextIn }),
  check_clock: z.strictObject({ obligation: idIn }),
  review: z.strictObject({
    cause: z.string().trim().min(1).max(reviewMaxChars),
    actions: z
      .array(
        z.strictObject({
          text: z.string().trim().min(1).max(actionMaxChars),
          owner: idIn.exactOptional(),
          due: timeIn.exactOptional(),
        }),
      )
      .max(actionsMax)
      .default([]),
    knowledge: z
      .union([
        z.strictObject({ link: z.url().max(reviewMaxChars) }),
        z.strictObject({ none: z.string().trim().min(1).max(reviewMaxChars) }),
      ])
      .exactOptional()
      .describe('An article, or why none is needed; asked for at P1 and P2'),
  }),
  attribute: z.strictObject({
    cause: z.enum(faultCauses).describe('Whose fault it was'),
    reason: shortTextIn,
  }),
} as const satisfies Record<IncidentVerb, z.ZodObject>;

export type VerbBody<V extends IncidentVerb> = z.output<(typeof verbBodies)[V]>;

export const incidentVerbs = Object.keys(verbBodies) as IncidentVerb[];

/** The machine's command for a verb's parsed body. */
export function commandOf<V extends IncidentVerb>(verb: V, body: VerbBody<V>): IncidentAsked {
  if (verb === 'verify') {
    return { type: 'verify', verifiedBy: (body as VerbBody<'verify'>).by };
  }
  return { type: verb, ...body } as unknown as IncidentAsked;
}

export const bulkMax = 100;

/** A verb on several incidents: the verb's own body and `ids`. */
export const bulkBody = (verb: IncidentVerb) =>
  z.strictObject({ ids: z.array(idIn).min(1).max(bulkMax), ...verbBodies[verb].shape });

export const verbTexts: Record<IncidentVerb, { zh: string; en: string }> = {
  acknowledge: {
    zh: '确认：接过接力棒并承诺到某时',
    en: 'Acknowledge: take the baton and promise until a time',
  },
  unacknowledge: { zh: '撤回确认', en: 'Withdraw the acknowledgement' },
  assign: { zh: '请另一人接手', en: 'Offer the baton to another person' },
  accept: { zh: '接手', en: 'Accept the offered baton' },
  refuse: { zh: '拒绝接手', en: 'Refuse the offered baton' },
  wait: {
    zh: '等待供应商、客户、备件或窗口',
    en: 'Wait for a supplier, customer, parts or window',
  },
  resume: { zh: '结束等待', en: 'End the wait' },
  mitigate: { zh: '已缓解', en: 'Note that it is mitigated' },
  restore: { zh: '业务已恢复', en: 'Declare the service restored' },
  verify: { zh: '验证恢复', en: 'Verify the recovery' },
  reopen: { zh: '重新打开', en: 'Reopen' },
  snooze: { zh: '暂停呼叫（中断不可）', en: 'Snooze the pages (not of an interruption)' },
  escalate: { zh: '立即升级', en: 'Escalate now' },
  note: { zh: '记一条', en: 'Add a note' },
  merge: { zh: '并入另一事件', en: 'Merge into another incident' },
  dismiss: { zh: '误报关闭', en: 'Dismiss as a false alarm' },
  close: { zh: '关闭', en: 'Close' },
  grade: { zh: '定级：按事实或给出级别', en: 'Grade by facts, or by a level with its reason' },
  command: { zh: '指定指挥人', en: 'Name the commander' },
  confirm: { zh: '第二人确认降级提议', en: "Confirm another person's proposal" },
  decline: { zh: '驳回降级提议', en: 'Decline a proposal' },
  check_clock: {
    zh: '核对因重新定级而超时的时钟',
    en: 'Check a clock that a regrade had made late',
  },
  review: { zh: '登记复盘', en: 'Record the review' },
  attribute: {
    zh: '归因：由谁引起；交付原因会告知转维移交',
    en: 'Say whose fault it was; the hand-over under way is told of what delivery caused',
  },
};
