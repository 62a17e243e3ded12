import type { Snapshot, Target } from '../../calendar/snapshot.js';
import { startClock, type Hours } from '../../clock.js';
import type { Instant } from '../../machine.js';
import type { Profile, Stage, StageDeadlines, Tier } from '../state.js';

const dayMs = 86_400_000;

export type TimedStage = Exclude<Stage, 'closed'>;

const workingDays = (days: number): Target => ({ workingDays: days });

/** Trial and warranty run in days of any kind: a service does not rest at the weekend. */
const anyDays = (days: number): Target => ({ ms: days * dayMs });

const trialDays = { usual: 14, tierA: 30, retail: 3 } as const;
export const warrantyTotalDays = 90;

/** The disclosure of a project is due so many working days before its UAT (4b). */
export const disclosureBeforeUatDays = 10;

/** What each stage of a project is owed (4b, operations.md); `initiated` from the order on. */
const project: Record<TimedStage, Target> = {
  initiated: workingDays(5),
  disclosure: workingDays(10),
  disclosure_review: workingDays(3),
  uat_design: workingDays(5),
  uat_run: workingDays(5),
  training: workingDays(10),
  trial: anyDays(trialDays.usual),
  acceptance: workingDays(3),
  warranty: anyDays(warrantyTotalDays),
};

/** What 5c puts above it where racks are handed over in days. */
const retail: Record<TimedStage, Target> = {
  ...project,
  disclosure: workingDays(2),
  disclosure_review: workingDays(1),
  uat_design: workingDays(1),
  uat_run: workingDays(1),
  training: workingDays(1),
  trial: anyDays(trialDays.retail),
};

export interface StagePlan {
  profile: Profile;
  tier: Tier;
  orderAt: Instant;
  /** The planned day of the UAT, where there is one. */
  uatAt?: Instant | undefined;
  /** Delivery's working hours. */
  hours: Hours;
}

/** The shortest trial run: 14 days, 30 for a customer of tier A, 3 in retail (4b, 5c). */
export const trialMinDays = (profile: Profile, tier: Tier): number => {
  if (profile === 'retail') return trialDays.retail;
  return tier === 'A' ? trialDays.tierA : trialDays.usual;
};

/** What a stage is owed from its beginning, without a plan's dates. */
export const stageTarget = (stage: TimedStage, profile: Profile, tier: Tier): Target =>
  stage === 'trial'
    ? anyDays(trialMinDays(profile, tier))
    : (profile === 'project' ? project : retail)[stage];

const after = (hours: Hours, startAt: Instant, days: number): Instant =>
  startClock('order', startAt, { target: workingDays(days), hours }).dueAt;

/** Of the local dates that are over by `at`. */
const closesBefore = (hours: Snapshot, at: Instant): Instant[] =>
  hours.days.flatMap(({ closesAt, until }) =>
    closesAt !== undefined && until <= at ? [closesAt] : [],
  );

/** Five of seven days are worked: where the hours do not reach. */
const roughlyBefore = (at: Instant, days: number): Instant =>
  at - Math.ceil((days * 7) / 5) * dayMs;

/**
 * The close of the working day that lies so many before the day of `at`; by the week's five days
 * where the hours do not reach so far ahead or back.
 */
export const workingDaysBefore = (hours: Hours, at: Instant, days: number): Instant => {
  if (hours === 'always') return at - days * dayMs;
  const known = hours.until < at ? undefined : closesBefore(hours, at).at(-days);
  return known ?? roughlyBefore(at, days);
};

/**
 * What every stage is owed (4b, and 5c above it for retail): `initiated` counts from the order; a
 * project with a planned UAT has its disclosure ten working days before it and its run by then.
 */
export const stageTargets = ({
  profile,
  tier,
  orderAt,
  uatAt,
  hours,
}: StagePlan): StageDeadlines => {
  const own = (stage: TimedStage): { target: Target } => ({
    target: stageTarget(stage, profile, tier),
  });
  const initiated = project.initiated;
  const planned = profile === 'project' ? uatAt : undefined;
  return {
    initiated: {
      by: after(hours, orderAt, 'workingDays' in initiated ? initiated.workingDays : 0),
    },
    disclosure:
      planned === undefined
        ? own('disclosure')
        : { by: workingDaysBefore(hours, planned, disclosureBeforeUatDays) },
    disclosure_review: own('disclosure_review'),
    uat_design: own('uat_design'),
    uat_run: planned === undefined ? own('uat_run') : { by: planned },
    training: own('training'),
    trial: own('trial'),
    acceptance: own('acceptance'),
    warranty: own('warranty'),
  };
};
