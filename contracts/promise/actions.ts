import { z } from 'zod';
import { linksMax } from '../../domain/action/state.js';
import { idIn, shortTextIn, timeIn, timeOut } from '../api/fields.js';
import { subjectShape } from '../process/answers.js';
import { linkIn, namedOut } from './fields.js';

const titleMaxChars = 200;

/** An action as it is after a command or in the read model. */
export const actionAnswer = z
  .object({
    ...subjectShape,
    stage: z.enum(['scheduled', 'open', 'done', 'closed']),
    owner: namedOut,
    opener: namedOut.describe('Who wants it done, and verifies it'),
    verifier: namedOut.optional(),
    due: timeOut,
    opensAt: timeOut.optional().describe('When it begins'),
    moves: z.int(),
    rejections: z.int().describe('How often what was done did not do'),
    evidence: z.string().optional(),
    links: z.array(z.string()).optional(),
    doneAt: timeOut.optional(),
    doneBy: z.string().optional(),
    verifiedBy: z.string().optional(),
    closedAs: z.enum(['verified', 'cancelled']).optional(),
  })
  .meta({ id: 'Action' });

export const actionTitleIn = z.string().trim().min(1).max(titleMaxChars);

export const actionCreate = z
  .strictObject({
    title: actionTitleIn,
    detail: shortTextIn.exactOptional(),
    owner: idIn.describe('The person who does it'),
    due: timeIn,
    opensAt: timeIn.exactOptional().describe('It begins only then, such as 30 days after a launch'),
    verifier: idIn.exactOptional().describe('Who verifies it where the opener owns it'),
    about: idIn.exactOptional().describe('A subject that it comes from, by id or number'),
  })
  .refine(({ due, opensAt }) => opensAt === undefined || opensAt < due, {
    message: 'it begins before it is due',
    path: ['opensAt'],
  })
  .meta({ id: 'ActionCreate' });

/** The body of each verb of an action. */
export const actionVerbs = {
  done: z.strictObject({
    evidence: shortTextIn.describe('What shows that it is done'),
    links: z.array(linkIn).max(linksMax).exactOptional(),
  }),
  verify: z.strictObject({ text: shortTextIn.exactOptional() }),
  reject: z.strictObject({ reason: shortTextIn }),
  move: z.strictObject({ due: timeIn, reason: shortTextIn }),
  assign: z.strictObject({ to: idIn }),
  cancel: z.strictObject({ reason: shortTextIn }),
} as const;

export const actionVerbTexts = {
  done: { zh: '完成并附证据', en: 'Say that it is done, with evidence' },
  verify: { zh: '由他人验证', en: 'Verify it, as another person' },
  reject: { zh: '未通过验证，退回', en: 'Give it back: it does not do' },
  move: { zh: '立项人改期', en: 'Move its due date, as who wants it done' },
  assign: { zh: '改派责任人', en: 'Give it to another owner' },
  cancel: { zh: '取消', en: 'Cancel it with a reason' },
} as const;
