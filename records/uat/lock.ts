import type { Rows } from '../rows.js';

/** Changes of one hand-over's trace wait for each other until the transaction ends. */
export async function lockTrace(rows: Rows, handover: string): Promise<void> {
  await rows.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`uat:${handover}`}, 0))`;
}

/** What a write of many did, by key. */
export interface Written {
  taken: string[];
  unchanged: string[];
  /** Keys that were left out, with the reason's code. */
  refused: { key: string; code: string; field?: string; what?: string }[];
}

export interface Writing {
  handover: string;
  /** The id of the person. */
  by: string;
  at: Date;
}
