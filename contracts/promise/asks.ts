import { z } from 'zod';
import { idIn, shortTextIn, timeIn, timeOut } from '../api/fields.js';
import { subjectShape } from '../process/answers.js';
import { emptyIn, namedOut } from './fields.js';

const stages = [
  'raised',
  'acknowledged',
  'delegated',
  'committed',
  'declined',
  'done',
  'closed',
] as const;

/** An ask as it is after a command or in the read model (4g, operations.md). */
export const askAnswer = z
  .object({
    ...subjectShape,
    stage: z.enum(stages),
    what: z.string(),
    neededBy: timeOut,
    effectOfDelay: z.string(),
    requester: namedOut.describe('Only this person closes it'),
    requesterDepartment: namedOut.optional(),
    askedOf: namedOut,
    answerer: namedOut.describe('Who answers for it after it was passed on or taken over'),
    committedTo: timeOut.optional(),
    moves: z.int().describe('How often the committed date was moved'),
    reply: z.string().optional(),
    takenOverAt: timeOut.optional().describe('When the delegate took it over'),
    flaggedAt: timeOut.optional().describe("Since when it is in the executives' digest"),
    flags: z.int(),
    reopened: z.int(),
    closedAs: z.enum(['done', 'declined', 'withdrawn']).optional(),
  })
  .meta({ id: 'Ask' });

export const askCreate = z
  .strictObject({
    to: idIn.describe('The person who is asked'),
    what: shortTextIn,
    neededBy: timeIn,
    effectOfDelay: shortTextIn.describe('What a delay does'),
    about: idIn.exactOptional().describe('A subject that it is about, by id or number'),
  })
  .meta({ id: 'AskCreate' });

/** The body of each verb of an ask. */
export const askVerbs = {
  acknowledge: emptyIn,
  commit: z.strictObject({ date: timeIn, text: shortTextIn.exactOptional() }),
  decline: z.strictObject({ reason: shortTextIn }),
  delegate: z.strictObject({ to: idIn }),
  done: z.strictObject({ text: shortTextIn }),
  confirm: emptyIn,
  reopen: z.strictObject({ reason: shortTextIn }),
  withdraw: z.strictObject({ reason: shortTextIn }),
} as const;

export const askVerbTexts = {
  acknowledge: { zh: '确认收到', en: 'Acknowledge it, also one that is passed on to you' },
  commit: { zh: '承诺日期，或改期', en: 'Commit to a date, or move it' },
  decline: { zh: '说明理由谢绝，或退回转来的', en: 'Decline with a reason, or give it back' },
  delegate: { zh: '转给他人', en: 'Pass it on to another person' },
  done: { zh: '已办', en: 'Say that it is done' },
  confirm: { zh: '提出人确认并结束', en: 'Confirm and close it, as who asked' },
  reopen: { zh: '提出人重提', en: 'Open it anew, as who asked' },
  withdraw: { zh: '提出人撤回', en: 'Withdraw it, as who asked' },
} as const;
