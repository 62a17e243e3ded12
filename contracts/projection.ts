import type { Entry, Fact } from '../domain/machine.js';

export interface NumberedEntry extends Entry {
  /** 1, 2, 3 … within the subject; the timeline's primary key and the order of its hash chain. */
  n: number;
}

/**
 * What the shell hands to the read model. Writes may arrive repeated and out of order: the view is
 * guarded by `seq`, and `entries` always begin at the first line not yet confirmed as written, so a
 * writer appends those above its highest `n` and the chain never has a gap.
 */
export interface Projection {
  process: string;
  id: string;
  seq: number;
  view: unknown;
  entries: NumberedEntry[];
  facts: Fact[];
}

/** Lines sent in one projection; the rest follows with the next. */
export const entriesPerProjectionMax = 100;
export const factsPerProjectionMax = 600;
