import type { Hours } from '../clock.js';
import type { Instant } from '../machine.js';
import type { Delivered, Paged, PageFailed } from '../page.js';
import type { ToldReport } from '../tell.js';
import type { LadderName, Party } from './state.js';

/** What entitles a caller beside being named: looked up when the command is given. */
export interface Standing {
  /** The departments that the caller belongs to. */
  departments: string[];
  /** On call as duty manager. */
  dutyManager?: true;
}

export const contactResults = ['answered', 'no_answer'] as const;
export type ContactResult = (typeof contactResults)[number];

/** A person's commands; the shell adds `by`. */
export type EscalationAsked = (
  | { type: 'accept'; until?: Instant }
  | { type: 'reject'; reason: string }
  | { type: 'bounce'; to: Party; reason: string }
  | { type: 'address'; to: Party; reason: string }
  | { type: 'update'; text: string; eta?: Instant }
  | { type: 'fulfil'; text: string }
  | { type: 'reopen'; reason: string }
  | { type: 'confirm' }
  | { type: 'withdraw'; reason: string }
  | { type: 'contact'; channel: string; result: ContactResult; ref?: string; text: string }
) & { standing?: Standing };

export type EscalationVerb = EscalationAsked['type'];

export type EscalationReported =
  | Paged<LadderName>
  | Delivered
  | PageFailed<LadderName>
  | ToldReport
  | { type: 'hours'; effect: string; hours?: Hours; why?: string };

/** What another process says. */
export type EscalationTold = { type: 'cancel_requested' };
