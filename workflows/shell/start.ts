import type { ProcessStart } from '../../contracts/names.js';
import type { NumberedEntry } from '../../contracts/projection.js';
import type { Fact, Process } from '../../domain/machine.js';

/** A command already answered: its update id and the sequence number it led to. */
export interface Answered {
  id: string;
  seq: number;
}

/** What one run hands to the next by continue-as-new. Plain JSON. */
export interface Carried<P extends Process> {
  state: P['state'];
  seq: number;
  written: number;
  entryNo: number;
  unwritten: NumberedEntry[];
  facts: Fact[];
  answered: Answered[];
  effects: P['effect'][];
}

/** The only argument of every process workflow. */
export interface Start<P extends Process> extends ProcessStart<P> {
  carried?: Carried<P>;
}

/** The rules of a run whose start names none. */
export const firstRules = 1;

/** Answers remembered across continue-as-new: covers the server's per-run memory of update ids. */
export const answeredMax = 200;
