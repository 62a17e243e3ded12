import type { Hours } from '../clock.js';
import type { Instant } from '../machine.js';
import type { Delivered, Paged, PageFailed } from '../page.js';
import type { Level } from '../severity/matrix.js';
import type { ToldReport } from '../tell.js';
import type {
  PunchSeverity,
  SignDecision,
  SignParty,
  TrialPhase,
  WarrantyDay,
} from './later-state.js';
import type { Readings, TraceReading } from './readings.js';
import type { LadderName, Side, Signer, Stage } from './state.js';

/** What entitles a caller beside being named: looked up when the command is given. */
export interface Standing {
  departments: string[];
  /** Departments that the caller heads. */
  heads?: string[];
  /** A named executive: may force a takeover. */
  executive?: true;
}

/** A day's end or an instant after which what was handed in no longer counts. */
export type ItemGiven = { key: string; content: string; validUntil?: Instant };

export type TrainingGiven =
  | { what: 'survey_sent' }
  | { what: 'survey_answered'; content?: string }
  | { what: 'plan'; content: string }
  /** Named people of the customer who attended, and the share that passed in percent. */
  | { what: 'session'; attended: string[]; passed: number; material?: string };

export type PunchGiven =
  | { what: 'add'; severity: PunchSeverity; text: string; owner: string; due: Instant }
  | { what: 'close'; n: number; evidence?: string; text: string };

export interface ConditionGiven {
  text: string;
  severity: Exclude<PunchSeverity, 'critical'>;
  owner: string;
  due: Instant;
}

/** A person's commands; the shell adds `by`. */
export type HandoverAsked = (
  | { type: 'submit'; items: ItemGiven[] }
  | { type: 'verify'; keys: string[] }
  | { type: 'reject_items'; items: { key: string; reason: string }[] }
  | { type: 'waive'; key: string; reason: string; until: Instant }
  | { type: 'advance'; readings: Readings }
  | { type: 'requirements_changed'; count: number; trace: TraceReading }
  | { type: 'uat_result'; trace: TraceReading }
  | { type: 'assign'; side: Side; person: string; deputy?: string }
  | { type: 'set_signer'; signer: Signer }
  | { type: 'heads_met'; text: string }
  | ({ type: 'training' } & TrainingGiven)
  | ({ type: 'punch' } & PunchGiven)
  | { type: 'shadowing'; phase: TrialPhase }
  | { type: 'ops_handled'; subject: string }
  | { type: 'alarms'; tested: number; total: number }
  | { type: 'extend_trial'; reason: string }
  | { type: 'extension_decision'; grant: boolean; reason: string }
  | {
      type: 'sign';
      party: SignParty;
      decision: SignDecision;
      /** The hash of the sheet that was read. */
      sheet: string;
      readings: Readings;
      reason?: string;
      conditions?: ConditionGiven[];
      /** A reject names the stage to go back to. */
      stage?: Stage;
    }
  | { type: 'send_back'; stage: Stage; items: string[]; reason: string }
  | { type: 'takeover'; to: string; reason: string; until: Instant }
  | { type: 'cancel'; reason: string }
  | { type: 'warranty_check'; day: WarrantyDay; findings: string[] }
  | { type: 'escaped_defect'; requirement: string; text: string; incident?: string }
) & { standing?: Standing };

export type HandoverVerb = HandoverAsked['type'];

export type HandoverReported =
  | Paged<LadderName>
  | Delivered
  | PageFailed<LadderName>
  | ToldReport
  | { type: 'hours'; effect: string; hours?: Hours; why?: string }
  | { type: 'sheet'; effect: string; hash?: string; why?: string }
  | { type: 'signature_asked'; effect: string; ok: boolean; why?: string }
  | { type: 'marked'; effect: string; ok: boolean };

/** What another process says. */
export type HandoverTold =
  | { type: 'cancel_requested' }
  | { type: 'fault'; incident: string; level: Level; at: Instant; cause: 'delivery' };
