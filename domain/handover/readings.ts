import type { Instant } from '../machine.js';

/** What a gate misses by other records, by name, the rest counted; nothing = it holds. */
export interface GateReading {
  installed: true;
  missing: string[];
  more: number;
}

/** A gate whose records are not there is switched off with a visible note, never faked. */
export type Gate = GateReading | { installed: false };

/** What the machine needs of the UAT trace (R2): a narrowing of `domain/uat/trace.ts`. */
export interface TraceReading {
  /** `must` requirements in all. */
  must: number;
  /** `must` without a case for their current version: new or stale. */
  uncovered: GateReading;
  /** `must` whose latest run is missing, failed or without evidence. */
  unproven: GateReading;
  /** Of any priority: the latest run failed. */
  failed: GateReading;
  /** `should` and `could` among them: leftovers, which hold nothing up. */
  leftover: GateReading;
}

/**
 * The gates that read other records, taken when the command is given and judged by the machine
 * (4b, R2, R4, operations.md).
 */
export interface Readings {
  at: Instant;
  trace: TraceReading | { installed: false };
  /** Open critical back-to-back gaps that no named officer accepted. */
  gaps: Gate;
  /** Requirements beyond a limit of the product. */
  limits: Gate;
  /** Technology fields, and an engineer verified by a call. */
  suppliers: Gate;
  /** Devices that do not reconcile with the directory. */
  devices: Gate;
  /** People of ops with a certification in force for the product. */
  certified: { people: number; need: number } | { installed: false };
}

export const readingNames = [
  'uncovered',
  'unproven',
  'gaps',
  'limits',
  'suppliers',
  'devices',
  'certified',
] as const;
export type ReadingName = (typeof readingNames)[number];
