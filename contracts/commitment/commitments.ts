import { z } from 'zod';
import { timeOut } from '../api/fields.js';
import {
  answeredExternalRef,
  answeredRef,
  externalRef,
  line,
  noteMaxChars,
  optionalRef,
  stamped,
} from '../directory/fields.js';
import {
  answeredForce,
  answeredTarget,
  calendarRef,
  clause,
  document,
  force,
  level,
  metric,
  percent,
  severityScope,
  target,
  unit,
} from './fields.js';

export const commitmentStatuses = ['draft', 'confirmed', 'superseded'] as const;
const windows = ['month', 'quarter', 'year'] as const;
const exclusionsMax = 30;
const bandsMax = 20;
const claimWindowDaysMax = 366;

const creditBands = z
  .array(z.strictObject({ below: z.number().min(0).max(1e9), creditPct: percent }))
  .max(bandsMax)
  .describe('below this figure so much of the monthly charge is credited');

export const commitmentCreate = z
  .strictObject({
    service: optionalRef.describe('either a service or a contract, for all of its services'),
    contract: optionalRef,
    metric,
    target,
    unit,
    window: z.enum(windows).nullish().describe('over which a number is measured'),
    calendar: calendarRef,
    severityScope,
    measuredAt: line(noteMaxChars).nullish().describe('the demarcation it is measured at'),
    exclusions: z.array(line(noteMaxChars)).max(exclusionsMax).optional(),
    creditBands: creditBands.optional(),
    creditCapPct: percent.nullish(),
    claimWindowDays: z.int().min(1).max(claimWindowDaysMax).nullish(),
    sourceDoc: document.describe('needed for confirming'),
    clause: clause.describe('needed for confirming'),
    ...force,
    supersedes: optionalRef.describe('the confirmed one that this replaces once it is confirmed'),
    externalRef: externalRef.nullish(),
  })
  .meta({ id: 'CommitmentCreate' });
export const commitmentPatch = commitmentCreate.partial().meta({ id: 'CommitmentPatch' });
export const commitmentReplace = commitmentCreate
  .extend({ externalRef })
  .meta({ id: 'CommitmentReplace' });

export const commitmentAnswer = z
  .object({
    ...stamped,
    service: answeredRef,
    contract: answeredRef,
    metric,
    target: answeredTarget,
    unit: z.string().nullable(),
    window: z.string().nullable(),
    calendar: answeredRef,
    severityScope: z.array(level),
    measuredAt: z.string().nullable(),
    exclusions: z.array(z.string()),
    creditBands,
    creditCapPct: z.number().nullable(),
    claimWindowDays: z.int().nullable(),
    sourceDoc: z.string().nullable(),
    clause: z.string().nullable(),
    status: z.enum(commitmentStatuses),
    author: answeredRef.describe('who wrote it as it stands; somebody else confirms it'),
    confirmedBy: answeredRef,
    confirmedAt: timeOut.nullable(),
    ...answeredForce,
    supersedes: answeredRef,
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'Commitment' });

export type CommitmentDraft = z.output<typeof commitmentCreate>;
export type CommitmentAnswer = z.input<typeof commitmentAnswer>;
