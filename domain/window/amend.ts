import type { Instant } from '../machine.js';
import {
  isOver,
  type Span,
  type WindowImpact,
  type WindowObject,
  type WindowStatus,
} from './window.js';

/** What a supplier says of its work, in one notice. What it left out is undefined. */
export interface Announcement {
  sequence?: number | undefined;
  /** When the supplier wrote it. */
  stampedAt?: Instant | undefined;
  status?: WindowStatus | undefined;
  impact?: WindowImpact | undefined;
  /** Empty where a later notice repeats no hours. */
  spans: Span[];
  /** Empty where a later notice repeats no circuits. */
  objects: WindowObject[];
  title?: string | undefined;
  description?: string | undefined;
}

/** The part of a stored window that notices change. */
export interface Announced {
  sequence: number;
  stampedAt?: Instant | undefined;
  status: WindowStatus;
  impact?: WindowImpact | undefined;
  spans: Span[];
  objects: WindowObject[];
  title: string;
  description?: string | undefined;
  finishedAt?: Instant | undefined;
}

/** What a notice leads to; notes name what was read leniently or looks odd. */
export type Amended =
  | { kind: 'begun' | 'changed'; window: Announced; notes: string[] }
  | { kind: 'ignored'; reason: string };

const untitled = 'maintenance';

const finishedOf = (
  status: WindowStatus,
  before: Announced | undefined,
  now: Instant,
): Pick<Announced, 'finishedAt'> =>
  isOver(status) ? { finishedAt: before?.finishedAt ?? now } : {};

const begun = (notice: Announcement, now: Instant): Amended => {
  const notes: string[] = [];
  const status = notice.status ?? 'tentative';
  if (notice.status === undefined) notes.push('no STATUS: taken as tentative');
  if (notice.objects.length === 0) notes.push('no OBJECT-ID: no circuit can be matched');
  if (notice.spans.length === 0 && !isOver(status)) {
    return { kind: 'ignored', reason: 'a first notice without a start and an end' };
  }
  const window: Announced = {
    sequence: notice.sequence ?? 0,
    ...(notice.stampedAt !== undefined && { stampedAt: notice.stampedAt }),
    status,
    ...(notice.impact && { impact: notice.impact }),
    spans: notice.spans,
    objects: notice.objects,
    title: notice.title ?? untitled,
    ...(notice.description !== undefined && { description: notice.description }),
    ...finishedOf(status, undefined, now),
  };
  return { kind: 'begun', window, notes };
};

/** What is older than what is known: by its number, and where that says nothing by its date. */
const olderThan = (before: Announced, notice: Announcement): string | undefined => {
  const { sequence, stampedAt } = notice;
  if (sequence !== undefined && sequence < before.sequence) {
    return `sequence ${sequence} is older than ${before.sequence}, which is known`;
  }
  if (sequence !== undefined && sequence > before.sequence) return undefined;
  if (stampedAt !== undefined && before.stampedAt !== undefined && stampedAt < before.stampedAt) {
    return 'it was written before the notice that is known';
  }
  return undefined;
};

const merged = (before: Announced, notice: Announcement, now: Instant): Announced => {
  const status = notice.status ?? before.status;
  const impact = notice.impact ?? before.impact;
  const description = notice.description ?? before.description;
  const stampedAt = notice.stampedAt ?? before.stampedAt;
  return {
    sequence: notice.sequence ?? before.sequence,
    ...(stampedAt !== undefined && { stampedAt }),
    status,
    ...(impact && { impact }),
    spans: notice.spans.length > 0 ? notice.spans : before.spans,
    objects: notice.objects.length > 0 ? notice.objects : before.objects,
    title: notice.title ?? before.title,
    ...(description !== undefined && { description }),
    ...finishedOf(status, before, now),
  };
};

/** What says something of the work itself, in an order of its own. */
const contentOf = ({ status, impact, spans, objects, title, description }: Announced) =>
  JSON.stringify([
    status,
    impact,
    spans.map(({ from, until }) => [from, until]),
    objects.map((object) => [object.id, object.impact]),
    title,
    description,
  ]);

const changed = (before: Announced, notice: Announcement, now: Instant): Amended => {
  const older = olderThan(before, notice);
  if (older !== undefined) return { kind: 'ignored', reason: older };
  const window = merged(before, notice, now);
  const same = contentOf(window) === contentOf(before);
  const newer = window.sequence > before.sequence;
  if (same && !newer) return { kind: 'ignored', reason: 'this notice is known already' };
  const notes: string[] = [];
  if (!newer) notes.push('changed under the same SEQUENCE: the later notice stands');
  if (isOver(before.status) && !isOver(window.status)) {
    notes.push(`it was ${before.status}, and is ${window.status} again`);
  }
  return { kind: 'changed', window, notes };
};

/**
 * What a notice makes of the window it is about: identity is provider and maintenance id, its UID
 * says nothing (api.md §2). An older one changes nothing; what a later one leaves out stays.
 */
export const amend = (
  before: Announced | undefined,
  notice: Announcement,
  now: Instant,
): Amended => (before ? changed(before, notice, now) : begun(notice, now));
