import type { Clock } from '../clock.js';
import type { Actor, Instant } from '../machine.js';
import type { Climb } from '../promise/climb.js';
import type { PromiseState } from '../promise/state.js';
import type { Ref } from '../subject-view.js';

export const stateVersion = 1;
export const rulesVersion = 1;

/** Bytes as JSON: view and reply stay within 8 KiB (machine.md §6). */
export const textBytes = {
  name: 200,
  title: 300,
  detail: 1_500,
  evidence: 1_500,
  text: 600,
} as const;
export const linksMax = 10;
export const dueDaysMax = 800;
/** Another person looks at what was done within this. */
export const verifyMs = 5 * 86_400_000;

export type ActionStage = 'scheduled' | 'open' | 'done' | 'closed';
export type ActionClosedAs = 'verified' | 'cancelled';

export interface ActionInput extends Climb {
  id: string;
  title: string;
  detail?: string;
  owner: Ref;
  /** The owner's; its people are above them. */
  department?: Ref;
  /** Who wants it done, and verifies it. */
  opener: Ref;
  /** Verifies it where the opener is the owner: another person always does. */
  verifier?: Ref;
  due: Instant;
  /** It begins only then, such as a check 30 days after a launch. */
  opensAt?: Instant;
  /** The subject it comes from, such as a meeting. */
  about?: string;
  by: Actor;
}

export interface ActionState extends ActionInput, PromiseState {
  stage: ActionStage;
  clock: Clock;
  /** The date that counts: moved only before it passed (R12). */
  promised: Instant;
  moves: number;
  rejections: number;
  evidence?: string;
  links?: string[];
  doneAt?: Instant;
  doneBy?: string;
  verifiedBy?: string;
  closedAs?: ActionClosedAs;
}

export interface ActionOutcome {
  closedAs: ActionClosedAs;
  closedAt: Instant;
}
