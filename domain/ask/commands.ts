import type { HardFaultReported } from '../hard-fault/commands.js';
import type { Instant } from '../machine.js';
import type { PageReport } from '../promise/reports.js';
import type { Ref } from '../subject-view.js';

/** A person's commands; `standing` says that the caller stands in for a requester who left. */
export type AskAsked = (
  | { type: 'acknowledge' }
  | { type: 'commit'; date: Instant; text?: string }
  | { type: 'decline'; reason: string }
  | { type: 'delegate'; to: Ref }
  | { type: 'done'; text: string }
  | { type: 'confirm' }
  | { type: 'reopen'; reason: string }
  | { type: 'withdraw'; reason: string }
) & { standing?: { forRequester: true } };

export type AskVerb = AskAsked['type'];

export type HoursReport = Extract<HardFaultReported, { type: 'hours_taken' }>;

export type AskReported =
  | PageReport
  | HoursReport
  | { type: 'delegate_found'; effect: string; delegate?: Ref }
  /** The hands gave up; it is tried again when the next thing is due. */
  | { type: 'gave_up'; effect: string; why: string };

export type AskTold = { type: 'cancel_requested' };
