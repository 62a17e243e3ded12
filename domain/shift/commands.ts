import type { Delivered, Paged, PageFailed } from '../page.js';
import type { ToldReport } from '../tell.js';
import type { OpenItem, ShiftLadder } from './state.js';

/** Items are named by id or number. */
export type ShiftAsked =
  | { type: 'sign'; items: string[] }
  | { type: 'ask'; item: string; text: string }
  | { type: 'answer'; item: string; text: string }
  | { type: 'cancel'; reason: string };

export type ShiftVerb = ShiftAsked['type'];

/** One that was on the list and that the outgoing side holds no longer. */
export interface Gone {
  id: string;
  how: 'closed' | 'taken';
}

export type ShiftReported =
  | {
      type: 'gathered';
      effect: string;
      /** Held by the outgoing side and not asked about, at most `itemsMax`. */
      fresh: OpenItem[];
      gone: Gone[];
      /** As `fresh`, beyond the limit. */
      more: number;
    }
  | { type: 'gather_failed'; effect: string; why: string }
  | ToldReport
  | Paged<ShiftLadder>
  | Delivered
  | PageFailed<ShiftLadder>;

export type ShiftTold = { type: 'cancel_requested' };
