import { z } from 'zod';

import { timeOut } from '../api/fields.js';
import { text, type Language } from '../text.js';

/** Why something waits for a person; stable words. */
export const workReasons = [
  'held',
  'offered',
  'sign',
  'answer',
  'accept',
  'confirm',
  'approve',
  'decide',
  'meet',
  'form',
] as const;

export type WorkReason = (typeof workReasons)[number];

export const workItem = z
  .object({
    why: z.enum(workReasons),
    asked: z.string().describe("What is asked of the caller, in the caller's language"),
    id: z.string().describe('The subject'),
    process: z.string(),
    number: z.string(),
    title: z.string(),
    stage: z.string(),
    item: z
      .object({ id: z.string(), number: z.string().optional(), title: z.string().optional() })
      .optional()
      .describe('Something within the subject, such as an item to sign'),
    due: timeOut.optional(),
    since: timeOut,
    link: z.string().describe('A page of it'),
  })
  .meta({ id: 'WorkItem' });

/** What is asked of the holder of a subject at its stage, else of any holder of its kind. */
export function askedText(
  language: Language,
  { why, process, stage }: { why: WorkReason; process: string; stage: string },
): string {
  const keys = [`work/${why}.${process}.${stage}`, `work/${why}.${process}`, `work/${why}`];
  const said = keys.map((key) => text(language, key));
  return said.find((each, index) => each !== keys[index]) ?? why;
}
