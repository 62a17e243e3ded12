import { z } from 'zod';
import { calibratorsMax, changesMax } from '../../domain/review-cycle/state.js';
import { indicatorKeys } from '../../domain/score/formula.js';
import { counterpartsMax } from '../../domain/review/state.js';
import { flagIn, idIn, manyOf, scaleIn, timeIn, timeOut } from '../api/fields.js';
import { pagingQuery } from '../api/paging.js';
import { line, noteMaxChars, resourceId } from '../directory/fields.js';
import { subjectShape } from '../process/answers.js';
import { cycleKey, panelsIn, weightsIn } from './schedules.js';

const cardIn = z.enum(['operations', 'linkage']);
const named = z.object({ id: z.string(), name: z.string() });
const span = z.object({ from: timeOut, until: timeOut });
const counts = z.record(z.string(), z.int());
const daysMax = 400;
const wholeShare = 100;

export const cycleStages = [
  ...(['planned', 'open', 'collect', 'self', 'manager', 'counterpart', 'calibration'] as const),
  ...(['publication', 'appeal', 'closing', 'closed'] as const),
] as const;

/** A cycle that HR opens by hand; one of a schedule is planned by it. */
export const cycleCreate = z
  .strictObject({
    key: cycleKey,
    department: resourceId.describe('whose people are reviewed'),
    period: z
      .strictObject({ from: timeIn, until: timeIn })
      .refine(({ from, until }) => from < until, 'a period that begins before it ends'),
    hr: resourceId.optional().describe('who keeps it going; the caller where not given'),
    deputy: resourceId.optional(),
    calibrators: z.array(resourceId).max(calibratorsMax).default([]),
    panels: panelsIn.default([]),
    weights: weightsIn.optional(),
    card: cardIn.default('operations').describe('of people who were on no cycle yet'),
    scale: scaleIn.optional(),
  })
  .meta({ id: 'ReviewCycleCreate' });

const progressOut = z
  .object({
    people: z.int(),
    stages: counts.describe('reviews by stage'),
    open: counts.describe('open forms by kind'),
    late: counts.describe('of them those that are late'),
    at: timeOut,
  })
  .describe('counts only, nobody’s content');

/** A cycle: schedule and completion; never a score. */
export const cycleAnswer = z
  .object({
    ...subjectShape,
    stage: z.enum(cycleStages),
    key: z.string(),
    group: named,
    period: span,
    hr: named,
    deputy: named.optional(),
    calibrators: z.array(named),
    panels: z.array(z.array(named)),
    people: z.int(),
    weights: z.object({
      results: z.int(),
      quality: z.int(),
      linkage: z.int(),
      growth: z.int(),
    }),
    formula: z.int(),
    dates: z.object({
      open: span,
      collect: span,
      self: span,
      manager: span,
      counterpart: span,
      calibration: span,
      publication: span,
      appeal: span,
      close: timeOut,
    }),
    provisional: z.literal(true).optional(),
    schedule: z.string().optional(),
    openedAt: timeOut.optional(),
    frozen: z
      .object({
        at: timeOut,
        people: z.int(),
        insufficient: z
          .int()
          .optional()
          .describe('how many have too few records; HR and the panel'),
        absent: z.array(z.string()).describe('indicators that are not installed'),
        digest: z.string(),
      })
      .optional(),
    calibrated: z.object({ at: timeOut, by: z.string() }).optional(),
    changes: z.int(),
    releasedAt: timeOut.optional(),
    released: z.enum(['by_hr', 'by_itself']).optional(),
    appealsPending: z.int(),
    progress: progressOut.optional(),
    archive: z.object({ sha256: z.string(), rows: z.int(), at: timeOut }).optional(),
    closedAs: z.enum(['archived', 'cancelled']).optional(),
  })
  .meta({ id: 'ReviewCycle' });

export const cycleParams = z.strictObject({
  id: idIn.describe('Id, short number, or key such as 2026Q4-OPS'),
});
export const cycleDepartmentParams = cycleParams.extend({ department: idIn });
export const cyclePersonParams = cycleParams.extend({ person: idIn });

const emptyIn = z.strictObject({});

/** The body of each verb of a cycle. */
export const cycleVerbs = {
  open: z.strictObject({
    without: z
      .array(z.enum(indicatorKeys))
      .max(indicatorKeys.length)
      .default([])
      .describe(
        'installed indicators that HR opens it without, as the period has no records of them',
      ),
  }),
  freeze: emptyIn,
  calibrate: z
    .strictObject({
      changes: z
        .array(
          z.strictObject({
            review: idIn,
            score: z
              .number()
              .min(0)
              .max(100)
              .optional()
              .describe('the score from now on; without it the score was looked at and stays'),
            reason: line(noteMaxChars),
          }),
        )
        .min(1)
        .max(changesMax)
        .optional(),
      done: z.literal(true).optional(),
    })
    .refine(
      ({ changes, done }) => (changes === undefined) !== (done === undefined),
      'either changes or done',
    ),
  publish: emptyIn,
  close: emptyIn,
  cancel: z.strictObject({ reason: line(noteMaxChars) }),
} as const;

export const cycleVerbTexts = {
  open: { zh: '开启周期（先过预检）', en: 'Open the cycle, where its dry run is sound' },
  freeze: { zh: '提前冻结数据', en: 'Freeze the inputs before the end of the step' },
  calibrate: { zh: '校准分数，或结束校准', en: 'Look at scores, or end the calibration' },
  publish: { zh: '发布结果', en: 'Release the results' },
  close: { zh: '关闭周期', en: 'Close the cycle' },
  cancel: { zh: '取消周期', en: 'Cancel the cycle' },
} as const;

const before = z.strictObject({
  manager: resourceId,
  head: resourceId.exactOptional(),
  delegate: resourceId.exactOptional(),
  share: z
    .int()
    .min(1)
    .max(wholeShare - 1),
});

/** What HR says of one participant; what is left out stays, or is the directory's. */
export const participantPut = z
  .strictObject({
    card: cardIn.optional(),
    manager: resourceId.nullish(),
    head: resourceId.nullish().describe('the manager’s own head'),
    delegate: resourceId.nullish().describe('who steps in for a silent manager'),
    counterparts: z.array(resourceId).max(counterpartsMax).optional(),
    before: before.nullish().describe('after a transfer, the manager before'),
    share: z.int().min(1).max(wholeShare).optional().describe('percent under the manager'),
    days: z.int().min(0).max(daysMax).optional(),
    why: z.enum(['leaver', 'transfer', 'leave']).nullish(),
  })
  .meta({ id: 'ReviewParticipantPut' });

export const participantAnswer = z
  .object({
    person: named,
    review: z.string(),
    card: cardIn,
    manager: named.optional(),
    head: named.optional(),
    delegate: named.optional(),
    before: z.object({ manager: z.string(), share: z.int() }).optional(),
    share: z.int(),
    counterparts: z.array(z.string()),
    days: z.int(),
    of: z.int(),
    why: z.string().optional(),
    stage: z.string().optional().describe('of the review; absent before it is opened'),
    open: z.int().describe('open forms'),
    late: z.int().describe('of them late'),
  })
  .meta({ id: 'ReviewParticipant' });

export const participantsQuery = z.strictObject(pagingQuery);

/** One line of an import of participants. */
export const participantLine = z.strictObject({
  person: resourceId,
  card: cardIn.optional(),
  manager: resourceId.optional(),
  head: resourceId.optional(),
  delegate: resourceId.optional(),
  counterparts: z.string().max(400).optional().describe('ids of departments, by ; or ，'),
  days: z.coerce.number().int().min(0).max(daysMax).optional(),
  why: z.enum(['leaver', 'transfer', 'leave']).optional(),
});

/** What a cycle still lacks, named, and what is only told. */
export const dryRunAnswer = z
  .object({
    sound: z.boolean(),
    missing: z.array(
      z.object({
        what: z.string(),
        person: named.optional(),
        indicator: z.string().optional(),
        block: z.string().optional(),
        sum: z.number().optional(),
        count: z.int().optional(),
      }),
    ),
    warnings: z.array(
      z.object({ what: z.string(), year: z.int().optional(), indicator: z.string().optional() }),
    ),
  })
  .meta({ id: 'ReviewDryRun' });

export const cyclesQuery = z.strictObject({
  stage: manyOf(z.enum(cycleStages)).optional(),
  department: manyOf(idIn).optional(),
  open: flagIn.optional(),
  ...pagingQuery,
});

export const exportQuery = z.strictObject({
  format: z.enum(['csv', 'xlsx']).default('csv'),
  of: z.enum(['people', 'departments']).default('people'),
});

const scoring = {
  score: z.number(),
  mean: z.number(),
  sds: z.number().describe('standard deviations from the peers'),
};

/** What the panel looks at: scores far from their peers, managers far from the others. */
export const outliersAnswer = z
  .object({
    outliers: z.array(
      z.object({ review: z.string(), person: named, ...scoring, looked: z.boolean() }),
    ),
    shifts: z.array(
      z.object({
        manager: named,
        people: z.int(),
        mean: z.number(),
        othersMean: z.number(),
        sds: z.number(),
      }),
    ),
  })
  .meta({ id: 'ReviewOutliers' });

export const recomputeAnswer = z
  .object({
    checked: z.int().describe('scores that were computed again'),
    mismatches: z.array(
      z.object({
        what: z.enum(['records', 'inputs', 'score', 'department']),
        of: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'ReviewRecomputed' });
