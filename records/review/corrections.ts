import type { IndicatorKey } from '../../domain/score/formula.js';
import type { Rows } from '../rows.js';
import { lockCycle } from './freeze.js';
import type { OwnerKind } from './inputs.js';

/** What an appeal put right of one record (R13: late data come by appeal only). */
export interface Correction {
  indicator: IndicatorKey;
  subject: string;
  record: string;
  /** Of one owner only; of every owner of the record, as in a joint case, without it. */
  owner?: { kind: OwnerKind; id: string };
  /** 0 to 1; absent: the record does not count. */
  value?: number;
  /** Absent: the frozen record's, or 1. */
  weight?: number;
}

/** Where a correction names a record that nobody has, and no owner to give it to. */
export class UnknownRecordError extends Error {
  readonly correction: Correction;
  constructor(correction: Correction) {
    super(`no frozen record ${correction.subject} ${correction.record}`);
    this.correction = correction;
  }
}

export interface Decided {
  cycle: string;
  review: string;
  by: string;
  reason: string;
  at: Date;
  /** The decision's entry: the corrections count where the review took it. */
  entry?: string;
}

/**
 * Writes what a decision on an appeal corrects, in the transaction of the decision; the frozen
 * records stay as they were. The next scoring takes it in.
 */
export async function correctRecords(
  rows: Rows,
  corrections: readonly Correction[],
  decided: Decided,
): Promise<void> {
  await lockCycle(rows, decided.cycle);
  for (const { indicator, subject, record, owner, value, weight } of corrections) {
    if (owner === undefined) {
      const where = { cycle: decided.cycle, indicator, subject, record };
      const known = await rows.reviewRecord.count({ where });
      if (known === 0) throw new UnknownRecordError({ indicator, subject, record });
    }
    await rows.reviewCorrection.create({
      data: {
        ...{ ...decided, indicator, subject, record },
        ...{ ownerKind: owner?.kind ?? null, owner: owner?.id ?? null },
        ...{ value: value ?? null, weight: weight ?? null },
      },
    });
  }
}
