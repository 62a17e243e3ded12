import type { Instant } from '../machine.js';

export const gapKinds = ['target', 'window', 'remedy', 'missing', 'constraint'] as const;
export type GapKind = (typeof gapKinds)[number];

export interface Money {
  minor: number;
  currency: string;
}

/** One line of a plain explanation: a key of the texts `gap/step/…` and its numbers. */
export interface GapStep {
  key: string;
  with: Record<string, string | number>;
}

/** What a supplier cannot keep of what we promised (SlaGap, 3a). */
export interface Gap {
  kind: GapKind;
  metric: string;
  /** The commitment it endangers; none for a requirement beyond a limit. */
  commitment?: string;
  supplierService?: string;
  value: number;
  unit: string;
  exposure?: Money;
  steps: GapStep[];
}

/** Of a customer's target, for our own work (R4). */
export const reserveFraction = 0.2;

/** At most this long is a gap accepted (R4). */
export const acceptMonthsMax = 6;

export type GapStatus = 'open' | 'accepted' | 'closed';

export interface Acceptance {
  status: GapStatus;
  acceptedUntil?: Instant | undefined;
}

/** An acceptance past its end counts as open again. */
export const statusAt = ({ status, acceptedUntil }: Acceptance, now: Instant): GapStatus =>
  status === 'accepted' && acceptedUntil !== undefined && acceptedUntil <= now ? 'open' : status;

/** The same date so many months later, or the month's last where it has none; UTC. */
export function monthsLater(at: Instant, months: number): Instant {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

/** Numbers that people read: at most two decimals, no binary dust. */
export const rounded = (value: number, decimals = 2): number => Number(value.toFixed(decimals)) + 0;
