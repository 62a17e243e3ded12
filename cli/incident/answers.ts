import type { z } from 'zod';
import type { Page } from '../../contracts/api/paging.js';
import type {
  alertAnswer,
  bulkAnswer,
  clockAnswer,
  deliveryAnswer,
  incident,
  incidentSummary,
  ladderAnswer,
  timelineEntry,
} from '../../contracts/incident/answers.js';
import type { Stage } from '../../domain/incident/state.js';

export type Incident = z.output<typeof incident>;
export type IncidentSummary = z.output<typeof incidentSummary>;
export type TimelineLine = z.output<typeof timelineEntry>;
export type Delivery = z.output<typeof deliveryAnswer>;
export type LadderView = z.output<typeof ladderAnswer>;
export type Alert = z.output<typeof alertAnswer>;
export type ClockLine = z.output<typeof clockAnswer>;
export type BulkResults = z.output<typeof bulkAnswer>;
export type { Page };

export const stages: readonly Stage[] = [
  'detected',
  'responding',
  'restored',
  'observing',
  'reviewing',
  'closed',
];

/** `1042` is short for `INC-1042`; ids and numbers stay as they are. */
export const refOf = (text: string): string => (/^\d{1,9}$/.test(text) ? `INC-${text}` : text);

export const incidentPath = (ref: string): string =>
  `/api/v1/incidents/${encodeURIComponent(refOf(ref))}`;
