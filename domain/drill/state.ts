import type { Baton } from '../baton.js';
import type { Clock } from '../clock.js';
import type { Ladder } from '../ladder.js';
import type { Instant } from '../machine.js';
import type { Ref } from '../subject-view.js';
import type { ExpectedStep, Scripted } from './scenario.js';
import type { Score } from './score.js';

export const stateVersion = 1;
export const rulesVersion = 1;

/** The leader is reminded of a drill that should be over this often. */
export const reminderS = 1_800;
export const followUpsMax = 20;
/** Bytes as JSON: a view of 8 KiB carries every step with its text (machine.md §6). */
export const textBytes = { title: 600, name: 200, reason: 600 } as const;

export type DrillStage = 'running' | 'scoring' | 'closed';
export type DrillClosedAs = 'finished' | 'cancelled';

/** Further channels of the leader's own rules that a page has still to try. */
export interface FollowUp {
  due: Instant;
  page: string;
  afterS: number;
}

/** An incident of the drill, by the key its scenario gives it. */
export interface DrillIncident {
  key: string;
  id: string;
}

export interface DrillInput {
  id: string;
  scenario: { id: string; version: number };
  title: string;
  /** Who started it and is accountable for it. */
  leader: Ref;
  /** Who plays, in the order of the rungs. */
  participants: Ref[];
  lengthS: number;
  /** Where its alerts come from, by id: policy, department and customers follow from it. */
  place?: { service?: string; site?: string };
  /** In the language the drill is held in, by time. */
  script: Scripted<string>[];
  steps: ExpectedStep[];
}

export interface DrillState extends DrillInput {
  v: number;
  rules: number;
  startedAt: Instant;
  stage: DrillStage;
  closedAs?: DrillClosedAs;
  closedAt?: Instant;
  baton: Baton;
  clock: Clock;
  ladder: Ladder;
  /** Scripted events handed out so far. */
  next: number;
  /** When each came, by its id. */
  played: Record<string, Instant>;
  incidents: DrillIncident[];
  score?: Score;
  /** The incidents of the drill are ended. */
  stopped?: true;
  followUps: FollowUp[];
  silenced: { finish: number };
  effects: number;
}

export interface DrillOutcome {
  closedAs: DrillClosedAs;
  closedAt: Instant;
}
