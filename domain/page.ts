import type { Target } from './ladder.js';
import type { Instant } from './machine.js';
import type { TimeScale } from './time-scale.js';

/**
 * Pages people for one subject. `no` grows by one per effect of the subject: a page is withdrawn
 * while `no` is at most the subject's silence mark of its ladder (I4). `due` is the rung's own due
 * time, also after an outage. `L` names the subject's ladders, `R` its reasons to page.
 */
export interface PageEffect<L extends string = string, R extends string = string> {
  kind: 'page';
  id: string;
  no: number;
  ladder: L;
  reason: R;
  due: Instant;
  targets: Target[];
  rung?: number;
  round?: number;
  /** Set on the first page: resolve the duty role that holds the baton and report who fills it. */
  duty?: string;
  /** Channels of the people's own rules that come later: those of page `of` due after `afterS`. */
  followUp?: { of: string; afterS: number };
  /** Added by the shell, no machine: the subject's clock, by which people are looked up. */
  scale?: TimeScale;
}

/** Tries again what waits of page `page`, until `until`. */
export interface DeliverEffect<L extends string = string> {
  kind: 'deliver';
  id: string;
  no: number;
  ladder: L;
  page: string;
  until: Instant;
  scale?: TimeScale;
}

/** How long a page that nobody received is still worth sending. */
export const usefulnessHorizonMs = 2 * 3_600_000;

/** What became of one person on a page; `waiting` = a retry or a rate limit stands before it. */
export interface Reached {
  person: string;
  name: string;
  state: 'delivered' | 'waiting' | 'failed';
  channels: string[];
}

/** At most this many people are named in a report; the rest are counted. */
export const reachedNamedMax = 20;

/** The report of a `page` effect. */
export interface Paged<L extends string = string> {
  type: 'paged';
  effect: string;
  ladder: L;
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

/** The report of a `deliver` effect. */
export interface Delivered {
  type: 'delivered';
  effect: string;
  page: string;
  delivered: number;
  failed: number;
  silenced: number;
}

/** The report of a `page` or `deliver` effect whose hands gave up. */
export interface PageFailed<L extends string = string> {
  type: 'page_failed';
  effect: string;
  ladder: L;
  rung?: number;
  why: string;
}
