import type { Target } from '../calendar/snapshot.js';
import { levels, type Level } from '../severity/matrix.js';

/** The levels of the severity standard: a chain takes that of its subject. */
export const priorities = levels;
export type Priority = Level;

/** What a party that is asked owes: an answer, then news, each from a target in seconds or days. */
export interface PartyTargets {
  accept: Target;
  update: Target;
}

const minutes = (count: number): Target => ({ ms: count * 60_000 });

/** The defaults of a leg by level (R17, operations.md); an interruption is accepted as P1 is. */
export const partyTargets: Record<Priority, PartyTargets> = {
  P1: { accept: minutes(15), update: minutes(30) },
  P2: { accept: minutes(15), update: minutes(60) },
  P3: { accept: minutes(120), update: minutes(240) },
  P4: { accept: minutes(120), update: { workingDays: 1 } },
};

/** A rejected leg is back with the asker, who addresses it anew or withdraws within this (R17). */
export const returnTarget: Target = minutes(15);

/** From so many bounces on the duty manager decides who answers (R17). */
export const bouncesToDutyManager = 3;

/** Percent of a supplier's target at which our side is told to call (4a, operations.md). */
export const chasePercents = [50, 80, 100] as const;
export type ChasePercent = (typeof chasePercents)[number];

/** How often the last one paged is paged again while silence lasts, in seconds. */
export const silentEveryS = { atOnce: 1_800, onCalendar: 86_400 } as const;

/** P1, P2 and interruptions run day and night on the duty schedule, the rest on a calendar (R17). */
export const runsAlways = (priority: Priority, interruption: boolean): boolean =>
  interruption || priority === 'P1' || priority === 'P2';

/** What a leg owes at this level, with the chain's own times over it where an ops lead gave some. */
export const targetsFor = (
  asked: { priority: Priority; interruption: boolean },
  own: { acceptS?: number; updateS?: number } = {},
): PartyTargets => {
  const { accept, update } = partyTargets[asked.priority];
  return {
    accept:
      own.acceptS === undefined
        ? asked.interruption
          ? partyTargets.P1.accept
          : accept
        : { ms: own.acceptS * 1000 },
    update: own.updateS === undefined ? update : { ms: own.updateS * 1000 },
  };
};
