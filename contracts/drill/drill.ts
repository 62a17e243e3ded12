import { z } from 'zod';

import { participantsMax } from '../../domain/drill/scenario.js';
import { bilingualOut, durationOut, idIn, scaleIn, shortTextIn, timeOut } from '../api/fields.js';
import { subjectShape } from '../process/answers.js';

const named = z.object({ id: z.string(), name: z.string() });
const result = z.enum(['done', 'late', 'wrong', 'missing']);

const scored = z.object({
  id: z.string(),
  result,
  marks: z.int(),
  due: timeOut.optional(),
  at: timeOut.optional(),
  line: z.object({ subject: z.string(), n: z.int() }).optional().describe('What proves it'),
});

const score = z.object({ marks: z.int(), possible: z.int(), steps: z.array(scored) });

/** A drill as it is after a command or in the read model. */
export const drillAnswer = z
  .object({
    ...subjectShape,
    stage: z.enum(['running', 'scoring', 'closed']),
    closedAs: z.enum(['finished', 'cancelled']).optional(),
    scenario: z.object({ id: z.string(), version: z.int() }),
    leader: named,
    participants: z.array(named).describe('In the order of the rungs they play'),
    incidents: z.array(z.object({ key: z.string(), id: z.string() })),
    played: z.object({ count: z.int(), of: z.int(), last: timeOut.optional() }),
    score: score.optional(),
  })
  .meta({ id: 'Drill' });

const step = z.object({
  id: z.string(),
  text: bilingualOut,
  of: z.string().describe('The incident, by its key in the script'),
  since: z.string().optional().describe('The scripted event that the time counts from'),
  within: durationOut,
  marks: z.int(),
});

export const scenarioAnswer = z
  .object({
    id: z.string(),
    version: z.int(),
    title: bilingualOut,
    story: bilingualOut,
    facts: z.array(bilingualOut),
    length: durationOut,
    script: z.array(
      z.object({ id: z.string(), after: durationOut, kind: z.string(), text: bilingualOut }),
    ),
    steps: z.array(step),
  })
  .meta({ id: 'DrillScenario' });

export const startDrillBody = z.strictObject({
  scenario: idIn.describe('One of GET /api/v1/drill-scenarios'),
  participants: z
    .array(idIn)
    .min(1)
    .max(participantsMax)
    .describe('People, in the order of the rungs they play; nobody else hears of the drill'),
  service: idIn.exactOptional().describe('Where its alerts come from'),
  site: idIn.exactOptional(),
  scale: scaleIn.exactOptional(),
});

/** The body of each verb of a drill (api.md §4). */
export const drillVerbs = {
  finish: z.strictObject({}),
  cancel: z.strictObject({ reason: shortTextIn }),
};

/** What was done, what it was worth, and the line that proves each (V6, operations.md). */
export const transcriptAnswer = z
  .object({
    drill: z.string(),
    number: z.string(),
    title: z.string(),
    scenario: z.object({ id: z.string(), version: z.int() }),
    leader: named,
    participants: z.array(named),
    startedAt: timeOut,
    closedAt: timeOut.optional(),
    scale: z.int().optional().describe('Seconds of its clock per second on the wall'),
    marks: z.int(),
    possible: z.int(),
    percent: z.int(),
    steps: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        result,
        marks: z.int(),
        of: z.int().describe('The most it is worth'),
        due: timeOut.optional(),
        at: timeOut.optional(),
        proof: z
          .object({ subject: z.string(), n: z.int(), text: z.string(), by: z.string() })
          .optional(),
      }),
    ),
  })
  .meta({ id: 'DrillTranscript' });
