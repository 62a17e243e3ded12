import { notFound } from '../../../contracts/api/refused.js';
import type { ReviewView } from '../../../domain/review/view.js';
import type { AuditLine } from '../../../records/audit/audit.js';
import { appendAudit } from '../../../records/audit/audit.js';
import type { FoundProcess } from '../../../records/process/read.js';
import { reviewFacts } from '../../../records/review/gate.js';
import {
  visibleParts,
  type ReviewFacts,
  type ReviewPart,
} from '../../../records/review/visible.js';
import { reaches } from '../../../records/access/scope.js';
import { reachOf, type Principal } from '../../auth/principal.js';
import { seenProcess, type Doorway } from '../../processes/subject.js';
import type { RawCall } from '../../route.js';

type Parts = ReadonlySet<ReviewPart>;

/** HR's right shows schedule and completion, on nobody's own case more than on any other's. */
export const partsFor = (
  principal: Principal,
  facts: ReviewFacts,
  departmentId: string | null,
): Parts => {
  const { person } = principal;
  const parts = visibleParts(person ? { person: person.id } : {}, facts);
  const schedules = reaches(reachOf(principal, 'review.schedule'), { departmentId });
  return schedules ? new Set([...parts, 'completion']) : parts;
};

/** Who sees a review commands it as far as its machine lets them. */
export const reviewDoor: Doorway<ReviewView> = {
  process: 'review',
  read: 'review.schedule',
  act: 'review.schedule',
  lead: 'review.schedule',
  also: async ({ db, principal }, { id, departmentId }) => {
    const facts = await reviewFacts(db, id);
    return facts !== undefined && partsFor(principal, facts, departmentId).has('completion');
  },
};

export interface SeenReview {
  found: FoundProcess<ReviewView>;
  facts: ReviewFacts;
  parts: Parts;
}

type Looking = Pick<RawCall, 'db' | 'principal' | 'deps'>;

/** The review that the caller may see, with the parts the publication gate gives; 404 else. */
export async function seenReview(call: Looking, given: string): Promise<SeenReview> {
  const found = await seenProcess(call, reviewDoor, given);
  const facts = await reviewFacts(call.db, found.id);
  if (!facts) throw notFound(given);
  const parts = partsFor(call.principal, facts, found.departmentId);
  if (!parts.has('completion')) throw notFound(given);
  return { found, facts, parts };
}

type Told = Pick<RawCall, 'db' | 'principal' | 'requestId' | 'deps'>;

/** Writes the line of a view or an export before it is answered: without it nothing is shown (V19). */
export async function tellViewed(call: Told, line: AuditLine): Promise<void> {
  const { db, principal, requestId, deps } = call;
  const writer = { actor: principal.actor, requestId, at: new Date(deps.now()) };
  await db.$transaction((rows) => appendAudit(rows, line, writer));
}
