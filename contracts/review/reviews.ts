import { z } from 'zod';
import { marksMax } from '../../domain/review/check.js';
import { indicatorKeys } from '../../domain/score/formula.js';
import { flagIn, idIn, manyOf, shortTextIn, timeOut } from '../api/fields.js';
import { pagingQuery } from '../api/paging.js';
import { line, noteMaxChars, resourceId } from '../directory/fields.js';
import { subjectShape } from '../process/answers.js';

const named = z.object({ id: z.string(), name: z.string() });
const evidenceMax = 20;
const ratingsMax = 30;
const correctionsMax = 100;
const summaryMaxChars = 4_000;
const daysMax = 400;
const scoreMax = 100;
const wholeShare = 100;

export const reviewStages = [
  ...(['open', 'self', 'manager', 'counterpart', 'calibration'] as const),
  ...(['publication', 'released', 'appeal', 'final', 'closed'] as const),
] as const;

const longText = z.string().trim().min(1).max(summaryMaxChars);
const evidenceIn = z.array(shortTextIn).max(evidenceMax).default([]);
const scoreIn = z.number().min(0).max(scoreMax);

const task = z.object({
  kind: z.string(),
  of: z.string(),
  holder: named.optional().describe('not shown of a counterpart to the person reviewed'),
  startAt: timeOut,
  dueAt: timeOut,
  climbed: z.int(),
  outcome: z.string().optional(),
  by: z.string().optional(),
  at: timeOut.optional(),
});

const entry = z.object({ id: z.string(), at: timeOut, author: z.string(), data: z.unknown() });

/** What was written, each part only where the viewer may see it. */
export const contentAnswer = z.object({
  self: z.array(entry).optional(),
  manager: z.array(entry).optional(),
  ownRatings: z.array(entry).optional().describe('what the viewer’s own department gave'),
  calibration: z
    .array(
      z.object({
        before: z.number(),
        after: z.number(),
        reason: z.string(),
        by: z.string(),
        at: timeOut,
      }),
    )
    .optional(),
  appeal: z.array(entry).optional(),
});

/** One person's review: who owes what and whether it came; content behind the publication gate. */
export const reviewAnswer = z
  .object({
    ...subjectShape,
    stage: z.enum(reviewStages),
    cycle: z.string(),
    key: z.string(),
    person: named,
    card: z.enum(['operations', 'linkage']),
    managers: z.array(z.object({ manager: named, share: z.number() })),
    counterparts: z.array(named),
    hr: named,
    presence: z.object({ days: z.int(), of: z.int(), why: z.string().optional() }),
    tasks: z.array(task),
    readAt: timeOut.optional(),
    releasedAt: timeOut.optional(),
    confirmedAt: timeOut.optional(),
    appealUntil: timeOut.optional(),
    unread: z.literal(true).optional(),
    appeals: z.array(
      z.object({
        no: z.int(),
        at: timeOut,
        panel: z.array(named),
        acknowledgedAt: timeOut.optional(),
        decidedAt: timeOut.optional(),
        outcome: z.string().optional(),
      }),
    ),
    parts: z.array(z.string()).describe('what the caller may see of it'),
    content: contentAnswer.optional(),
  })
  .meta({ id: 'Review' });

export const reviewsQuery = z.strictObject({
  of: z
    .enum(['me', 'reports', 'all'])
    .default('all')
    .describe('my own, of those I manage, or all that I may see'),
  cycle: manyOf(idIn).optional(),
  stage: manyOf(z.enum(reviewStages)).optional(),
  department: manyOf(idIn).optional(),
  holder: manyOf(idIn).optional().describe('A person, or `me`'),
  open: flagIn.optional(),
  ...pagingQuery,
});

const correction = z.strictObject({
  indicator: z.enum(indicatorKeys).refine((key) => key !== 'feedback', 'no rating is corrected'),
  subject: idIn,
  record: z.string().min(1).max(200),
  owner: z
    .strictObject({ kind: z.enum(['person', 'department']), id: resourceId })
    .optional()
    .describe('of one owner; without it of everybody who shares the record'),
  value: z.number().min(0).max(1).optional().describe('without it the record does not count'),
  weight: z.number().positive().max(1_000).optional(),
});

const emptyIn = z.strictObject({});

/** The body of each verb of a review. */
export const reviewVerbs = {
  self: z.strictObject({ summary: longText, evidence: evidenceIn, score: scoreIn.optional() }),
  manager: z
    .strictObject({
      marks: z
        .number()
        .min(-marksMax)
        .max(marksMax)
        .describe('M: points that the manager adds or takes; other than 0 with evidence'),
      blocks: z
        .strictObject({
          results: shortTextIn.optional(),
          quality: shortTextIn.optional(),
          linkage: shortTextIn.optional(),
          growth: shortTextIn.optional(),
        })
        .optional()
        .describe('words on the blocks; their numbers come from the records'),
      evidence: evidenceIn,
      comment: longText.optional(),
    })
    .refine(
      ({ marks, evidence }) => marks === 0 || evidence.length > 0,
      'marks other than 0 need evidence',
    ),
  counterpart: z
    .strictObject({
      department: resourceId,
      ratings: z
        .array(
          z.strictObject({
            subject: idIn.describe('an event that both shared'),
            score: z.int().min(1).max(5),
            comment: shortTextIn.optional(),
          }),
        )
        .min(1)
        .max(ratingsMax)
        .optional(),
      noDealings: z.literal(true).optional(),
    })
    .refine(
      ({ ratings, noDealings }) => (ratings === undefined) !== (noDealings === undefined),
      'either ratings or noDealings',
    )
    .refine(
      ({ ratings = [] }) => new Set(ratings.map(({ subject }) => subject)).size === ratings.length,
      'each event once',
    ),
  talk: emptyIn,
  read: emptyIn,
  confirm: emptyIn,
  appeal: z.strictObject({
    items: z
      .array(
        z.strictObject({
          what: longText,
          indicator: z.enum(indicatorKeys).optional(),
          subject: idIn.optional(),
          evidence: evidenceIn,
        }),
      )
      .min(1)
      .max(evidenceMax),
  }),
  acknowledge: emptyIn,
  decide: z
    .strictObject({
      outcome: z.enum(['uphold', 'adjust', 're_evaluate']),
      reason: longText,
      corrections: z.array(correction).max(correctionsMax).default([]),
      final: scoreIn.optional().describe('only where the data do not suffice'),
    })
    .refine(
      ({ outcome, corrections, final }) =>
        (outcome === 'adjust') === (corrections.length > 0 || final !== undefined),
      'adjust names what is corrected; the other outcomes correct nothing',
    ),
  reassign: z.strictObject({
    manager: resourceId,
    head: resourceId.optional(),
    delegate: resourceId.optional(),
    share: z.int().min(1).max(wholeShare).optional(),
    why: z.enum(['change', 'transfer']),
  }),
  prorate: z.strictObject({
    days: z.int().min(0).max(daysMax),
    why: z.enum(['leaver', 'transfer', 'leave']),
  }),
  settle: z.strictObject({ final: scoreIn, reason: line(noteMaxChars) }),
} as const;

export type ReviewVerb = keyof typeof reviewVerbs;
export type ReviewBody<V extends ReviewVerb> = z.output<(typeof reviewVerbs)[V]>;

export const reviewVerbTexts: Record<ReviewVerb, { zh: string; en: string }> = {
  self: { zh: '提交自评', en: 'Hand in the own summary' },
  manager: { zh: '主管评价与加减分', en: 'Hand in the marks of the manager' },
  counterpart: { zh: '协作部门评价', en: 'Rate shared events, or say that there were none' },
  talk: { zh: '已面谈', en: 'Say that the result was talked about' },
  read: { zh: '已阅读结果', en: 'Say that the result was read' },
  confirm: { zh: '确认结果', en: 'Confirm the result' },
  appeal: { zh: '申诉', en: 'Appeal' },
  acknowledge: { zh: '受理申诉', en: 'Acknowledge the appeal' },
  decide: { zh: '裁决申诉', en: 'Decide the appeal' },
  reassign: { zh: '更换主管', en: 'Give the person another manager' },
  prorate: { zh: '按在岗天数计', en: 'Count the days that were there' },
  settle: { zh: '数据不足时由上级主管定分', en: 'Settle a score where the data do not suffice' },
};
