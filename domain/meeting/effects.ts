import type { ActionInput } from '../action/state.js';
import type { Instant } from '../machine.js';
import type { DeliverEffect, PageEffect } from '../page.js';
import type { PromiseLadder } from '../promise/state.js';

/** Why somebody is paged. */
export type MeetingReason =
  | 'to_propose'
  | 'to_answer'
  | 'agreed'
  | 'declined'
  | 'declined_twice'
  | 'unheld'
  | 'to_record'
  | 'held'
  | 'appointed'
  | 'ended';

/** Writes an invitation, a change of it or its cancellation to the people of every party (RFC 5546). */
export interface InviteEffect {
  kind: 'invite';
  id: string;
  method: 'request' | 'cancel';
  occurrence: number;
  sequence: number;
  at: Instant;
  minutes: number;
  place?: string;
  title: string;
  organizer: string;
  required: string[];
  optional: string[];
}

/** Starts the actions that a meeting agreed; the same effect starts each once. */
export interface OpenActionsEffect {
  kind: 'open_actions';
  id: string;
  meeting: string;
  actions: Omit<ActionInput, 'id'>[];
}

/** Collects what is open in the departments of a review. */
export interface CollectEffect {
  kind: 'collect';
  id: string;
  meeting: string;
  departments: string[];
  at: Instant;
}

export type MeetingExtra = InviteEffect | OpenActionsEffect | CollectEffect;

export type MeetingEffect =
  PageEffect<PromiseLadder, MeetingReason> | DeliverEffect<PromiseLadder> | MeetingExtra;
