import type { Instant } from '../machine.js';
import type { DeliverEffect, PageEffect } from '../page.js';
import type { LadderName, Signer } from './state.js';

export type HandoverReason =
  | 'begun'
  | 'stage_due'
  | 'stage_late'
  | 'review_late'
  | 'help_sponsor'
  | 'rejected_items'
  | 'expired_items'
  | 'fell_back'
  | 'uat_task'
  | 'uat_task_late'
  | 'heads_meet'
  | 'assigned'
  | 'takeover'
  | 'takeover_daily'
  | 'takeover_over'
  | 'cancelled'
  | 'survey_due'
  | 'training_due'
  | 'trial_due'
  | 'trial_restarted'
  | 'trial_decide'
  | 'punch_due'
  | 'punch_overdue'
  | 'suspended'
  | 'sign_due'
  | 'sign_chase'
  | 'sign_rejected'
  | 'accepted'
  | 'warranty_check'
  | 'warranty_late'
  | 'escaped'
  | 'closed'
  | 'again'
  | 'gap';

export type HandoverPage = PageEffect<LadderName, HandoverReason>;
export type HandoverDeliver = DeliverEffect<LadderName>;

/** Takes a side's working hours over [from, until); the same shape as a chain's. */
export interface SnapshotEffect {
  kind: 'snapshot';
  id: string;
  of: { kind: 'calendar'; id: string };
  from: Instant;
  until: Instant;
}

/** Writes the acceptance sheet as it stands; reports `sheet` with its content hash. */
export interface FreezeSheetEffect {
  kind: 'freeze_sheet';
  id: string;
  handover: string;
}

/** Sends the customer's signer a one-time link bound to the sheet; reports `signature_asked`. */
export interface AskSignatureEffect {
  kind: 'ask_signature';
  id: string;
  handover: string;
  signer: Signer;
  sheet: string;
  until: Instant;
}

/** Writes the service's status; idempotent; reports `marked`. */
export interface MarkServiceEffect {
  kind: 'mark_service';
  id: string;
  service: string;
  status: 'delivering' | 'trial' | 'in_service';
}

export type HandoverEffect =
  | HandoverPage
  | HandoverDeliver
  | SnapshotEffect
  | FreezeSheetEffect
  | AskSignatureEffect
  | MarkServiceEffect;
