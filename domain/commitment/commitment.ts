import type { Instant } from '../machine.js';
import type { Level } from '../severity/matrix.js';
import type { Metric, TargetText } from './metric.js';

export type CommitmentStatus = 'draft' | 'confirmed' | 'superseded';

/** A stretch of force, [from, to); without `to` it has no end. */
export interface Force {
  effectiveFrom: Instant;
  effectiveTo?: Instant | undefined;
}

/** One version of a promise made to a customer, as the look-up needs it (SlaCommitment, 3a). */
export interface Commitment extends Force {
  id: string;
  /** What it is for: one service, or all services of a contract. */
  on: { service: string } | { contract: string };
  metric: Metric;
  target: TargetText;
  unit?: string | undefined;
  calendar?: string | undefined;
  /** Empty: every severity. */
  severityScope: readonly Level[];
  status: CommitmentStatus;
  sourceDoc?: string | undefined;
  clause?: string | undefined;
}

export interface StandardTarget {
  metric: Metric;
  target: TargetText;
  unit?: string | undefined;
  calendar?: string | undefined;
  /** Empty: every severity. */
  severityScope: readonly Level[];
}

/** What a product line owes; without a tier it is the line's full standard (R5). */
export interface Standard extends Force {
  id: string;
  productLine: string;
  tier?: string | undefined;
  targets: readonly StandardTarget[];
  status: 'draft' | 'agreed';
  sourceDoc?: string | undefined;
  clause?: string | undefined;
}

export const isInForce = ({ effectiveFrom, effectiveTo }: Force, at: Instant): boolean =>
  effectiveFrom <= at && (effectiveTo === undefined || at < effectiveTo);
