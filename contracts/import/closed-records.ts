import { z } from 'zod';

import { timeIn } from '../api/fields.js';

/** Records of one call; a larger history is imported part by part. */
export const importedMax = 1_000;
const legsMax = 10;
const noticesMax = 50;
const holdersMax = 50;
const textMax = 300;

const externalId = z.string().trim().min(1).max(120);
const text = z.string().trim().min(1).max(textMax);
const level = z.enum(['P1', 'P2', 'P3', 'P4']);
const person = text.describe('id or mail address of a person');
const department = text.describe('id of a department');

const holder = z.strictObject({ person, since: timeIn });

const notice = z.strictObject({
  audience: z.enum(['internal', 'customer']),
  stage: z.enum(['first', 'progress', 'level_change', 'recovery', 'closure']),
  seq: z.int().min(1).max(noticesMax),
  due: timeIn,
  sent: timeIn.optional().describe('absent: it never went'),
});

/** A closed incident with its original id and times; nobody is paged for it. */
export const closedIncident = z.strictObject({
  id: externalId,
  title: text,
  closedAs: z.enum(['resolved', 'dismissed']).default('resolved'),
  level,
  firstLevel: level.optional().describe('absent: as it ended'),
  gradedBy: person.optional(),
  interruption: z.boolean().default(false),
  service: text.optional().describe('id or code of a service'),
  department: department.optional(),
  detected: timeIn,
  acknowledged: timeIn.optional(),
  acknowledgeDue: timeIn,
  restored: timeIn.optional(),
  restoreDue: timeIn.optional(),
  closed: timeIn,
  reopened: timeIn.optional(),
  holders: z.array(holder).min(1).max(holdersMax).describe('who was accountable, from when on'),
  notices: z.array(notice).max(noticesMax).default([]),
});
export type ClosedIncident = z.output<typeof closedIncident>;

const leg = z.strictObject({
  to: z.strictObject({ kind: z.enum(['department', 'person']), id: text }),
  opened: timeIn,
  accepted: timeIn.optional(),
  acceptedBy: person.optional(),
  ended: timeIn,
  as: z.enum(['fulfilled', 'rejected', 'bounced', 'withdrawn']),
  silences: z.int().min(0).max(100).default(0),
  late: z.boolean().default(false),
  notSustained: z.boolean().default(false),
});

/** A closed chain between departments. */
export const closedChain = z.strictObject({
  id: externalId,
  ask: text,
  about: externalId.optional().describe('original id of an incident of the same source'),
  priority: level,
  asker: person,
  opened: timeIn,
  closed: timeIn,
  closedAs: z.enum(['confirmed', 'withdrawn']).default('confirmed'),
  legs: z.array(leg).min(1).max(legsMax),
});
export type ClosedChain = z.output<typeof closedChain>;

/** A closed hand-over of a service into operations. */
export const closedHandover = z.strictObject({
  id: externalId,
  title: text,
  service: text.optional(),
  department: department.optional(),
  holder: person,
  opened: timeIn,
  closed: timeIn,
  closedAs: z.enum(['accepted', 'rejected', 'cancelled']),
});
export type ClosedHandover = z.output<typeof closedHandover>;

/** What is imported at once; each record is looked at by itself. */
export const closedRecords = z.strictObject({
  source: z.string().trim().min(1).max(60).describe('the system it comes from'),
  incidents: z.array(z.unknown()).max(importedMax).default([]),
  chains: z.array(z.unknown()).max(importedMax).default([]),
  handovers: z.array(z.unknown()).max(importedMax).default([]),
});
export type ClosedRecords = z.output<typeof closedRecords>;

export const rejectCodes = [
  'invalid',
  'unknown_person',
  'unknown_department',
  'unknown_service',
  'unknown_incident',
  'times_out_of_order',
  'not_over',
  'changed',
  'repeated',
  'not_installed',
] as const;
export type RejectCode = (typeof rejectCodes)[number];

const rejected = z.object({
  kind: z.enum(['incident', 'chain', 'handover']),
  n: z.int().describe('its place in the file, from 1'),
  id: z.string().optional(),
  code: z.enum(rejectCodes),
  what: z.string().describe('what it is about: a field, a name, a time'),
});

/** What became of an import: counts, and each record that was not taken with the reason. */
export const importReport = z
  .object({
    imported: z.object({ incidents: z.int(), chains: z.int(), handovers: z.int() }),
    unchanged: z.int().describe('known already, with the same content'),
    rejected: z.array(rejected),
  })
  .meta({ id: 'ClosedRecordsImported' });

/** Why one record was not taken. */
export type Rejected = z.input<typeof rejected>;
export type ImportReport = z.input<typeof importReport>;
