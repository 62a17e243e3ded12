import { z } from 'zod';

import { timeOut } from '../api/fields.js';

const named = z.object({ id: z.string(), name: z.string() });

export const clockOut = z.object({
  obligation: z.string(),
  startAt: timeOut,
  dueAt: timeOut,
  stoppedAt: timeOut.optional(),
  provisional: z
    .literal(true)
    .optional()
    .describe('Reaches into a year whose holidays are unknown'),
  unchecked: z.literal(true).optional().describe('Made late by a regrade; nobody looked yet'),
  pausedSince: timeOut.optional(),
});

/** The members that every process answers with beside its own (domain/subject-view.ts). */
export const subjectShape = {
  id: z.string(),
  number: z.string().optional().describe('Absent until the read model has it'),
  version: z.int(),
  title: z.string(),
  description: z.string().optional(),
  stage: z.string(),
  about: z.string().optional().describe('The subject it is about'),
  department: named.optional(),
  site: named.optional(),
  service: named.optional(),
  customer: named.optional(),
  drill: z.boolean().optional(),
  holder: z.object({
    person: z.string().optional().describe('Accountable at this instant'),
    name: z.string().optional(),
    duty: z.string().optional().describe('The schedule that fills the duty role'),
    since: timeOut,
  }),
  offer: z.object({ to: z.string(), by: z.string(), at: timeOut, expires: timeOut }).optional(),
  startedAt: timeOut,
  closedAt: timeOut.optional(),
  nextDue: timeOut.optional(),
  clocks: z.array(clockOut),
};
