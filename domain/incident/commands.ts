import type { Instant } from '../machine.js';
import type { AlertEvent, LadderName, WaitOn } from './state.js';

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
  | { type: 'close' };

export type IncidentVerb = IncidentAsked['type'];

/** What became of one person on a page; `waiting` = a retry or a rate limit stands before it. */
export interface Reached {
  person: string;
  name: string;
  state: 'delivered' | 'waiting' | 'failed';
  channels: string[];
}

/** At most this many people are named in a report; the rest are counted. */
export const reachedNamedMax = 20;

export type IncidentReported =
  | { type: 'alert'; event: AlertEvent }
  | {
      type: 'paged';
      effect: string;
      ladder: LadderName;
      rung?: number;
      /** Nobody was reachable: no person on call, or none with a working channel. */
      empty: boolean;
      people: Reached[];
      more: number;
      /** Deliveries wait for a retry: the machine hands out a `deliver` effect. */
      waiting: boolean;
      /** Seconds after which further channels of these people's own rules are due, ascending. */
      later: number[];
      /** Who fills the duty role that holds the baton, resolved when the page ran. */
      duty?: string;
      /** Schedules in the rung's targets with nobody on call; their owners are told. */
      gaps: { schedule: string; owner: string }[];
    }
  | {
      type: 'delivered';
      effect: string;
      page: string;
      delivered: number;
      failed: number;
      silenced: number;
    }
  | { type: 'page_failed'; effect: string; ladder: LadderName; rung?: number; why: string }
  | { type: 'told'; effect: string; ok: boolean }
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
  | { type: 'cancel_requested' };
