import { z } from 'zod';

import { flagIn, idIn, manyOf, scaleIn, shortTextIn, timeIn } from '../api/fields.js';
import { pagingQuery } from '../api/paging.js';
import { impactClassIn, severityIn, stageIn } from './answers.js';

const descriptionMaxChars = 1_024;
const searchMaxChars = 200;

/** Declares an incident by hand (api.md §3). */
export const declareBody = z.strictObject({
  title: shortTextIn,
  site: idIn.exactOptional(),
  service: idIn.exactOptional(),
  severity: severityIn.exactOptional(),
  impactClass: impactClassIn.exactOptional(),
  description: z.string().trim().max(descriptionMaxChars).exactOptional(),
  occurredAt: timeIn.exactOptional(),
  policy: idIn.exactOptional(),
  drill: z.boolean().exactOptional(),
  scale: scaleIn.exactOptional(),
});

/** Filters of the incident list: the same names in API, CLI and console (api.md §1). */
export const incidentFilters = {
  stage: manyOf(stageIn).optional(),
  severity: manyOf(severityIn).optional(),
  site: manyOf(idIn).optional().describe('And everything below'),
  service: manyOf(idIn).optional(),
  customer: manyOf(idIn).optional(),
  department: manyOf(idIn).optional(),
  holder: manyOf(idIn).optional().describe('A person, or `me`'),
  open: flagIn.optional().describe('true: not closed; false: closed'),
  drill: flagIn.optional(),
  q: z.string().trim().min(1).max(searchMaxChars).optional().describe('In title or number'),
  since: timeIn.optional().describe('Detected at or after'),
  until: timeIn.optional().describe('Detected before'),
};

export const listQuery = z.strictObject({ ...incidentFilters, ...pagingQuery });

const seqMax = 1_000_000_000;

export const getQuery = z.strictObject({
  minSeq: z.coerce.number().int().min(0).max(seqMax).optional(),
});

export const clocksQuery = z.strictObject({
  due: timeIn.optional().describe('Due by this time; without it everything that runs'),
  subject: manyOf(idIn).optional(),
  obligation: manyOf(idIn).optional(),
  drill: flagIn
    .optional()
    .describe('false: without drills and clocks of their own; true: only these'),
  ...pagingQuery,
});

export const idParams = z.strictObject({ id: idIn.describe('Id or number, such as INC-1042') });
