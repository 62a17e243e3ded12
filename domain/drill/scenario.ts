import type { ImpactClass, Severity } from '../incident/state.js';
import type { NoticeStage } from '../notice/stages.js';
import type { Level } from '../severity/matrix.js';

export interface Bilingual {
  zh: string;
  en: string;
}

/** Bounds of a scenario, so that a drill's state stays within its 64 KiB (machine.md §6). */
export const scriptMax = 20;
export const stepsMax = 12;
export const participantsMax = 20;

/** Something the world does in a drill, so many seconds after its start. */
export type Scripted<Text = Bilingual> = { id: string; afterS: number } & (
  | {
      kind: 'alert';
      /** Names the incident that it opens, within the drill. */
      key: string;
      title: Text;
      severity: Severity;
      impactClass: ImpactClass;
      description?: Text;
      /** The key of an alert upstream: this one's incident is a child of that one's. */
      behind?: string;
    }
  | { kind: 'restore'; key: string; title: Text }
  | { kind: 'word'; key: string; from: 'supplier' | 'customer' | 'site'; text: Text }
);

/** What a step asks of the people; `domain/drill/expect.ts` says which lines prove it. */
export type Expectation =
  | { kind: 'acknowledged' }
  | { kind: 'graded'; level: Level }
  | { kind: 'noticed'; stage: NoticeStage }
  | { kind: 'escalated'; to: 'supplier' | 'department' | 'person' }
  | { kind: 'noted' }
  | { kind: 'mitigated' }
  | { kind: 'restored' }
  | { kind: 'verified' };

/** One thing that is to be done in time, and what it is worth. */
export interface ExpectedStep {
  id: string;
  text: Bilingual;
  /** The incident, by the key of its first alert. */
  of: string;
  /** The scripted event that the time counts from; default: that first alert. */
  since?: string;
  withinS: number;
  marks: number;
  expect: Expectation;
}

/** A drill as data (V6, operations.md). A change of what it asks for is a new version. */
export interface Scenario {
  id: string;
  version: number;
  title: Bilingual;
  story: Bilingual;
  /** What the people may know at the start. */
  facts: Bilingual[];
  /** After this the leader is paged until the drill is finished or called off. */
  lengthS: number;
  script: Scripted[];
  steps: ExpectedStep[];
}
