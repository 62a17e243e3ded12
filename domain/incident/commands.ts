import type { Instant } from '../machine.js';
import type { Delivered, Paged, PageFailed } from '../page.js';
import type { NoticeReported } from '../notice/effects.js';
import type { ToldReport } from '../tell.js';
import type { AttributeCommand } from './attribution-state.js';
import type { GradeCommand } from './grading-state.js';
import type { ReviewAction } from './review-state.js';
import type { AlertEvent, LadderName, WaitOn } from './state.js';
import type { Surroundings } from './surroundings.js';

/** A person's commands; the shell adds `by`. */
export type IncidentAsked =
  | { type: 'acknowledge'; until?: Instant }
  | { type: 'unacknowledge' }
  | { type: 'assign'; to: string }
  | { type: 'accept' }
  | { type: 'refuse'; reason: string }
  | { type: 'wait'; on: WaitOn; until: Instant; reason: string }
  | { type: 'resume' }
  | { type: 'mitigate' }
  | { type: 'restore'; at?: Instant; how: string }
  | { type: 'verify'; verifiedBy: 'customer' | 'monitoring' | 'engineer' }
  | { type: 'reopen'; reason: string }
  | { type: 'snooze'; until: Instant }
  | { type: 'escalate'; step?: number; reason: string }
  | { type: 'note'; text: string; occurredAt?: Instant }
  | { type: 'merge'; into: string }
  | { type: 'dismiss'; proof: string }
  | { type: 'close' }
  | GradeCommand
  | { type: 'command'; to: string }
  | { type: 'confirm'; proposal: string }
  | { type: 'decline'; proposal: string; reason: string }
  | { type: 'check_clock'; obligation: string }
  | {
      type: 'review';
      cause: string;
      actions: ReviewAction[];
      knowledge?: { link: string } | { none: string };
    }
  | AttributeCommand
  | NoticeAsked;

/** Given through the notices' own routes. */
export type NoticeAsked =
  | { type: 'approve_notice'; notice: string }
  | { type: 'send_notice'; notice: string }
  | { type: 'correct_notice'; notice: string; noticeId: string };

export type IncidentVerb = Exclude<IncidentAsked['type'], NoticeAsked['type']>;

export type IncidentReported =
  | { type: 'alert'; event: AlertEvent }
  | Paged<LadderName>
  | Delivered
  | PageFailed<LadderName>
  | ToldReport
  | SnapshotTaken
  | NoticeReported
  | { type: 'handed_back'; effect: string };

/** What another process says. */
export type IncidentTold =
  | {
      type: 'absorbed';
      from: string;
      title: string;
      /** Marks of the alerts still open (`alertMark`). */
      alerts: string[];
      /** The service was already back there. */
      restored?: true;
    }
  | { type: 'child'; id: string; title: string }
  /** An upstream incident was found after this one began. */
  | { type: 'attached'; parent: { id: string; title: string; holdS: number } }
  | { type: 'released'; parent: string; why: 'restored' | 'closed' }
  | { type: 'chain'; id: string; event: 'opened' | 'closed'; to: Named; outcome?: string }
  /** An accepted chain that says so, or a signed shift hand-over, moves the baton. */
  | { type: 'take_over'; person: string; by: string; why: 'chain' | 'shift'; cause: string }
  | { type: 'hard_fault'; id: string; event: 'opened' | 'closed' }
  /** Working hours were edited or a year was loaded: what runs on them is walked again. */
  | { type: 'calendar_changed' }
  | { type: 'cancel_requested' };

interface Named {
  kind: 'department' | 'supplier' | 'person';
  id: string;
  name: string;
}

/** The answer of a `snapshot` effect. */
export interface SnapshotTaken {
  type: 'snapshot_taken';
  effect: string;
  surroundings?: Surroundings;
}
