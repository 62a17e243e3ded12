import { z } from 'zod';
import {
  objectsMax,
  spansMax,
  windowImpacts,
  windowKinds,
  windowStatuses,
} from '../../domain/window/window.js';
import { durationOut, flagIn, idIn, manyOf, timeIn, timeOut } from '../api/fields.js';
import { pagingQuery } from '../api/paging.js';
import { line, resourceId, stamped } from '../directory/fields.js';

const titleMaxChars = 400;
const textMaxChars = 2_000;
const reasonMaxChars = 500;
const targetsMax = 200;

const text = z.string().trim().min(1).max(textMaxChars);
const ids = z.array(resourceId).max(targetsMax);
const hours = z
  .strictObject({ from: timeIn, until: timeIn })
  .refine(({ from, until }) => from < until, 'hours that end after they begin');

const writable = {
  title: line(titleMaxChars),
  description: text.nullish(),
  impact: z.enum(windowImpacts).nullish(),
  hours: z
    .array(hours)
    .min(1)
    .max(spansMax)
    .transform((given) => [...given].sort((a, b) => a.from - b.from))
    .describe('its nights, one after another'),
  supplierServices: ids.optional(),
  services: ids.optional(),
  sites: ids.optional().describe('with everything below them'),
  noticeSentAt: timeIn.nullish().describe('when the customers were told'),
};

/** Planned work of our own, or a major-event window (保障期). */
export const windowCreate = z
  .strictObject({
    kind: z.enum(windowKinds).default('maintenance'),
    ...writable,
    status: z.enum(['tentative', 'confirmed']).optional(),
  })
  .meta({ id: 'WindowCreate' });

/** Of a supplier's window only the places and the time of the notice are ours to write. */
export const windowPatch = z
  .strictObject({ ...writable, status: z.enum(windowStatuses) })
  .partial()
  .meta({ id: 'WindowPatch' });

export const windowCancel = z
  .strictObject({ reason: line(reasonMaxChars) })
  .meta({ id: 'WindowCancel' });

export const windowQuery = z.strictObject({
  ...pagingQuery,
  kind: manyOf(z.enum(windowKinds)).optional(),
  status: manyOf(z.enum(windowStatuses)).optional(),
  provider: manyOf(z.string().max(200)).optional(),
  service: manyOf(idIn).optional().describe('named, or standing on a circuit that is named'),
  site: manyOf(idIn).optional(),
  supplierService: manyOf(idIn).optional(),
  from: timeIn.optional().describe('not over by then'),
  until: timeIn.optional().describe('begun by then'),
});

const spansOut = z.array(z.object({ from: timeOut, until: timeOut }));

export const windowAnswer = z
  .object({
    ...stamped,
    kind: z.enum(windowKinds),
    status: z.enum(windowStatuses),
    impact: z.enum(windowImpacts).nullable(),
    title: z.string(),
    description: z.string().nullable(),
    hours: spansOut,
    start: timeOut.nullable(),
    end: timeOut.nullable(),
    provider: z.string().nullable(),
    maintenanceId: z.string().nullable(),
    account: z.string().nullable(),
    sequence: z.int(),
    objects: z
      .array(z.object({ id: z.string(), impact: z.enum(windowImpacts).optional() }))
      .max(objectsMax)
      .describe('circuits as the supplier names them'),
    supplierServices: z.array(z.string()),
    services: z.array(z.string()),
    sites: z.array(z.string()),
    approved: z.object({ by: z.string(), at: timeOut }).nullable(),
    noticeSentAt: timeOut.nullable(),
    finishedAt: timeOut.nullable(),
    overrun: durationOut.nullable().describe('how long it is past its end and not over'),
    integration: z.string().nullable(),
    notes: z.array(z.string()).describe('what was read leniently in the last notice'),
  })
  .meta({ id: 'Window' });

export const conflictQuery = z.strictObject({
  ...pagingQuery,
  service: manyOf(idIn).optional(),
  gone: flagIn.optional().describe('also those that an amendment removed'),
});

/** Both legs of a pair away at once. */
export const conflictAnswer = z
  .object({
    id: z.string(),
    pair: z.object({ key: z.string(), zh: z.string(), en: z.string() }),
    service: z.string().nullable(),
    windows: z.array(
      z.object({ id: z.string(), title: z.string(), provider: z.string().nullable() }),
    ),
    legs: z.array(z.string()),
    from: timeOut,
    until: timeOut,
    foundAt: timeOut,
    goneAt: timeOut.nullable(),
    incident: z.string().nullable(),
  })
  .meta({ id: 'WindowConflict' });

export type WindowDraft = z.output<typeof windowCreate>;
export type WindowPatch = z.output<typeof windowPatch>;
export type WindowAnswer = z.input<typeof windowAnswer>;
export type ConflictAnswer = z.input<typeof conflictAnswer>;
