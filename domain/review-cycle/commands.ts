import type { Hours } from '../clock.js';
import type { Instant } from '../machine.js';
import type { Scored } from '../review/commands.js';
import type { DryRun } from './dry-run.js';
import type { Progress } from './state.js';

/** One score that the calibration panel looked at; the reason is in `calibration_change`. */
export interface CalibrationLook {
  review: string;
  person: string;
}

export type ReviewCycleAsked =
  /** With what the dry run found, and the working hours from now on, read in the same call. */
  | { type: 'open'; readings: DryRun; hours?: Hours }
  /** Freezes before the end of the step; without it the inputs freeze by themselves. */
  | { type: 'freeze' }
  | { type: 'calibrate'; changes: CalibrationLook[] }
  /** `unreviewed`: people whose outlying score nobody looked at yet. */
  | { type: 'calibrate'; done: true; unreviewed: string[] }
  | { type: 'publish' }
  | { type: 'close' }
  | { type: 'cancel'; reason: string };

export type ReviewCycleReported =
  | { type: 'opened'; effect: string; started: number; why?: string }
  | {
      type: 'frozen';
      effect: string;
      people: number;
      insufficient: number;
      /** Indicators without an installed source, by key. */
      absent: string[];
      /** sha-256 over the frozen inputs. */
      digest: string;
      why?: string;
    }
  | Scored
  | { type: 'reviews_told'; effect: string; told: number; gone: number; why?: string }
  /** `again`: when the ones who wait for their working hours can be mailed. */
  | {
      type: 'reminded';
      effect: string;
      sent: number;
      waiting: number;
      again?: Instant;
      progress?: Progress;
      why?: string;
    }
  /** `open`: reviews that are not closed yet; it is not archived before they are. */
  | {
      type: 'archived';
      effect: string;
      open: number;
      sha256?: string;
      rows?: number;
      why?: string;
    };

/** What a review says to its cycle. */
export type ReviewCycleWord =
  | { type: 'appealed'; review: string; no: number }
  | { type: 'decided'; review: string; no: number; outcome: string };

export type ReviewCycleTold = ReviewCycleWord | { type: 'cancel_requested' };
