import { z } from 'zod';
import { durationOut, timeOut } from '../api/fields.js';
import { rungDelayMaxS, rungsMax, targetsPerRungMax } from '../../domain/ladder.js';
import { dutyRoleNames } from './duty-roles.js';
import { answeredNames, durationWithin, names, resourceId } from './fields.js';

const repeatTimesMax = 20;
const repeatEveryMinS = 30;
const ackTtlMinS = 60;
const ackTtlMaxS = 24 * 3_600;
const exhaustedMinS = 60;
const exhaustedMaxS = 24 * 3_600;
const targetMinS = 30;
const targetMaxS = 30 * 86_400;

/** Whom a rung pages. */
export const target = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('person'), id: resourceId }),
    z.strictObject({ kind: z.literal('schedule'), id: resourceId }),
    z.strictObject({ kind: z.literal('team'), id: resourceId }),
    z.strictObject({ kind: z.literal('duty'), role: z.enum(dutyRoleNames) }),
  ])
  .meta({ id: 'PageTarget' });

export const rung = z
  .strictObject({
    delay: durationWithin({ minS: 0, maxS: rungDelayMaxS }).describe('until the next rung'),
    targets: z.array(target).min(1).max(targetsPerRungMax),
    repeat: z
      .strictObject({
        times: z.int().min(1).max(repeatTimesMax),
        every: durationWithin({ minS: repeatEveryMinS, maxS: rungDelayMaxS }),
      })
      .optional()
      .describe('pages the same rung again before the next'),
  })
  .meta({ id: 'Rung' });

const obligation = durationWithin({ minS: targetMinS, maxS: targetMaxS }).optional();
const severityTargets = z
  .strictObject({
    acknowledge: obligation,
    restore: obligation,
    verify: obligation,
    observe: obligation,
    offer: obligation,
  })
  .optional();

export const severityNames = ['critical', 'error', 'warning', 'info'] as const;

/** Time allowed per severity where it differs from the installation's. */
const policyTargets = z
  .strictObject({
    critical: severityTargets,
    error: severityTargets,
    warning: severityTargets,
    info: severityTargets,
  })
  .meta({ id: 'PolicyTargets' });

export const policyCreate = z
  .strictObject({
    name: names,
    rungs: z.array(rung).min(1).max(rungsMax),
    overdue: z
      .array(rung)
      .max(rungsMax)
      .optional()
      .describe('paged when the restore target passes; the last one repeats'),
    ackTtl: durationWithin({ minS: ackTtlMinS, maxS: ackTtlMaxS })
      .optional()
      .describe('how long an acknowledgement counts; PT30M where not given'),
    exhaustedEvery: durationWithin({ minS: exhaustedMinS, maxS: exhaustedMaxS })
      .optional()
      .describe('how often the last rung repeats; PT30M where not given'),
    targets: policyTargets.optional(),
    isDefault: z.boolean().optional().describe('true makes it the installation default'),
  })
  .meta({ id: 'PolicyCreate' });
export const policyPatch = policyCreate.partial().meta({ id: 'PolicyPatch' });

const rungAnswer = z
  .object({
    delay: durationOut,
    targets: z.array(target),
    repeat: z.object({ times: z.int(), every: durationOut }).optional(),
  })
  .meta({ id: 'RungAnswer' });

const answeredObligation = durationOut.optional();
const answeredTargets = z
  .object({
    acknowledge: answeredObligation,
    restore: answeredObligation,
    verify: answeredObligation,
    observe: answeredObligation,
    offer: answeredObligation,
  })
  .optional();

export const policyAnswer = z
  .object({
    id: z.string(),
    version: z.int().describe('an edit makes a new one; open incidents keep theirs'),
    name: answeredNames,
    rungs: z.array(rungAnswer),
    overdue: z.array(rungAnswer),
    ackTtl: durationOut,
    exhaustedEvery: durationOut,
    targets: z.object({
      critical: answeredTargets,
      error: answeredTargets,
      warning: answeredTargets,
      info: answeredTargets,
    }),
    isDefault: z.boolean(),
    createdAt: timeOut,
    supersededAt: timeOut.nullable(),
  })
  .meta({ id: 'Policy' });

export type PolicyDraft = z.output<typeof policyCreate>;
/** As the records answer; seconds and dates become text on the way out. */
export type PolicyAnswer = z.input<typeof policyAnswer>;
export type RungDraft = z.output<typeof rung>;
