import type { Instant } from '../machine.js';
import type { DeliverEffect, PageEffect } from '../page.js';
import type { ExpectedStep, Scripted } from './scenario.js';
import type { Played, ScriptLine } from './score.js';
import type { DrillIncident, DrillState } from './state.js';

export type DrillPage = PageEffect<'finish', 'drill_overdue'>;
export type DrillDeliver = DeliverEffect<'finish'>;

/** The world does what the script says, by the same way in as any source (V6, operations.md). */
export interface PlayEffect {
  kind: 'play';
  id: string;
  title: string;
  event: Scripted<string>;
  place?: DrillState['place'];
  /** When it happens, on the drill's clock. */
  at: Instant;
}

/** Reads what the people did and scores it. */
export interface ScoreEffect {
  kind: 'score';
  id: string;
  incidents: DrillIncident[];
  script: ScriptLine[];
  steps: ExpectedStep[];
  played: Played;
  until: Instant;
}

/** Ends what the drill opened, in the name of its leader. */
export interface StopEffect {
  kind: 'stop';
  id: string;
  leader: string;
}

export type DrillEffect = DrillPage | DrillDeliver | PlayEffect | ScoreEffect | StopEffect;
