import type { WindowAnswer } from '../../contracts/window/windows.js';
import type { Announced } from '../../domain/window/amend.js';
import {
  isOver,
  type Span,
  type Window,
  type WindowImpact,
  type WindowKind,
  type WindowObject,
  type WindowStatus,
} from '../../domain/window/window.js';
import type { MaintenanceWindow, Prisma } from '../../prisma/generated/client.js';
import { jsonColumn, stampsOf } from '../directory/columns.js';

/** What is kept of the last notice; the body itself is in the intake's log. */
export interface WindowSource {
  sha256: string;
  /** Epoch milliseconds. */
  receivedAt: number;
  notes: string[];
}

export const spansOf = (row: Pick<MaintenanceWindow, 'spans'>): Span[] =>
  row.spans as unknown as Span[];

export const objectsOf = (row: Pick<MaintenanceWindow, 'objects'>): WindowObject[] =>
  row.objects as unknown as WindowObject[];

const msOf = (at: Date | null): number | undefined => at?.getTime();

/** The hours as columns: each of them, and what bounds them all. */
export const spanColumns = (spans: readonly Span[]) => ({
  spans: jsonColumn([...spans]),
  startsAt: spans.length > 0 ? new Date(Math.min(...spans.map(({ from }) => from))) : null,
  endsAt: spans.length > 0 ? new Date(Math.max(...spans.map(({ until }) => until))) : null,
});

/** The row as the rules see it. */
export const windowOf = (row: MaintenanceWindow): Window => ({
  id: row.id,
  kind: row.kind as WindowKind,
  status: row.status as WindowStatus,
  ...(row.impact !== null && { impact: row.impact as WindowImpact }),
  spans: spansOf(row),
  approved: row.approvedAt !== null,
  ...(row.finishedAt && { finishedAt: row.finishedAt.getTime() }),
  supplierServices: row.supplierServiceIds,
  services: row.serviceIds,
  sites: row.siteIds,
});

/** The part that a supplier's notices change. */
export const announcedOf = (row: MaintenanceWindow): Announced => ({
  sequence: row.sequence,
  stampedAt: msOf(row.stampedAt),
  status: row.status as WindowStatus,
  ...(row.impact !== null && { impact: row.impact as WindowImpact }),
  spans: spansOf(row),
  objects: objectsOf(row),
  title: row.title,
  ...(row.description !== null && { description: row.description }),
  ...(row.finishedAt && { finishedAt: row.finishedAt.getTime() }),
});

export const announcedColumns = (window: Announced) => ({
  sequence: window.sequence,
  stampedAt: window.stampedAt === undefined ? null : new Date(window.stampedAt),
  status: window.status,
  impact: window.impact ?? null,
  ...spanColumns(window.spans),
  objects: jsonColumn(window.objects),
  title: window.title,
  description: window.description ?? null,
  finishedAt: window.finishedAt === undefined ? null : new Date(window.finishedAt),
});

const sourceOf = (source: Prisma.JsonValue): WindowSource | undefined =>
  (source as unknown as WindowSource | null) ?? undefined;

/** Seconds past the end of work that is not over; null within its hours. */
export const overrunSOf = (row: MaintenanceWindow, now: number): number | null => {
  const end = msOf(row.endsAt);
  const runs = row.kind === 'maintenance' && !isOver(row.status as WindowStatus);
  return runs && end !== undefined && now > end ? Math.floor((now - end) / 1000) : null;
};

export const windowAnswerOf = (row: MaintenanceWindow, now: number): WindowAnswer => ({
  ...stampsOf(row),
  kind: row.kind as WindowKind,
  status: row.status as WindowStatus,
  impact: row.impact as WindowImpact | null,
  title: row.title,
  description: row.description,
  hours: spansOf(row),
  start: row.startsAt,
  end: row.endsAt,
  provider: row.provider,
  maintenanceId: row.maintenanceId,
  account: row.account,
  sequence: row.sequence,
  objects: objectsOf(row),
  supplierServices: row.supplierServiceIds,
  services: row.serviceIds,
  sites: row.siteIds,
  approved: row.approvedAt ? { by: row.approvedBy ?? '', at: row.approvedAt } : null,
  noticeSentAt: row.noticeSentAt,
  finishedAt: row.finishedAt,
  overrun: overrunSOf(row, now),
  integration: row.integrationId,
  notes: sourceOf(row.source)?.notes ?? [],
});
