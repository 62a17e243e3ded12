import { z } from 'zod';
import { actionsMax, everyDaysMax, meetingKinds, partiesMax } from '../../domain/meeting/state.js';
import { idIn, shortTextIn, timeIn, timeOut } from '../api/fields.js';
import { subjectShape } from '../process/answers.js';
import { actionTitleIn } from './actions.js';
import { emptyIn, linkIn, namedOut } from './fields.js';

const titleMaxChars = 200;
const minutesMaxChars = 2_000;
const placeMaxChars = 200;
const lengthMaxMinutes = 600;

const partyOut = z.object({
  department: namedOut,
  person: namedOut.describe('The interface person'),
  deputy: namedOut.optional(),
  head: z.string().optional(),
  executive: z.string().optional(),
});

/** A meeting that departments owe each other, with the occurrence that is open (N16). */
export const meetingAnswer = z
  .object({
    ...subjectShape,
    stage: z.enum(['waiting', 'open', 'proposed', 'agreed', 'closed']),
    kind: z.enum(meetingKinds),
    everyDays: z.int(),
    parties: z.array(partyOut),
    occurrence: z.object({
      n: z.int(),
      openedAt: timeOut,
      declines: z.int(),
      level: z.int().describe('How often it escalated'),
      sequence: z.int().describe('Of its next invitation'),
      proposal: z
        .object({
          at: timeOut,
          minutes: z.int(),
          place: z.string().optional(),
          by: z.string(),
          accepted: z.array(z.string()).describe('Departments'),
        })
        .optional(),
      lastDecline: z.object({ department: z.string(), reason: z.string() }).optional(),
    }),
    held: z.int(),
    missed: z.int(),
    last: z
      .object({
        n: z.int(),
        at: timeOut,
        minutes: z.string(),
        link: z.string().optional(),
        actions: z.int(),
      })
      .optional(),
    items: z.int().describe('Open items of the last review'),
    carried: z.int().describe('Of these, carried over from the review before'),
    endedWhy: z.string().optional(),
  })
  .meta({ id: 'Meeting' });

const partyIn = z.strictObject({
  department: idIn,
  person: idIn.exactOptional().describe('The interface person of the directory where not given'),
  deputy: idIn.exactOptional(),
});

export const meetingCreate = z
  .strictObject({
    title: z.string().trim().min(1).max(titleMaxChars),
    purpose: shortTextIn.exactOptional(),
    kind: z.enum(meetingKinds).exactOptional().describe('`regular` where not given'),
    parties: z.array(partyIn).min(1).max(partiesMax).describe('The first one calls it'),
    everyDays: z.int().min(1).max(everyDaysMax),
    firstAt: timeIn.exactOptional().describe('When the first one opens; at once where not given'),
  })
  .refine(({ kind, parties }) => kind === 'operations_review' || parties.length > 1, {
    message: 'two departments or more; one will do for an operations review',
    path: ['parties'],
  })
  .refine(
    ({ parties }) => new Set(parties.map(({ department }) => department)).size === parties.length,
    { message: 'each department once', path: ['parties'] },
  )
  .meta({ id: 'MeetingCreate' });

/** The body of each verb of a meeting. */
export const meetingVerbs = {
  propose: z.strictObject({
    at: timeIn,
    minutes: z.int().min(5).max(lengthMaxMinutes).exactOptional().describe('60 where not given'),
    place: z.string().trim().min(1).max(placeMaxChars).exactOptional(),
  }),
  accept: emptyIn,
  decline: z.strictObject({ reason: shortTextIn }),
  held: z.strictObject({
    minutes: z.string().trim().min(1).max(minutesMaxChars),
    link: linkIn.exactOptional().describe('Of the minutes in full'),
    heldAt: timeIn.exactOptional().describe('Now where not given'),
    actions: z
      .array(z.strictObject({ title: actionTitleIn, owner: idIn, due: timeIn }))
      .max(actionsMax)
      .exactOptional(),
  }),
  appoint: partyIn,
  end: z.strictObject({ reason: shortTextIn }),
} as const;

export const meetingVerbTexts = {
  propose: { zh: '提出时间', en: 'Propose a time' },
  accept: { zh: '接受时间', en: 'Accept the time' },
  decline: { zh: '说明理由拒绝', en: 'Decline the time with a reason' },
  held: { zh: '登记纪要与行动项', en: 'Record that it was held: minutes and actions' },
  appoint: { zh: '更换接口人', en: 'Name another interface person of one side' },
  end: { zh: '终止约定', en: 'End the obligation' },
} as const;

export const minutesAnswer = z
  .object({
    n: z.int(),
    at: timeOut,
    by: z.string(),
    minutes: z.string(),
    link: z.string().optional(),
    actions: z.int(),
  })
  .meta({ id: 'MeetingMinutes' });

export const reviewItemAnswer = z
  .object({
    n: z.int().describe('The occurrence that collected it'),
    subject: z.string(),
    number: z.string(),
    title: z.string(),
    stage: z.string(),
    owner: z.string(),
    due: timeOut.optional(),
    carried: z.boolean().describe('The review before had it already'),
  })
  .meta({ id: 'ReviewItem' });
