import type { Ref, SubjectView } from '../subject-view.js';
import type { AccessRequestClosedAs, AccessRequestStage, Want } from './state.js';

export interface AccessRequestView extends SubjectView {
  stage: AccessRequestStage;
  what: Want;
  permission: string;
  days: number;
  requester: Ref;
  approvers: Ref[];
  decidedBy?: string;
  why?: string;
  closedAs?: AccessRequestClosedAs;
  /** When the access ends by itself. */
  until?: number;
}
