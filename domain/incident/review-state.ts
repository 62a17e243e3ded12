import type { Instant } from '../machine.js';

export interface ReviewAction {
  text: string;
  owner?: string;
  due?: Instant;
}

/** What was learnt, asked for before a grave incident closes (4a, N4). */
export interface Review {
  cause: string;
  actions: ReviewAction[];
  /** Where it is written down for others, or why nothing has to be. */
  knowledge?: { link: string } | { none: string };
  by: string;
  at: Instant;
}

export const actionsMax = 10;
/** Bytes as JSON of each text; a longer one is cut (view of 8 KiB, machine.md §6). */
export const reviewBytes = { cause: 400, action: 120, knowledge: 200 } as const;
