import type { AskReported } from '../../domain/ask/commands.js';
import type { DelegateEffect } from '../../domain/ask/effects.js';
import type { MeetingReported } from '../../domain/meeting/commands.js';
import type {
  CollectEffect,
  InviteEffect,
  OpenActionsEffect,
} from '../../domain/meeting/effects.js';

type Said<R extends { type: string }, T extends R['type']> = Extract<R, { type: T }>;

/** The hands of asks and meetings beside those of every process (machine.md §2). */
export interface PromiseActivities {
  /** Who stands in for a silent person; looking again is harmless. */
  findDelegate(effect: DelegateEffect): Promise<Said<AskReported, 'delegate_found'>>;
  /** Writes invitations; a repeat writes to nobody twice. Fails while somebody's mail waits. */
  inviteToMeeting(subject: string, effect: InviteEffect): Promise<Said<MeetingReported, 'invited'>>;
  /** Starts the actions of a meeting; the same effect starts each once. */
  openActions(effect: OpenActionsEffect): Promise<Said<MeetingReported, 'actions_opened'>>;
  /** What is open in the departments of a review. */
  collectOpen(effect: CollectEffect): Promise<Said<MeetingReported, 'collected'>>;
}
