import type { Owner } from '../action/commands.js';
import type { Instant } from '../machine.js';
import type { PageReport } from '../promise/reports.js';
import type { MeetingParty } from './state.js';

export interface AgreedAction {
  title: string;
  owner: Owner;
  due: Instant;
}

export type MeetingAsked =
  | { type: 'propose'; at: Instant; minutes: number; place?: string }
  | { type: 'accept' }
  | { type: 'decline'; reason: string }
  | { type: 'held'; minutes: string; link?: string; heldAt?: Instant; actions: AgreedAction[] }
  | { type: 'appoint'; party: MeetingParty }
  | { type: 'end'; reason: string };

export type MeetingVerb = MeetingAsked['type'];

/** One open item of a review: what, where it stands, whose, by when (N48). */
export interface ReviewItem {
  subject: string;
  number: string;
  title: string;
  stage: string;
  owner: string;
  due?: Instant;
}

export type MeetingReported =
  | PageReport
  | { type: 'invited'; effect: string; reached: number; failed: number }
  | { type: 'actions_opened'; effect: string; ids: string[] }
  | { type: 'collected'; effect: string; items: ReviewItem[]; more: number }
  | { type: 'gave_up'; effect: string; why: string };

export type MeetingTold = { type: 'cancel_requested' };
