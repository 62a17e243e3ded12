import type { Clock } from '../clock.js';
import type { DepartmentHours } from '../hard-fault/state.js';
import type { Actor, Instant } from '../machine.js';
import type { Climb } from '../promise/climb.js';
import type { PromiseState } from '../promise/state.js';
import type { Ref } from '../subject-view.js';

export const stateVersion = 1;
export const rulesVersion = 1;

/** Bytes as JSON: view and reply stay within 8 KiB (machine.md §6). */
export const textBytes = { name: 200, what: 1_500, text: 1_000 } as const;
/** How often one ask may be passed on, and its date moved. */
export const delegationsMax = 10;
export const commitDaysMax = 400;

/** Working days until a reminder, the person's delegate, and the executives' digest (4g). */
export const silentDays = { remind: 2, delegate: 5, flag: 10 } as const;

export type AskStage =
  'raised' | 'acknowledged' | 'delegated' | 'committed' | 'declined' | 'done' | 'closed';
export type AskClosedAs = 'done' | 'declined' | 'withdrawn';

export interface AskInput extends Climb {
  id: string;
  /** What is asked, by when it is needed, and what a delay would do (N47). */
  what: string;
  neededBy: Instant;
  effectOfDelay: string;
  requester: Ref;
  requesterDepartment?: Ref;
  /** Hears when the requester does not answer. */
  requesterHead?: string;
  askedOf: Ref;
  /** The department of whom is asked; its people are above them. */
  department?: Ref;
  /** Its working days; every day counts without them. */
  hours?: DepartmentHours;
  about?: string;
  by: Actor;
}

export interface AskState extends AskInput, PromiseState {
  stage: AskStage;
  clock: Clock;
  /** Who answers for it on the asked side; it differs from `askedOf` once it was passed on. */
  answerer: Ref;
  /** Where an ask that was passed on stood; it goes back there when that is refused. */
  passed?: { to: Ref; from: Extract<AskStage, 'raised' | 'acknowledged' | 'committed'> };
  /** The look for a delegate, and the reading of hours, that are under way. */
  seeking?: string;
  reading?: string;
  delegations: number;
  /** The delegate took over because nobody answered. */
  takenOverAt?: Instant;
  committedTo?: Instant;
  /** What was first committed to and by whom: the promise that counts (R12). */
  first?: { due: Instant; person: string };
  moves: number;
  reply?: string;
  doneAt?: Instant;
  /** In the executives' digest since, and how many weeks. */
  flaggedAt?: Instant;
  flags: number;
  neededTold?: true;
  reopened: number;
  closedAs?: AskClosedAs;
}

export interface AskOutcome {
  closedAs: AskClosedAs;
  closedAt: Instant;
}
