import { z } from 'zod';

import { asksPerItemMax, signsMax } from '../../domain/shift/state.js';
import { idIn, shortTextIn, timeOut } from '../api/fields.js';
import { pagingQuery } from '../api/paging.js';
import { subjectShape } from '../process/answers.js';

const named = z.object({ id: z.string(), name: z.string() });

/** A shift's hand-over as it is after a command or in the read model. */
export const shiftAnswer = z
  .object({
    ...subjectShape,
    stage: z.enum(['gathering', 'signing', 'confirming', 'closed']),
    closedAs: z.enum(['signed', 'empty', 'cancelled']).optional(),
    schedule: named,
    outgoing: named.describe('Holds every item until its signature'),
    incoming: named.describe('Signs'),
    at: timeOut.describe('When the duty changes hands'),
    round: z.int().describe('1, and one more each time something had opened meanwhile'),
    counts: z.object({
      unsigned: z.int(),
      asked: z.int().describe('Given back with a question'),
      signed: z.int(),
      settled: z.int().describe('Closed, or taken over otherwise'),
      more: z.int().describe('Open beyond the list of 200; they come in the next round'),
    }),
  })
  .meta({ id: 'ShiftHandover' });

export const shiftItemAnswer = z
  .object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    stage: z.string().describe("The subject's own stage when it was listed"),
    due: timeOut.optional().describe('Its next due time when it was listed'),
    state: z.enum(['unsigned', 'asked', 'signed', 'moved', 'closed', 'taken', 'kept']),
    waitsFor: z.string().optional().describe('Whose turn it is: a person'),
    at: timeOut.describe('Since when it is in this state'),
    talk: z.array(
      z.object({ type: z.enum(['ask', 'answer']), text: z.string(), by: named, at: timeOut }),
    ),
  })
  .meta({ id: 'ShiftItem' });

export const shiftItemsQuery = z.strictObject(pagingQuery);

export const startShiftBody = z.strictObject({
  schedule: idIn,
  from: idIn.exactOptional().describe('Who hands over; by default who was on duty before'),
  to: idIn.exactOptional().describe('Who takes over; by default who is on duty'),
});

const item = idIn.describe('By id or number');

/** The body of each verb of a shift's hand-over (api.md §4). */
export const shiftVerbs = {
  sign: z
    .strictObject({
      item: item.exactOptional(),
      items: z.array(item).min(1).max(signsMax).exactOptional(),
    })
    .refine((body) => (body.item === undefined) !== (body.items === undefined), {
      message: 'item or items',
    }),
  ask: z.strictObject({
    item,
    text: shortTextIn.describe(`At most ${asksPerItemMax} questions about one item`),
  }),
  answer: z.strictObject({ item, text: shortTextIn }),
  cancel: z.strictObject({ reason: shortTextIn }),
} as const;

export const shiftVerbTexts = {
  sign: {
    zh: '签收：接过这些事项的接力棒',
    en: 'Sign: take the batons of these items',
  },
  ask: { zh: '退回一项并提问', en: 'Give an item back with a question' },
  answer: { zh: '回答一项的提问', en: 'Answer the question about an item' },
  cancel: { zh: '取消交班', en: 'Call the hand-over off' },
} as const;
