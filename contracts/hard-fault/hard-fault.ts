import { z } from 'zod';
import { entryBases } from '../../domain/hard-fault/entry.js';
import { participantsMax, suppliersMax } from '../../domain/hard-fault/state.js';
import { idIn, shortTextIn, timeOut } from '../api/fields.js';
import { subjectShape } from '../process/answers.js';

const linkMaxChars = 500;

const named = z.object({ id: z.string(), name: z.string() });
const person = named;
const knowledgeOut = z.union([z.object({ link: z.string() }), z.object({ none: z.string() })]);
const link = z
  .string()
  .trim()
  .max(linkMaxChars)
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), 'an http or https address');
const ids = (max: number) => z.array(idIn).max(max);

/** A hard fault's track as it is after a command or in the read model. */
export const hardFaultAnswer = z
  .object({
    ...subjectShape,
    stage: z.enum(['working', 'closed']),
    incident: z.object({ id: z.string(), title: z.string() }),
    reason: z.string(),
    basis: z.enum(entryBases).describe('Which rule let it in'),
    urgent: z.boolean().describe('A step each 24 hours; else each working day'),
    suppliers: z.array(named),
    steps: z.int(),
    missed: z.int().describe('How often a step did not come in time'),
    lastStep: z
      .object({ at: timeOut, by: z.string(), text: z.string(), next: z.string() })
      .optional(),
    stepDueAt: timeOut.optional().describe('When the next step is due'),
    warRoom: z
      .object({
        link: z.string(),
        participants: z.array(z.string()),
        supplier: named.optional(),
        at: timeOut,
      })
      .optional(),
    exit: z.object({ problem: z.string(), knowledge: knowledgeOut }).optional(),
  })
  .meta({ id: 'HardFault' });

export const hardFaultStepAnswer = z
  .object({ n: z.int(), at: timeOut, by: person, text: z.string(), next: z.string(), due: timeOut })
  .meta({ id: 'HardFaultStep' });

export const openHardFaultBody = z
  .strictObject({
    incident: idIn.describe('By id or number'),
    lead: idIn.describe('The person who is asked to lead it'),
    reason: shortTextIn,
    suppliers: ids(suppliersMax).optional(),
  })
  .meta({ id: 'HardFaultOpen' });

/** The body of each verb of a hard fault's track. */
export const hardFaultVerbs = {
  step: z.strictObject({
    text: shortTextIn.describe('What was done and found'),
    next: shortTextIn.describe('What comes next'),
  }),
  lead: z.strictObject({ to: idIn }),
  accept: z.strictObject({}),
  refuse: z.strictObject({ reason: shortTextIn }),
  'war-room': z.strictObject({
    link,
    participants: ids(participantsMax).min(1),
    supplier: idIn.optional(),
  }),
  exit: z
    .strictObject({
      problem: z.string().trim().min(1).max(linkMaxChars).describe('Its number or address'),
      article: link.optional().describe('What was written of it'),
      none: shortTextIn.optional().describe('Why no article is needed'),
    })
    .refine((body) => (body.article === undefined) !== (body.none === undefined), {
      message: 'article, or none with the reason',
      path: ['article'],
    }),
} as const;

export const hardFaultVerbTexts = {
  step: { zh: '登记今日进展与下一步', en: 'Record the daily step and what comes next' },
  lead: { zh: '请另一人牵头', en: 'Ask another person to lead' },
  accept: { zh: '接受牵头', en: 'Accept the lead' },
  refuse: { zh: '拒绝牵头', en: 'Refuse the lead' },
  'war-room': { zh: '召集作战室', en: 'Call the war room' },
  exit: { zh: '结束：转为问题并留下知识', en: 'Exit to a problem and an article' },
} as const;
